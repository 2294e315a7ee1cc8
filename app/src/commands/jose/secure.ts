import {
  createJwt,
  isEnveloped,
  isJwt,
  type Issue,
  type JsonObject,
  type JwtType,
  parseCredential,
  readJwt,
  validateCredential,
  validatePresentation,
  verifyJwtWith,
} from '@vademecum/verifiable-credentials'

export interface JoseKey {
  readonly id: string
  readonly publicKeyJwk: JsonObject
  readonly secretKeyJwk: JsonObject
}

/** As the public suite reads it: the token or document, or at a failure what is wrong. */
export interface JoseResult {
  readonly result: 'success' | 'failure' | 'indeterminate'
  readonly data: string
}

/** Secures a document (VC-JOSE-COSE §3.1.1 and §3.1.2) that is well-formed and of the kind its media type says. */
export async function securedBy(text: string, key: JoseKey, type: JwtType): Promise<JoseResult> {
  const parsed = parseCredential(text)
  if (!parsed.ok) return failure(parsed.issues)
  const issues = issuesOf(parsed.document, type)
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
  // §3.1.1 and §3.1.2: these claims belong to the older way and must not be there.
  const older = ['vc', 'vp'].filter((name) => name in document)
  return [
    ...older.map((name) => ({ path: `/${name}`, code: 'claim-not-allowed', clause: 'VC-JOSE-COSE §3.1' })),
    ...(type === 'vc+jwt' ? validateCredential(document) : issuesOfPresentation(document)),
  ]
}

/** Beside its structure: what it holds is enveloped (§3.1.2), since a token secures nothing that lies in it as JSON-LD. */
function issuesOfPresentation(document: JsonObject): Issue[] {
  const held = [document.verifiableCredential ?? []].flat() as JsonObject[]
  const bare = held.flatMap((each, index) =>
    typeof each === 'object' && each !== null && !isEnveloped(each)
      ? [{ path: `/verifiableCredential/${index}`, code: 'not-enveloped', clause: 'VC-JOSE-COSE §3.1.2' }]
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
