import {
  createJwt,
  isEnveloped,
  isJwt,
  isObject,
  type Issue,
  type JsonObject,
  type JwtKey,
  type JwtType,
  listOf,
  parseCredential,
  pointer,
  readJwt,
  validateCredential,
  validatePresentation,
  verifyJwtWith,
} from '@vademecum/verifiable-credentials'

export interface JoseKey extends JwtKey {
  publicKeyJwk: JsonObject
}

/** As the public suite reads it: the token or document, or at a failure what is wrong. */
export interface JoseResult {
  readonly result: 'success' | 'failure' | 'indeterminate'
  readonly data: string
}

/** Both halves of the key of a verification method (JsonWebKey); undefined at anything else. */
export function readKey(text: string): JoseKey | undefined {
  const parsed = parseCredential(text)
  if (!parsed.ok) return undefined
  const { id, publicKeyJwk, secretKeyJwk } = parsed.document
  if (typeof id !== 'string' || !isObject(publicKeyJwk) || !isObject(secretKeyJwk)) return undefined
  return { id, publicKeyJwk, secretKeyJwk }
}

/** Secures a document (VC-JOSE-COSE §3.1.1 and §3.1.2) that is well-formed and of the kind its media type says. */
export async function securedBy(text: string, key: JoseKey, type: JwtType): Promise<JoseResult> {
  const parsed = parseCredential(text)
  if (!parsed.ok) return failure(parsed.issues)
  // These claims belong to the older way and must not be there (VC-JOSE-COSE §3.1); `readJwt` refuses them in a token.
  const older = ['vc', 'vp'].filter((name) => name in parsed.document)
  const issues = [
    ...older.map((name) => ({ path: `/${name}`, code: 'claim-not-allowed', clause: 'VC-JOSE-COSE §3.1' })),
    ...issuesOf(parsed.document, type),
  ]
  if (issues.length > 0) return failure(issues)
  return { result: 'success', data: await createJwt(parsed.document, key, type) }
}

/** Checks form, media type, claims and signature of a token with a key that the caller vouches for. */
export async function verifiedBy(text: string, key: JoseKey, type: JwtType): Promise<JoseResult> {
  if (!isJwt(text)) return { result: 'failure', data: 'not-a-jwt' }
  const read = readJwt(text, type)
  if (!read.ok) return failure(read.issues)
  const { jwt } = read
  const issues = [...jwt.issues, ...issuesOf(jwt.document, type)]
  if (issues.length > 0) return failure(issues)
  const { result, code } = await verifyJwtWith(jwt, key.publicKeyJwk, type)
  if (result === 'pass') return { result: 'success', data: JSON.stringify(jwt.document) }
  return { result: result === 'fail' ? 'failure' : 'indeterminate', data: code }
}

function issuesOf(document: JsonObject, type: JwtType): Issue[] {
  if (type === 'vc+jwt') return validateCredential(document)
  // What it holds is enveloped (§3.1.2): a token says nothing of a credential that lies in it as JSON-LD.
  const bare = listOf(document.verifiableCredential).flatMap((held, index) =>
    isObject(held) && !isEnveloped(held)
      ? [
          {
            path: pointer('/verifiableCredential', index),
            code: 'not-enveloped',
            clause: 'VC-JOSE-COSE §3.1.2',
          },
        ]
      : [],
  )
  return [...validatePresentation(document), ...bare]
}

function failure(issues: readonly Issue[]): JoseResult {
  return {
    result: 'failure',
    data: issues.map(({ path, code }) => `${code} at ${path || '/'}`).join(', '),
  }
}
