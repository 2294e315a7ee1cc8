import { decodeBase58 } from './base58.ts'
import { type ContextMap, credentialContexts } from './contexts.ts'
import { isDateTimeStamp } from './date-time.ts'
import { CredentialError } from './errors.ts'
import { countObjects, isObject, type JsonObject, listOf } from './json.ts'
import { proofHash } from './proof-hash.ts'
import { type VerifySignature, verifyEd25519 } from './verify-signature.ts'

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
  | 'proof-invalid'
  | 'proof-malformed'
  | 'proof-other-purpose'
  | 'proof-unsupported'
  | 'proof-previous-missing'
  | 'key-unreachable'
  | 'key-unsupported'
  | 'unknown-context'
  | 'undefined-term'
  | 'too-complex'
  | 'malformed-document'

/** The raw Ed25519 key of a verification method; undefined: cannot be found now; null: another kind of key. */
export type KeyFor = (method: string) => Promise<Uint8Array | null | undefined>

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

export interface ProofOptions {
  keyFor: KeyFor
  contexts?: ContextMap
  verifySignature?: VerifySignature
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
  if (proof.type !== 'DataIntegrityProof' || proof.cryptosuite !== 'eddsa-rdfc-2022') {
    return { result: 'unknown', code: 'proof-unsupported' }
  }
  const signature = signatureOf(proof)
  if (signature === undefined || !isWellFormed(proof)) return { result: 'fail', code: 'proof-malformed' }
  if (proof.proofPurpose !== 'assertionMethod') return { result: 'fail', code: 'proof-other-purpose' }
  const previous = previousProofs(proofs, proof)
  if (previous === undefined) return { result: 'fail', code: 'proof-previous-missing' }

  const publicKey = await options.keyFor(String(proof.verificationMethod)).catch(() => undefined)
  if (publicKey === undefined) return { result: 'unknown', code: 'key-unreachable' }
  if (publicKey === null) return { result: 'unknown', code: 'key-unsupported' }
  if (options.spend?.(countObjects(unsecured)) === false) return { result: 'unknown', code: 'too-complex' }
  try {
    // A chained proof also signs the proofs that it follows (Data Integrity §4.5).
    const document = previous.length === 0 ? unsecured : { ...unsecured, proof: previous }
    const hash = await proofHash(document, proof, options.contexts ?? credentialContexts)
    const verify = options.verifySignature ?? verifyEd25519
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
    return bytes.length === 64 ? bytes : undefined
  } catch {
    return undefined
  }
}

function isWellFormed(proof: JsonObject): boolean {
  const isInstant = (value: unknown) => value === undefined || isDateTimeStamp(value)
  return (
    Object.keys(proof).every((name) => MEMBERS.has(name)) &&
    typeof proof.verificationMethod === 'string' &&
    isInstant(proof.created) &&
    isInstant(proof.expires)
  )
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
