import { didWebUrl } from '@vademecum/verifiable-credentials'
import { fetchGuarded } from './fetch-guarded.ts'

/** `did:web` from the network. Other methods than this and `did:key` are not known here. */
export async function resolveRemote(
  did: string,
  options: { allowLoopback?: boolean } = {},
): Promise<unknown> {
  if (!did.startsWith('did:web:')) return undefined
  return JSON.parse(await fetchGuarded(didWebUrl(did, options), options))
}
