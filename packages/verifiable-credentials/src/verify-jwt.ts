import { compactVerify, errors, importJWK } from 'jose'
import { findVerificationMethod } from './did-document.ts'
import { isDidKey } from './did-key.ts'
import { isObject, type JsonObject, listOf } from './json.ts'
import { algorithmsOf, didJwk, JWT_ALGORITHMS, jwkOfMethod, type PublicJwk, readJwk, sameKey } from './jwk.ts'
import type { JwtType, SecuredJwt } from './read-jwt.ts'
import type { Resolution } from './resolve.ts'
import type { ProofResult } from './verify-proofs.ts'

type Resolve = (did: string) => Promise<Resolution>
type Outcome = Pick<ProofResult, 'result' | 'code'>

/**
 * Checks the signature around a credential. The key is the one that the issuer lists under `kid`; one that the header
 * brings along (`jwk`) says only who signed if the issuer lists the same.
 */
export async function verifyJwt(
  jwt: SecuredJwt,
  issuer: string | undefined,
  resolve: Resolve,
): Promise<ProofResult> {
  const proof: JsonObject = { ...jwt.dates }
  const refusal = checkHeader(jwt.header, 'vc+jwt')
  if (refusal) return { ...refusal, proof }
  const found = await findKey(jwt.header, issuer, resolve)
  if (found === undefined) return { result: 'unknown', code: 'key-unreachable', proof }
  const { method, jwk } = found
  if (jwk === undefined) return { result: 'unknown', code: 'key-unsupported', proof, method }
  return { ...(await checkSignature(jwt, jwk)), proof, method }
}

/** Checks header and signature with a key that the caller has found by other means. */
export async function verifyJwtWith(jwt: SecuredJwt, publicKey: unknown, type: JwtType): Promise<Outcome> {
  const refusal = checkHeader(jwt.header, type)
  if (refusal) return refusal
  const jwk = readJwk(publicKey)
  return jwk === undefined ? { result: 'unknown', code: 'key-unsupported' } : checkSignature(jwt, jwk)
}

function checkHeader({ alg, typ, cty, crit, kid }: JsonObject, type: JwtType): Outcome | undefined {
  if (alg === 'none') return { result: 'fail', code: 'proof-missing' }
  // A key that everybody knows is no secret: what is signed with a shared one is signed by nobody.
  if (typeof alg !== 'string' || alg.startsWith('HS')) return { result: 'fail', code: 'proof-malformed' }
  if (kid !== undefined && typeof kid !== 'string') return { result: 'fail', code: 'proof-malformed' }
  if (!mayBe(typ, type, 'JWT')) return { result: 'fail', code: 'proof-other-purpose' }
  if (!mayBe(cty, type.slice(0, 2))) return { result: 'fail', code: 'proof-other-purpose' }
  // Extensions that have to be understood are not.
  if (crit !== undefined || !JWT_ALGORITHMS.has(alg)) return { result: 'unknown', code: 'proof-unsupported' }
  return undefined
}

/** Media types of header members may leave out `application/` (RFC 7515 §4.1.9). Open Badges calls its tokens `JWT`. */
function mayBe(value: unknown, ...names: string[]): boolean {
  return value === undefined || names.some((name) => value === name || value === `application/${name}`)
}

interface FoundKey {
  method: string
  /** Undefined: of a kind that is not known here. */
  jwk: PublicJwk | undefined
}

async function findKey(
  { kid, jwk: embedded }: JsonObject,
  issuer: string | undefined,
  resolve: Resolve,
): Promise<FoundKey | undefined> {
  if (typeof kid === 'string' && /^[a-z]+:/.test(kid)) {
    const method = isDidKey(kid) && !kid.includes('#') ? `${kid}#${kid.slice('did:key:'.length)}` : kid
    const resolution = await resolve(method.split('#', 1)[0] ?? method)
    if (resolution.ok) {
      const found = findVerificationMethod(resolution.document, method)
      return found && { method, jwk: jwkOfMethod(found) }
    }
  } else if (issuer !== undefined) {
    const listed = await listedKey(kid, embedded, issuer, resolve)
    if (listed) return listed
  }
  const jwk = readJwk(embedded)
  // Whoever made this key can sign anything with it; that it is nobody else's is for the check of its binding to say.
  return jwk && { method: `${didJwk(jwk)}#0`, jwk }
}

/** The issuer's key of that short name, or the one that the header repeats, or the only one that there is. */
async function listedKey(
  kid: unknown,
  embedded: unknown,
  issuer: string,
  resolve: Resolve,
): Promise<FoundKey | undefined> {
  const resolution = await resolve(issuer)
  if (!resolution.ok) return undefined
  const { document } = resolution
  const methods = listOf(document.verificationMethod).filter(isObject)
  const jwk = readJwk(embedded)
  const fitting = methods.filter((method) => {
    const key = jwkOfMethod(method)
    if (kid !== undefined) {
      const { publicKeyJwk } = method
      const named = isObject(publicKeyJwk) ? publicKeyJwk.kid : undefined
      const fragment = String(method.id).split('#', 2)[1]
      return named === kid || (typeof kid === 'string' && fragment === kid.replace(/^#/, ''))
    }
    return jwk === undefined ? true : key !== undefined && sameKey(key, jwk)
  })
  const [only] = fitting
  if (only === undefined || fitting.length > 1) return undefined
  const id = String(only.id)
  return { method: id.startsWith('#') ? `${issuer}${id}` : id, jwk: jwkOfMethod(only) }
}

async function checkSignature({ text, header }: SecuredJwt, jwk: PublicJwk): Promise<Outcome> {
  const algorithms = algorithmsOf(jwk)
  // The key says which algorithms there are for it: a signature cannot talk it into another.
  if (!algorithms.includes(String(header.alg))) return { result: 'fail', code: 'proof-malformed' }
  let key: Awaited<ReturnType<typeof importJWK>>
  try {
    key = await importJWK({ ...jwk }, String(header.alg))
  } catch {
    return { result: 'fail', code: 'proof-malformed' }
  }
  try {
    await compactVerify(text, key, { algorithms: [...algorithms] })
    return { result: 'pass', code: 'proof-valid' }
  } catch (error) {
    return error instanceof errors.JWSSignatureVerificationFailed
      ? { result: 'fail', code: 'proof-invalid' }
      : { result: 'fail', code: 'proof-malformed' }
  }
}
