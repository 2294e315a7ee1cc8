import { encodeBase58 } from './base58.ts'
import { type ContextMap, credentialContexts } from './contexts.ts'
import { type JsonObject, listOf } from './json.ts'
import { proofHash } from './proof-hash.ts'

/** A private key that stays where it is: only its signature over given bytes is asked for. */
export interface SigningKey {
  /** The verification method: `did:web:example.org#key-1`. */
  id: string
  /** The DID whose document lists it. */
  controller: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/**
 * Adds an `eddsa-rdfc-2022` proof to a document and gives the signed copy. A document that has proofs already
 * gets a set. Throws a `CredentialError` at a context that is not in the map and at terms that no context
 * defines, so that nothing is signed that a verifier would not see.
 *
 * @example
 * const signed = await createProof({ document, key, created: '2026-08-20T08:00:00Z' })
 */
export async function createProof(input: {
  document: JsonObject
  key: SigningKey
  created: string
  contexts?: ContextMap
}): Promise<JsonObject> {
  const { document, key, created, contexts = credentialContexts } = input
  if (!key.id.startsWith(`${key.controller}#`)) {
    throw new RangeError('the id of a key is its controller and a fragment')
  }
  const { proof: existing, ...unsecured } = document
  const options = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created,
    verificationMethod: key.id,
    proofPurpose: 'assertionMethod',
  }
  const signature = await key.sign(await proofHash(unsecured, options, contexts))
  const proof = { ...options, proofValue: `z${encodeBase58(signature)}` }
  return { ...unsecured, proof: existing === undefined ? proof : [...listOf(existing), proof] }
}
