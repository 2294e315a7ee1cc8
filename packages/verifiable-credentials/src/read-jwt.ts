import { decodeBase64url } from './base64url.ts'
import { CREDENTIALS_V1 } from './contexts.ts'
import { CREDENTIAL_LIMITS, type Issue, isObject, type JsonObject } from './json.ts'
import { parseJson } from './parse-json.ts'

/** A credential or presentation that lies within a signature (VC-JOSE-COSE §3.1), read but not yet checked. */
export interface SecuredJwt {
  text: string
  header: JsonObject
  /** The document that is secured, without the claims that are about the signature. */
  document: JsonObject
  /** When it was signed and until when the signature holds, as a proof would say it. */
  dates: { created?: string; expires?: string }
  /** What the claims of a token say otherwise than the document does, or may not say at all. */
  issues: Issue[]
}

export type JwtType = 'vc+jwt' | 'vp+jwt'

/** Three parts in the alphabet of base64url. Only the signature may be empty: so is the one of `none`. */
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/

export function isJwt(text: string): boolean {
  return COMPACT.test(text.trim())
}

/** Reads a token within the limits of a credential; names that appear twice are refused in header and claims alike. */
export function readJwt(
  given: string,
  expected: JwtType = 'vc+jwt',
): { ok: true; jwt: SecuredJwt } | { ok: false; issues: Issue[] } {
  const text = given.trim()
  const refused = (path: string, code: string) => ({
    ok: false as const,
    issues: [{ path, code, clause: 'RFC 7515 §7.1' }],
  })
  if (text.length > 2 * CREDENTIAL_LIMITS.maxLength) return refused('', 'too-large')
  if (!COMPACT.test(text)) return refused('', 'not-a-jwt')
  const [first = '', second = ''] = text.split('.')
  const header = readPart(first)
  if (!header.ok) return header
  const claims = readPart(second)
  if (!claims.ok) return claims
  const { document, issues } = documentOf(claims.value, header.value, expected)
  const { iat, exp } = claims.value
  const [created, expires] = [instant(iat), instant(exp)]
  if (exp !== undefined && expires === undefined) issues.push(wrong('/exp', 'not-a-numeric-date'))
  return {
    ok: true,
    jwt: {
      text,
      header: header.value,
      document,
      dates: { ...(created && { created }), ...(expires && { expires }) },
      issues,
    },
  }
}

const wrong = (path: string, code: string): Issue => ({ path, code, clause: 'VC-JOSE-COSE §3.1' })

function readPart(part: string): { ok: true; value: JsonObject } | { ok: false; issues: Issue[] } {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBase64url(part))
  } catch {
    return { ok: false, issues: [{ path: '', code: 'not-base64url', clause: 'RFC 7515 §5.2' }] }
  }
  const parsed = parseJson(text, CREDENTIAL_LIMITS)
  if (!parsed.ok) return { ok: false, issues: [parsed.issue] }
  return isObject(parsed.value)
    ? { ok: true, value: parsed.value }
    : { ok: false, issues: [{ path: '', code: 'not-an-object', clause: 'RFC 7519 §7.2' }] }
}

function documentOf(
  claims: JsonObject,
  header: JsonObject,
  expected: JwtType,
): { document: JsonObject; issues: Issue[] } {
  const { iss, sub, jti, nbf, exp: _exp, iat: _iat, aud: _aud, nonce: _nonce, cnf: _cnf, ...rest } = claims
  const issues: Issue[] = []
  const disagree = (path: string) => issues.push(wrong(path, 'claim-contradicts-document'))
  if (isOlder(claims, header, expected)) return readOlder(claims.vc as JsonObject, claims)

  for (const name of ['vc', 'vp']) if (name in rest) issues.push(wrong(`/${name}`, 'claim-not-allowed'))
  const by = idOf(expected === 'vc+jwt' ? rest.issuer : rest.holder)
  if (iss !== undefined && by !== undefined && iss !== by) disagree('/iss')
  if (iss !== undefined && by === undefined && expected === 'vc+jwt') disagree('/iss')
  if (header.iss !== undefined && header.iss !== by) disagree('/iss')
  if (jti !== undefined && jti !== rest.id) disagree('/jti')
  const subject = idOf(rest.credentialSubject)
  if (sub !== undefined && subject !== undefined && sub !== subject) disagree('/sub')
  if (nbf !== undefined && !sameInstant(nbf, rest.validFrom)) disagree('/nbf')
  return { document: rest, issues }
}

/** Version 1.1 put the credential into a claim `vc`. It is accepted where the token does not say that it is newer. */
function isOlder({ vc }: JsonObject, { typ }: JsonObject, expected: JwtType): boolean {
  const context = isObject(vc) ? vc['@context'] : undefined
  const [first] = Array.isArray(context) ? context : [context]
  return expected === 'vc+jwt' && first === CREDENTIALS_V1 && (typ === undefined || typ === 'JWT')
}

/** Claims and credential together, as VC 1.1 §6.3.1 has it: what one lacks the other says, and none contradicts. */
function readOlder(vc: JsonObject, claims: JsonObject): { document: JsonObject; issues: Issue[] } {
  const issues: Issue[] = []
  const disagree = (claim: string) =>
    issues.push({ path: `/${claim}`, code: 'claim-contradicts-document', clause: 'VC 1.1 §6.3.1' })
  const { iss, sub, jti, nbf } = claims
  const document: JsonObject = { ...vc }
  if (iss !== undefined && vc.issuer === undefined) document.issuer = iss
  else if (iss !== undefined && idOf(vc.issuer) !== iss) disagree('iss')
  if (jti !== undefined && vc.id === undefined) document.id = jti
  else if (jti !== undefined && vc.id !== jti) disagree('jti')
  const { credentialSubject: about } = vc
  if (sub !== undefined && isObject(about)) {
    if (about.id === undefined) document.credentialSubject = { ...about, id: sub }
    else if (about.id !== sub) disagree('sub')
  }
  for (const [claim, name] of [['nbf', 'issuanceDate'] as const, ['exp', 'expirationDate'] as const]) {
    const said = instant(claims[claim])
    if (said === undefined) continue
    if (vc[name] === undefined) document[name] = said
    else if (!sameInstant(claims[claim], vc[name])) disagree(claim)
  }
  if (nbf !== undefined && instant(nbf) === undefined) disagree('nbf')
  return { document, issues }
}

function idOf(value: unknown): unknown {
  return isObject(value) ? value.id : Array.isArray(value) ? undefined : value
}

/** A NumericDate (RFC 7519 §2) as the instant it means. */
function instant(value: unknown): string | undefined {
  if (typeof value !== 'number' || Math.abs(value) > 253_402_300_799) return undefined
  return new Date(Math.floor(value) * 1000).toISOString()
}

/** Numeric dates of most makers have no fractions. */
function sameInstant(date: unknown, written: unknown): boolean {
  const said = instant(date)
  if (said === undefined || typeof written !== 'string') return false
  return Math.floor(Date.parse(written) / 1000) * 1000 === Date.parse(said)
}
