import { CREDENTIAL_LIMITS, type Issue, isObject, type JsonObject, type Limits } from './json.ts'
import { parseJson } from './parse-json.ts'

/**
 * Reads the text of a credential within limits; refuses names that appear twice. Says nothing yet about
 * whether it is a credential: see `validateCredential` and `verifyCredential`.
 */
export function parseCredential(
  text: string,
  limits: Partial<Limits> = {},
): { ok: true; document: JsonObject } | { ok: false; issues: Issue[] } {
  const parsed = parseJson(text, { ...CREDENTIAL_LIMITS, ...limits })
  if (!parsed.ok) return { ok: false, issues: [parsed.issue] }
  if (!isObject(parsed.value)) {
    return { ok: false, issues: [{ path: '', code: 'not-an-object', clause: 'VC 2.0 §4.1' }] }
  }
  return { ok: true, document: parsed.value }
}
