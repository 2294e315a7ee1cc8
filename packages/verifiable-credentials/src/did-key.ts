import type { DidDocument } from './did-document.ts'
import { decodeMultikey, encodeMultikey } from './multikey.ts'

const PREFIX = 'did:key:'

/** The DID that is nothing but an Ed25519 public key. */
export function didKey(publicKey: Uint8Array): string {
  return PREFIX + encodeMultikey(publicKey)
}

export function isDidKey(did: string): boolean {
  return did.startsWith(PREFIX)
}

/** The document of a `did:key`, derived without looking anything up. Throws a `RangeError` if it is not Ed25519. */
export function didKeyDocument(did: string): DidDocument {
  if (!isDidKey(did)) throw new RangeError('not a did:key')
  const multibase = did.slice(PREFIX.length)
  // One key has one name only: what decodes to it but is spelt otherwise is refused.
  if (encodeMultikey(decodeMultikey(multibase)) !== multibase) throw new RangeError('not a canonical did:key')
  const id = `${did}#${multibase}`
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multibase }],
    assertionMethod: [id],
    authentication: [id],
  }
}
