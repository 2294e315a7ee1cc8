import { type FetchTile, tilePath } from '@vademecum/transparency-log'
import { CommandError, exitCodes } from '../command.ts'

/** A log somewhere else, as it answers. */
export interface RemoteLog {
  /** Without a slash at its end. */
  readonly url: string
  text(path: string): Promise<string>
  bytes(path: string): Promise<Uint8Array>
  /** Undefined where there is no such thing (404). */
  json(path: string): Promise<unknown>
  readonly tile: FetchTile
}

/** What a command ends with when the log does not answer: nothing was found out. */
export const unreachable = 2

const largest = 20_000_000
const patience = 20_000

export function remoteLog(address: string): RemoteLog {
  const url = address.replace(/\/+$/, '')
  if (!/^https?:\/\/\S+$/.test(url)) throw new CommandError(`${address} is no address.`, exitCodes.usage)
  const bytes = async (path: string) =>
    (await ask(`${url}/${path}`)) ?? fail(`${url}/${path}`, 'it is not there')
  return {
    url,
    bytes,
    text: async (path) => new TextDecoder().decode(await bytes(path)),
    json: async (path) => {
      const found = await ask(`${url}/${path}`)
      return found && (JSON.parse(new TextDecoder().decode(found)) as unknown)
    },
    tile: (address) => bytes(tilePath(address)),
  }
}

async function ask(url: string): Promise<Uint8Array | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' })
    if (answer.status === 404) return undefined
    if (!answer.ok) return fail(url, `it answered ${answer.status}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return bytes.length > largest ? fail(url, 'its answer is too large') : bytes
  } catch (cause) {
    if (cause instanceof CommandError) throw cause
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause)
    return fail(url, why, cause)
  }
}

function fail(url: string, why: string, cause?: unknown): never {
  throw new CommandError(`${url} could not be read: ${why}.`, unreachable, { cause })
}
