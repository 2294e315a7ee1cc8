import type { DidDocument } from './did-document.ts'
import { decodePublicKey, encodeMultikey, type KeyType } from './multikey.ts'

const PREFIX = 'did:key:'

/** The DID that is nothing but a public key: Ed25519, or a compressed point of P-256 or P-384. */
export function didKey(publicKey: Uint8Array, type: KeyType = 'Ed25519'): string {
  return PREFIX + encodeMultikey(publicKey, type)
}

export function isDidKey(did: string): boolean {
  return did.startsWith(PREFIX)
}

/** The document of a `did:key`, derived without looking anything up. Throws a `RangeError` at any other key. */
export function didKeyDocument(did: string): DidDocument {
  if (!isDidKey(did)) throw new RangeError('not a did:key')
  const multibase = did.slice(PREFIX.length)
  // One key has one name only: base58 without padding has one spelling for each sequence of bytes.
  decodePublicKey(multibase)
  const id = `${did}#${multibase}`
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multibase }],
    assertionMethod: [id],
    authentication: [id],
    capabilityInvocation: [id],
    capabilityDelegation: [id],
  }
}
