import { isObject, type JsonObject, listOf } from '@vademecum/verifiable-credentials'

/**
 * Whether a badge says that it is for one of these e-mail addresses, plainly or by a hash (`IdentityObject`, Open Badges 3.0
 * §B.8). False says nothing: it may be for an address of the same person that is not among them.
 */
export async function isRecipient(credential: JsonObject, addresses: readonly string[]): Promise<boolean> {
  const identities = listOf(credential.credentialSubject)
    .filter(isObject)
    .flatMap((subject) => listOf(subject.identifier))
    .filter(isObject)
    .filter(({ identityType }) => identityType === 'emailAddress')
  for (const identity of identities) {
    for (const address of addresses) if (await names(identity, address)) return true
  }
  return false
}

async function names({ identityHash, hashed, salt }: JsonObject, address: string): Promise<boolean> {
  if (typeof identityHash !== 'string') return false
  if (hashed !== true) return identityHash.toLowerCase() === address.toLowerCase()
  const salted = typeof salt === 'string' ? salt : ''
  // Makers hash the address as it was typed; most people type it in small letters.
  for (const written of new Set([address, address.toLowerCase()])) {
    if (`sha256$${await sha256(written + salted)}` === identityHash.toLowerCase()) return true
  }
  return false
}

async function sha256(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
