import { encodeBase58 } from './base58.ts'
import { type ContextMap, credentialContexts } from './contexts.ts'
import { type CryptosuiteName, cryptosuiteOf, hashOf, signatureLength } from './cryptosuites.ts'
import { isObject, type JsonObject, listOf } from './json.ts'
import type { KeyType } from './multikey.ts'
import { proofHash } from './proof-hash.ts'

/** A private key that stays where it is: only its signature over given bytes is asked for. */
export interface SigningKey {
  /** The verification method: `did:web:example.org#key-1`. */
  id: string
  /** The DID whose document lists it. */
  controller: string
  /** Ed25519 unless told. */
  type?: KeyType
  /** An ECDSA key hashes with SHA-256 (P-256) or SHA-384 (P-384) and gives r and s side by side. */
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
}

/**
 * Adds a proof to a document and gives the signed copy: `eddsa-rdfc-2022` unless told. A document that has proofs already
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
  cryptosuite?: CryptosuiteName
  /** Further members of the proof: `proofPurpose`, `challenge`, `domain`, `expires`, `id`, `previousProof`. */
  proof?: JsonObject
  /** Takes contexts that the document brings along; nobody else can then rely on its words. */
  inlineContexts?: boolean
}): Promise<JsonObject> {
  const { document, key, created, contexts = credentialContexts, cryptosuite = 'eddsa-rdfc-2022' } = input
  const { type = 'Ed25519' } = key
  const suite = cryptosuiteOf(cryptosuite)
  if (suite === undefined || !suite.keys.includes(type)) {
    throw new RangeError('the cryptosuite does not take that kind of key')
  }
  if (!key.id.startsWith(`${key.controller}#`)) {
    throw new RangeError('the id of a key is its controller and a fragment')
  }
  const { proof: existing } = document
  const unsecured = existing === undefined ? document : withoutProof(document)
  const options = {
    type: 'DataIntegrityProof',
    cryptosuite,
    created,
    verificationMethod: key.id,
    proofPurpose: 'assertionMethod',
    ...input.proof,
    // Copied, so that the proof says itself which contexts it was made with (Data Integrity EdDSA §3.3.1).
    ...(suite.form === 'jcs' && unsecured['@context'] !== undefined
      ? { '@context': unsecured['@context'] }
      : {}),
  }
  const previous = previousOf(existing, options)
  const signed = previous.length === 0 ? unsecured : { ...unsecured, proof: previous }
  const signature = await key.sign(
    await proofHash(signed, options, contexts, suite, hashOf(type), input.inlineContexts),
  )
  if (signature.length !== signatureLength(type)) throw new RangeError('not a signature of that kind of key')
  const proof = { ...options, proofValue: `z${encodeBase58(signature)}` }
  return { ...unsecured, proof: existing === undefined ? proof : [...listOf(existing), proof] }
}

/** A chained proof also signs the proofs that it follows (Data Integrity §4.5). */
function previousOf(existing: unknown, options: JsonObject): unknown[] {
  return listOf(options.previousProof).map((id) => {
    const found = listOf(existing).find((proof) => isObject(proof) && proof.id === id)
    if (found === undefined) throw new RangeError('no such proof to follow')
    return found
  })
}

function withoutProof(document: JsonObject): JsonObject {
  const { proof: _, ...unsecured } = document
  return unsecured
}
