import { checkBinding, keysFrom } from './check-binding.ts'
import { checkLog, evidenceFor, type LogEvidence, type LogFinding } from './check-log.ts'
import { checkStatus } from './check-status.ts'
import { checkTime } from './check-time.ts'
import { checkValue } from './check-value.ts'
import { AMBIGUITY_CODES } from './find-ambiguities.ts'
import { CREDENTIAL_LIMITS, type Issue, isObject, type JsonObject, listOf } from './json.ts'
import { parseCredential } from './parse-credential.ts'
import { isJwt, readJwt, type SecuredJwt } from './read-jwt.ts'
import { CHECK_NAMES, type Check, check, type VerificationReport, verdictOf } from './report.ts'
import { cachedResolver, type Resolution } from './resolve.ts'
import { validateCredential } from './validate-credential.ts'
import { verifyJwt } from './verify-jwt.ts'
import type { Carried, VerifyOptions } from './verify-options.ts'
import { type ProofResult, verifyProofs } from './verify-proofs.ts'

/**
 * Makes every check of a credential that can be made, and reports each by name. Text is better than an
 * object: names that appear twice can be seen only there. A token (JWT) is text, too.
 *
 * @example
 * const report = await verifyCredential(text, { now: new Date(), resolveDid, fetchStatusList, acceptIssuer })
 * report.verdict // 'verified', 'failed' or 'unknown'
 */
export function verifyCredential(
  input: string | JsonObject,
  options: VerifyOptions,
): Promise<VerificationReport> {
  return verifyInRun(input, startRun(options, { documents: [], statusLists: [], logProofs: [] }))
}

/** What one or several verifications have in common, so that each DID is resolved once. */
export interface Run {
  options: VerifyOptions
  carried: Carried
  resolve: (did: string) => Promise<Resolution>
  spend: (objects: number) => boolean
}

/** Objects canonicalized in one run, each time anew: a bundle of 500 certificates stays below it. */
const MAX_WORK = 15_000

export function startRun(options: VerifyOptions, carried: Carried): Run {
  let left = MAX_WORK
  const spend = (objects: number) => {
    left -= objects
    return left >= 0
  }
  return { options, carried, resolve: cachedResolver(options.resolveDid), spend }
}

/** The same for a credential that came with documents and lists, which prove nothing by themselves. */
export function verifyInRun(input: string | JsonObject, run: Run): Promise<VerificationReport> {
  const noStatus = async () => check('status', 'skipped', 'status-none')
  return verifyOne(
    input,
    run,
    (credential, issuer) =>
      checkStatus(credential, issuer, run.options, run.carried, (list) =>
        // A list has no status of its own to follow, nobody keeps a register of lists, and no log has them.
        verifyOne(list, run, noStatus, () => undefined),
      ),
    (document) => run.options.logEvidence ?? evidenceFor(document, run.carried.logProofs),
  )
}

type StatusCheck = (credential: JsonObject, issuer: string | undefined) => Promise<Check>

async function verifyOne(
  input: string | JsonObject,
  { options, carried, resolve, spend }: Run,
  statusOf: StatusCheck,
  evidenceOf: (document: JsonObject) => LogEvidence | undefined,
): Promise<VerificationReport> {
  const parsed = readInput(input)
  if (!parsed.ok) {
    const failed: Check = { ...check('parsed', 'fail', 'not-parsed'), issues: parsed.issues }
    const others = CHECK_NAMES.slice(1).map((name) => check(name, 'skipped', 'not-reached'))
    return { verdict: 'failed', checks: [failed, ...others] }
  }
  const { document, jwt } = parsed
  const issuer = issuerOf(document)
  const within = await verifyProofs(document, {
    ...options,
    keyFor: keysFrom(resolve, carried.documents),
    spend,
  })
  const around = jwt && (await verifyJwt(jwt, issuer?.id, resolve))
  const proofs = around ? [around, ...within] : within
  const evidence = evidenceOf(document)
  const logged = await checkLog(document, issuer?.id, evidence, resolve, options)
  const checks = [
    check('parsed', 'pass', 'parsed'),
    checkStructure(document, jwt),
    checkProofs(proofs),
    await checkBinding(issuer?.id, proofs, resolve, options.now, (revoked) =>
      standsAfter(revoked, document, logged, options),
    ),
    await checkAcceptance(issuer?.id, document, options),
    await checkSubject(document, options),
    checkTime(document, options.now, around && [around.proof]),
    await statusOf(document, issuer?.id),
    logged.check,
    check(
      'schema',
      'skipped',
      document.credentialSchema === undefined ? 'schema-none' : 'schema-not-checked',
    ),
  ]
  return {
    verdict: verdictOf(checks),
    checks,
    ...(issuer === undefined ? {} : { issuer }),
    credential: document,
  }
}

/** Of what a compromised key signed only that stands which is known by other means to be older than the compromise. */
async function standsAfter(
  revoked: number,
  document: JsonObject,
  { check: log, at }: LogFinding,
  { isOnRecord }: VerifyOptions,
): Promise<'pass' | 'fail' | 'unknown'> {
  if (log.result !== 'pass' || at === undefined || at.getTime() >= revoked) return 'fail'
  if (isOnRecord === undefined) return 'unknown'
  return (await isOnRecord(document)) ? 'pass' : 'fail'
}

function readInput(
  input: string | JsonObject,
): { ok: true; document: JsonObject; jwt?: SecuredJwt } | { ok: false; issues: Issue[] } {
  if (typeof input === 'string' && isJwt(input)) {
    const read = readJwt(input)
    return read.ok ? { ok: true, document: read.jwt.document, jwt: read.jwt } : read
  }
  if (typeof input === 'string') return parseCredential(input)
  const issues = isObject(input)
    ? checkValue(input, CREDENTIAL_LIMITS)
    : [{ path: '', code: 'not-an-object', clause: 'VC 2.0 §4.1' }]
  return issues.length > 0 ? { ok: false, issues } : { ok: true, document: input }
}

function issuerOf(document: JsonObject): { id: string; name?: string } | undefined {
  const { issuer } = document
  if (typeof issuer === 'string') return { id: issuer }
  if (!isObject(issuer) || typeof issuer.id !== 'string') return undefined
  return typeof issuer.name === 'string' ? { id: issuer.id, name: issuer.name } : { id: issuer.id }
}

function checkStructure(document: JsonObject, jwt: SecuredJwt | undefined): Check {
  const issues = [...(jwt?.issues ?? []), ...validateCredential(document)]
  if (issues.length === 0) return check('structure', 'pass', 'structure-valid')
  const isWrong = issues.some((issue) => !AMBIGUITY_CODES.has(issue.code))
  const made = isWrong
    ? check('structure', 'fail', 'structure-invalid', { issues: issues.length })
    : check('structure', 'unknown', 'structure-ambiguous', { issues: issues.length })
  return { ...made, issues }
}

/**
 * The proofs of a set stand side by side: one of a suite that is not supported takes nothing from another
 * that holds, because whoever holds the credential could have left it out. One that is wrong does.
 */
function checkProofs(proofs: ProofResult[]): Check {
  const found =
    proofs.find((proof) => proof.result === 'fail') ??
    proofs.find((proof) => proof.result === 'pass') ??
    proofs[0]
  if (found === undefined) return check('proof', 'fail', 'proof-missing')
  const parameters = found.method === undefined ? {} : { method: found.method }
  return check('proof', found.result, found.code, parameters)
}

async function checkAcceptance(
  issuer: string | undefined,
  document: JsonObject,
  options: VerifyOptions,
): Promise<Check> {
  const name = 'issuer accepted'
  const parameters = issuer === undefined ? {} : { issuer }
  if (options.acceptIssuer === undefined || issuer === undefined) {
    return check(name, 'unknown', 'issuer-register-absent', parameters)
  }
  try {
    switch (await options.acceptIssuer(issuer, document)) {
      case 'accepted':
        return check(name, 'pass', 'issuer-accepted', parameters)
      case 'refused':
        return check(name, 'fail', 'issuer-refused', parameters)
      default:
        return check(name, 'unknown', 'issuer-unlisted', parameters)
    }
  } catch {
    return check(name, 'unknown', 'issuer-register-unreachable', parameters)
  }
}

async function checkSubject(document: JsonObject, options: VerifyOptions): Promise<Check> {
  const subjects = { subjects: listOf(document.credentialSubject).length }
  if (options.acceptSubject === undefined) return check('subject', 'skipped', 'subject-not-asked', subjects)
  try {
    switch (await options.acceptSubject(document)) {
      case 'same':
        return check('subject', 'pass', 'subject-same', subjects)
      case 'other':
        return check('subject', 'fail', 'subject-other', subjects)
      default:
        return check('subject', 'unknown', 'subject-unknown', subjects)
    }
  } catch {
    return check('subject', 'unknown', 'subject-unknown', subjects)
  }
}
