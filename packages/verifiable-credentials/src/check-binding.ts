import { isDateTimeStamp, instantOf } from './date-time.ts'
import { findVerificationMethod, isListedFor, publicKeyOf } from './did-document.ts'
import { isDidKey } from './did-key.ts'
import type { JsonObject } from './json.ts'
import { type Check, type CheckCode, check } from './report.ts'
import type { Resolution } from './resolve.ts'
import type { KeyFor, ProofResult } from './verify-proofs.ts'

type Resolve = (did: string) => Promise<Resolution>
/** Whether what a key signed that was compromised at some instant is known by other means to be older. */
type StandsAfter = (revoked: number) => Promise<'pass' | 'fail' | 'unknown'>

/**
 * Keys for checking signatures. A document that travels with the credential is good enough for that: whose
 * key it is, is the question of `checkBinding`, which never sees those documents.
 */
export function keysFrom(resolve: Resolve, carried: JsonObject[]): KeyFor {
  return async (method) => {
    const controller = controllerOf(method)
    const resolution = await resolve(controller)
    const documents = resolution.ok
      ? [resolution.document]
      : carried.filter((document) => document.id === controller)
    for (const document of documents) {
      const found = findVerificationMethod(document, fullId(method))
      if (found !== undefined) return publicKeyOf(found) ?? null
    }
    return undefined
  }
}

/** Whether one of the proofs that hold was made with a key of the issuer, meant for this, not compromised. */
export async function checkBinding(
  issuer: string | undefined,
  proofs: ProofResult[],
  resolve: Resolve,
  now: Date,
  standsAfter: StandsAfter = async () => 'fail',
): Promise<Check> {
  const name = 'issuer bound to key'
  if (issuer === undefined) return check(name, 'fail', 'issuer-not-controller')
  const candidates = proofs.filter((proof) => proof.method !== undefined && proof.result !== 'fail')
  const checks: Check[] = []
  for (const proof of candidates.length > 0 ? candidates : proofs) {
    checks.push(await checkProofBinding(issuer, proof, resolve, now, standsAfter))
  }
  const best =
    checks.find((each) => each.result === 'pass') ??
    checks.find((each) => each.result === 'unknown') ??
    checks[0]
  return best ?? check(name, 'unknown', 'proof-missing')
}

async function checkProofBinding(
  issuer: string,
  { proof, method, result }: ProofResult,
  resolve: Resolve,
  now: Date,
  standsAfter: StandsAfter,
): Promise<Check> {
  const answer = (outcome: 'pass' | 'fail' | 'unknown', code: CheckCode) =>
    check('issuer bound to key', outcome, code, { issuer, ...(method === undefined ? {} : { method }) })

  if (method === undefined) return answer('unknown', 'proof-malformed')
  if (controllerOf(method) !== issuer) return answer('fail', 'issuer-not-controller')
  const resolution = await resolve(issuer)
  if (!resolution.ok) return answer('unknown', resolution.code)
  const { document } = resolution
  const id = fullId(method)
  const found = findVerificationMethod(document, id)
  if (found === undefined) return answer('fail', 'key-not-listed')
  if (found.controller !== issuer) return answer('fail', 'issuer-not-controller')
  if (!isListedFor(document, 'assertionMethod', id)) return answer('fail', 'key-not-for-assertions')
  const revoked = revokedAt(found)
  if (revoked !== undefined && revoked <= now.getTime()) {
    const stands = await standsAfter(revoked)
    if (stands === 'fail') return answer('fail', 'key-revoked')
    if (stands === 'unknown') return answer('unknown', 'key-revoked-not-known')
    return result === 'unknown' ? answer('unknown', 'proof-unsupported') : answer('pass', 'key-revoked-later')
  }
  if (isRetiredBefore(found, proof)) return answer('fail', 'key-retired-before-signing')
  // A proof of another suite may be the issuer's own; it is not known to be.
  return result === 'unknown' ? answer('unknown', 'proof-unsupported') : answer('pass', 'issuer-bound')
}

/** Published badges name a `did:key` without its fragment; there is only one key that it can mean. */
function fullId(method: string): string {
  return isDidKey(method) && !method.includes('#') ? `${method}#${method.slice('did:key:'.length)}` : method
}

function controllerOf(method: string): string {
  return method.split('#', 1)[0] ?? method
}

/** Something that is no instant counts as revoked: the issuer meant to say that the key is bad. */
function revokedAt({ revoked }: JsonObject): number | undefined {
  if (revoked === undefined) return undefined
  return isDateTimeStamp(revoked) ? instantOf(revoked) : Number.NEGATIVE_INFINITY
}

/** A retired key keeps what it signed before; the signer says when that was, and is trusted to. */
function isRetiredBefore(method: JsonObject, proof: JsonObject): boolean {
  const { expires } = method
  if (expires === undefined) return false
  return (
    !isDateTimeStamp(expires) ||
    !isDateTimeStamp(proof.created) ||
    instantOf(proof.created) > instantOf(expires)
  )
}
