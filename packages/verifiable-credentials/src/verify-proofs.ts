import { decodeBase58 } from './base58.ts'
import { type ContextMap, credentialContexts } from './contexts.ts'
import { isDateTimeStamp } from './date-time.ts'
import { CredentialError } from './errors.ts'
import { canonicalizeJson } from './jcs.ts'
import { type Cryptosuite, cryptosuiteOf, hashOf, signatureLength } from './cryptosuites.ts'
import { countObjects, isObject, type JsonObject, listOf } from './json.ts'
import type { PublicKey } from './multikey.ts'
import { proofHash } from './proof-hash.ts'
import { type VerifySignature, verifySignature } from './verify-signature.ts'

/** What came of one proof. Says nothing about whose key it was. */
export interface ProofResult {
  result: 'pass' | 'fail' | 'unknown'
  code: ProofCode
  proof: JsonObject
  /** The key's id, when the proof names one. */
  method?: string
}

export type ProofCode =
  | 'proof-valid'
  | 'proof-missing'
  | 'proof-invalid'
  | 'proof-malformed'
  | 'proof-other-purpose'
  | 'proof-other-context'
  | 'proof-other-challenge'
  | 'proof-unsupported'
  | 'proof-previous-missing'
  | 'key-unreachable'
  | 'key-unsupported'
  | 'unknown-context'
  | 'undefined-term'
  | 'too-complex'
  | 'malformed-document'

/** The key of a verification method; undefined: cannot be found now; null: another kind of key. */
export type KeyFor = (method: string) => Promise<PublicKey | null | undefined>

/** No other member of a proof is read, so no other may be there to be misread. */
const MEMBERS = new Set([
  'type',
  'id',
  'cryptosuite',
  'created',
  'expires',
  'verificationMethod',
  'proofPurpose',
  'proofValue',
  'previousProof',
  'domain',
  'challenge',
  'nonce',
])
/** Every proof costs two canonicalizations. */
const MAX_PROOFS = 8

export type ProofPurpose = 'assertionMethod' | 'authentication'

export interface ProofOptions {
  keyFor: KeyFor
  contexts?: ContextMap
  verifySignature?: VerifySignature
  /** What the proofs are for: `assertionMethod` unless told. */
  purpose?: ProofPurpose
  /** What the verifier of a presentation gave for this one time; another in the proof is refused. */
  challenge?: string
  domain?: string
  /** Takes contexts that the document brings along, which can give any word any meaning. Not for deciding anything. */
  inlineContexts?: boolean
  /** Takes the work of canonicalizing so many objects from what one run may cost; false when none is left. */
  spend?: (objects: number) => boolean
}

/** Verifies each proof of a document by itself, also those of a chain. No proof gives an empty list. */
export async function verifyProofs(document: JsonObject, options: ProofOptions): Promise<ProofResult[]> {
  const { proof, ...unsecured } = document
  const proofs = listOf(proof)
  if (proofs.length > MAX_PROOFS) return [{ result: 'unknown', code: 'too-complex', proof: {} }]
  const results: ProofResult[] = []
  for (const each of proofs) {
    if (results.length > 0) await pause()
    const found = isObject(each) ? each : {}
    const { verificationMethod: method } = found
    const outcome = await verifyOne(unsecured, proofs, found, options)
    results.push({ ...outcome, proof: found, ...(typeof method === 'string' ? { method } : {}) })
  }
  return results
}

/** Lets others have their turn: canonicalizing is long work without a break. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}

type Outcome = Pick<ProofResult, 'result' | 'code'>

async function verifyOne(
  unsecured: JsonObject,
  proofs: unknown[],
  proof: JsonObject,
  options: ProofOptions,
): Promise<Outcome> {
  if (typeof proof.type !== 'string') return { result: 'fail', code: 'proof-malformed' }
  const suite = proof.type === 'DataIntegrityProof' ? cryptosuiteOf(proof.cryptosuite) : undefined
  if (suite === undefined) return { result: 'unknown', code: 'proof-unsupported' }
  const signature = signatureOf(proof)
  if (signature === undefined || !isWellFormed(proof, suite)) {
    return { result: 'fail', code: 'proof-malformed' }
  }
  if (proof.proofPurpose !== (options.purpose ?? 'assertionMethod')) {
    return { result: 'fail', code: 'proof-other-purpose' }
  }
  if (!meetsChallenge(proof, options)) return { result: 'fail', code: 'proof-other-challenge' }
  if (!startsWithContext(unsecured, proof)) return { result: 'fail', code: 'proof-other-context' }
  const previous = previousProofs(proofs, proof)
  if (previous === undefined) return { result: 'fail', code: 'proof-previous-missing' }

  const publicKey = await options.keyFor(String(proof.verificationMethod)).catch(() => undefined)
  if (publicKey === undefined) return { result: 'unknown', code: 'key-unreachable' }
  if (publicKey === null) return { result: 'unknown', code: 'key-unsupported' }
  // The suite says which kinds of key it takes, the key how long its signatures are: neither can be talked out of it.
  if (!suite.keys.includes(publicKey.type) || signature.length !== signatureLength(publicKey.type)) {
    return { result: 'fail', code: 'proof-malformed' }
  }
  if (options.spend?.(countObjects(unsecured)) === false) return { result: 'unknown', code: 'too-complex' }
  try {
    // A chained proof also signs the proofs that it follows (Data Integrity §4.5).
    let document = previous.length === 0 ? unsecured : { ...unsecured, proof: previous }
    const { '@context': signed } = proof
    if (signed !== undefined) document = { ...document, '@context': signed }
    const contexts = options.contexts ?? credentialContexts
    const hash = await proofHash(
      document,
      proof,
      contexts,
      suite,
      hashOf(publicKey.type),
      options.inlineContexts,
    )
    const verify = options.verifySignature ?? verifySignature
    return (await verify(publicKey, hash, signature))
      ? { result: 'pass', code: 'proof-valid' }
      : { result: 'fail', code: 'proof-invalid' }
  } catch (error) {
    return outcomeOf(error)
  }
}

function signatureOf(proof: JsonObject): Uint8Array | undefined {
  if (typeof proof.proofValue !== 'string' || !proof.proofValue.startsWith('z')) return undefined
  try {
    const bytes = decodeBase58(proof.proofValue.slice(1))
    return bytes.length === 64 || bytes.length === 96 ? bytes : undefined
  } catch {
    return undefined
  }
}

function isWellFormed(proof: JsonObject, { form }: Cryptosuite): boolean {
  const isInstant = (value: unknown) => value === undefined || isDateTimeStamp(value)
  return (
    Object.keys(proof).every((name) => MEMBERS.has(name) || (form === 'jcs' && name === '@context')) &&
    typeof proof.verificationMethod === 'string' &&
    isInstant(proof.created) &&
    isInstant(proof.expires)
  )
}

function meetsChallenge(proof: JsonObject, { challenge, domain }: ProofOptions): boolean {
  return (
    (challenge === undefined || proof.challenge === challenge) &&
    (domain === undefined || listOf(proof.domain).includes(domain))
  )
}

/** A JCS proof has a copy of the contexts that it signs; the document may go on from there (Data Integrity EdDSA §3.3.2). */
function startsWithContext(unsecured: JsonObject, proof: JsonObject): boolean {
  if (proof['@context'] === undefined) return true
  const given = listOf(unsecured['@context'])
  return listOf(proof['@context']).every((entry, index) => canonicalizeJson(entry) === textOf(given[index]))
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalizeJson(value)
}

function previousProofs(proofs: unknown[], proof: JsonObject): unknown[] | undefined {
  const ids = listOf(proof.previousProof)
  const found = ids.map((id) => proofs.find((each) => isObject(each) && each.id === id && each !== proof))
  return ids.every((id) => typeof id === 'string') && found.every((each) => each !== undefined)
    ? found
    : undefined
}

function outcomeOf(error: unknown): Outcome {
  // Not ours to judge without the vocabulary; a document that does not obey its own vocabulary is wrong.
  if (!(error instanceof CredentialError)) return { result: 'unknown', code: 'key-unsupported' }
  if (error.code === 'unknown-context' || error.code === 'too-complex') {
    return { result: 'unknown', code: error.code }
  }
  if (error.code === 'undefined-term') return { result: 'fail', code: 'undefined-term' }
  return { result: 'fail', code: 'malformed-document' }
}
