import type { Issue, JsonObject } from './json.ts'

export const CHECK_NAMES = [
  'parsed',
  'structure',
  'proof',
  'issuer bound to key',
  'issuer accepted',
  'subject',
  'time',
  'status',
  'log inclusion',
  'schema',
] as const

export type CheckName = (typeof CHECK_NAMES)[number]

/** `unknown`: the check could not be made; it is never as good as `pass`. `skipped`: nobody asked for it. */
export type CheckOutcome = 'pass' | 'fail' | 'unknown' | 'skipped'

export type Verdict = 'verified' | 'failed' | 'unknown'

/** Every code that a check can have. Applications keep their words by code. */
export const CHECK_CODES = [
  'parsed',
  'not-parsed',
  'not-reached',
  'structure-valid',
  'structure-invalid',
  'structure-ambiguous',
  'proof-valid',
  'proof-missing',
  'proof-invalid',
  'proof-malformed',
  'proof-other-purpose',
  'proof-other-context',
  'proof-other-challenge',
  'proof-unsupported',
  'proof-previous-missing',
  'key-unreachable',
  'key-unsupported',
  'unknown-context',
  'undefined-term',
  'too-complex',
  'malformed-document',
  'issuer-bound',
  'issuer-not-controller',
  'key-not-listed',
  'key-not-for-assertions',
  'key-revoked',
  'key-revoked-later',
  'key-revoked-not-known',
  'key-retired-before-signing',
  'issuer-document-unreachable',
  'issuer-document-invalid',
  'issuer-accepted',
  'issuer-unlisted',
  'issuer-refused',
  'issuer-register-absent',
  'issuer-register-unreachable',
  'subject-same',
  'subject-other',
  'subject-unknown',
  'subject-not-asked',
  'time-valid',
  'not-yet-valid',
  'expired',
  'proof-expired',
  'time-unreadable',
  'status-none',
  'status-good',
  'status-revoked',
  'status-suspended',
  'status-unsupported',
  'status-malformed',
  'status-list-unreachable',
  'status-list-untrusted',
  'status-list-stale',
  'status-list-other-issuer',
  'status-list-other-purpose',
  'status-list-malformed',
  'status-out-of-range',
  'log-proof-none',
  'log-included',
  'log-not-named',
  'log-proof-malformed',
  'log-checkpoint-invalid',
  'log-not-included',
  'log-content-other',
  'log-content-not-compared',
  'schema-not-checked',
  'schema-none',
] as const

export type CheckCode = (typeof CHECK_CODES)[number]

export interface Check {
  name: CheckName
  result: CheckOutcome
  detail: { code: CheckCode; parameters: { [name: string]: string | number } }
  /** What exactly is wrong, for `parsed` and `structure`. */
  issues?: Issue[]
}

/** What was found out about one credential. There is no boolean on purpose. */
export interface VerificationReport {
  verdict: Verdict
  /** All names of `CHECK_NAMES`, in that order. */
  checks: Check[]
  /** As the credential says; believe it as far as the checks go. */
  issuer?: { id: string; name?: string }
  credential?: JsonObject
}

const REQUIRED: ReadonlySet<CheckName> = new Set([
  'parsed',
  'structure',
  'proof',
  'issuer bound to key',
  'issuer accepted',
  'time',
  'status',
])

/** `failed` if any check failed, else `unknown` if a required one did not pass, else `verified`. */
export function verdictOf(checks: Check[]): Verdict {
  if (checks.some((check) => check.result === 'fail')) return 'failed'
  const passed = new Set(checks.filter((check) => check.result === 'pass').map((check) => check.name))
  return [...REQUIRED].every((name) => passed.has(name)) ? 'verified' : 'unknown'
}

/** The worst of several; of none, `unknown`. */
export function worstVerdict(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed'
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'verified'
}

/** Short for the makers of checks. */
export function check(
  name: CheckName,
  result: CheckOutcome,
  code: CheckCode,
  parameters: { [name: string]: string | number } = {},
): Check {
  return { name, result, detail: { code, parameters } }
}
