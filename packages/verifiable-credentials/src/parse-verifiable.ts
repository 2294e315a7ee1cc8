import { isBundle } from './bundle.ts'
import { BUNDLE_LIMITS, type Issue, isObject, type JsonObject, type Limits, listOf } from './json.ts'
import { parseJson } from './parse-json.ts'
import { isJwt } from './read-jwt.ts'
import { type BundleReport, verifyBundle } from './verify-bundle.ts'
import { verifyCredential } from './verify-credential.ts'
import type { VerificationReport } from './report.ts'
import type { VerifyOptions } from './verify-options.ts'

export type Verifiable =
  | { kind: 'credential'; document: JsonObject }
  | { kind: 'bundle'; bundle: JsonObject }
  | { kind: 'unrecognised'; issues: Issue[] }

/** Recognises what a file holds: one credential or a bundle. */
export function parseVerifiable(text: string, limits: Partial<Limits> = {}): Verifiable {
  // Editors and mail programs put a byte order mark in front, which is no part of JSON.
  const parsed = parseJson(text.replace(/^\ufeff/, ''), { ...BUNDLE_LIMITS, ...limits })
  if (!parsed.ok) return { kind: 'unrecognised', issues: [parsed.issue] }
  const { value } = parsed
  if (isObject(value) && isBundle(value)) return { kind: 'bundle', bundle: value }
  if (isObject(value) && listOf(value.type).includes('VerifiableCredential')) {
    return { kind: 'credential', document: value }
  }
  return {
    kind: 'unrecognised',
    issues: [{ path: '/type', code: 'not-verifiable', clause: 'VC 2.0 §4.5' }],
  }
}

/** Recognises and verifies in one step; besides JSON also a credential within a token (JWT). */
export async function verifyText(
  text: string,
  options: VerifyOptions,
): Promise<
  | { kind: 'credential'; report: VerificationReport }
  | { kind: 'bundle'; report: BundleReport }
  | { kind: 'unrecognised'; issues: Issue[] }
> {
  if (isJwt(text)) return { kind: 'credential', report: await verifyCredential(text, options) }
  const parsed = parseVerifiable(text)
  switch (parsed.kind) {
    case 'credential':
      return { kind: 'credential', report: await verifyCredential(parsed.document, options) }
    case 'bundle':
      return { kind: 'bundle', report: await verifyBundle(parsed.bundle, options) }
    case 'unrecognised':
      return parsed
  }
}
