import { validateBundle } from './bundle.ts'
import { checkValue } from './check-value.ts'
import { BUNDLE_LIMITS, type Issue, isObject, type JsonObject } from './json.ts'
import { parseJson } from './parse-json.ts'
import { type VerificationReport, type Verdict, worstVerdict } from './report.ts'
import { startRun, verifyInRun } from './verify-credential.ts'
import type { VerifyOptions } from './verify-options.ts'
import { pause } from './verify-proofs.ts'

/** What was found out about a bundle. Title, recipient and purpose are the sender's words, under no signature. */
export interface BundleReport {
  /** The worst of the credentials; `unknown` when there are none; `failed` when the bundle cannot be read. */
  verdict: Verdict
  /** What is wrong with the bundle's own frame. */
  issues: Issue[]
  title?: string
  created?: string
  recipient?: string
  purpose?: string
  /** In the order of the bundle. */
  credentials: VerificationReport[]
  /** Ids of credentials that the sender says were under challenge when the bundle was made. */
  underChallenge: string[]
  /** Named, not checked: nobody but the learner says so. */
  selfDeclared: { index: number; title?: string }[]
}

/**
 * Verifies every credential of a bundle. The DID documents in it help to check signatures, and never make an
 * issuer bound to a key: for that the document has to be resolved, or trusted by the caller (`trustDocuments`).
 */
export async function verifyBundle(
  input: string | JsonObject,
  options: VerifyOptions,
): Promise<BundleReport> {
  const read = readBundle(input)
  if ('issues' in read) {
    const nothing = { credentials: [], underChallenge: [], selfDeclared: [] }
    return { verdict: 'failed', issues: read.issues, ...nothing }
  }
  const { bundle } = read
  const run = startRun(options, {
    documents: objectsIn(bundle.issuerDocuments),
    statusLists: objectsIn(bundle.statusLists),
    logProofs: objectsIn(bundle.logProofs),
  })
  const credentials: VerificationReport[] = []
  // One after the other, so that a large bundle asks little of the network at a time.
  for (const credential of objectsIn(bundle.credentials)) {
    if (credentials.length > 0) await pause()
    credentials.push(await verifyInRun(credential, run))
  }
  const words = ['title', 'created', 'recipient', 'purpose'].flatMap((name) =>
    typeof bundle[name] === 'string' ? [[name, bundle[name]]] : [],
  )
  return {
    verdict: worstVerdict(credentials.map((report) => report.verdict)),
    issues: [],
    ...Object.fromEntries(words),
    credentials,
    underChallenge: objectsIn(bundle.underChallenge).flatMap(({ credential }) =>
      typeof credential === 'string' ? [credential] : [],
    ),
    selfDeclared: objectsIn(bundle.selfDeclared).map((entry, index) => {
      const title = entry.title ?? entry.name
      return typeof title === 'string' ? { index, title } : { index }
    }),
  }
}

function readBundle(input: string | JsonObject): { bundle: JsonObject } | { issues: Issue[] } {
  const parsed =
    typeof input === 'string'
      ? parseJson(input, BUNDLE_LIMITS)
      : { ok: true as const, value: input as unknown }
  if (!parsed.ok) return { issues: [parsed.issue] }
  const { value } = parsed
  if (!isObject(value)) return { issues: [{ path: '', code: 'not-a-bundle', clause: 'bundle format' }] }
  const issues = [
    ...(typeof input === 'string' ? [] : checkValue(value, BUNDLE_LIMITS)),
    ...validateBundle(value),
  ]
  return issues.length > 0 ? { issues } : { bundle: value }
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
