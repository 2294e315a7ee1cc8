import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { expandPoint } from './curve-point.ts'
import { isObject, type JsonObject } from './json.ts'
import { decodePublicKey } from './multikey.ts'

/** A public key as RFC 7517 has it, with nothing but what makes the key. */
export interface PublicJwk {
  readonly kty: 'OKP' | 'EC' | 'RSA'
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly n?: string
  readonly e?: string
}

/** The algorithms a kind of key signs with: the key says it, never the signature alone. */
const ALGORITHMS: { readonly [kind: string]: readonly string[] } = {
  'OKP Ed25519': ['EdDSA', 'Ed25519'],
  'EC P-256': ['ES256'],
  'EC P-384': ['ES384'],
  'EC P-521': ['ES512'],
  RSA: ['RS256'],
}

export const JWT_ALGORITHMS: ReadonlySet<string> = new Set(Object.values(ALGORITHMS).flat())

export function algorithmsOf(jwk: PublicJwk): readonly string[] {
  return ALGORITHMS[jwk.kty === 'RSA' ? 'RSA' : `${jwk.kty} ${jwk.crv}`] ?? []
}

/** The public half of a key of a kind that is known here; undefined at anything else. */
export function readJwk(value: unknown): PublicJwk | undefined {
  if (!isObject(value)) return undefined
  const { kty, crv, x, y, n, e } = value
  const isText = (each: unknown): each is string => typeof each === 'string' && each.length <= 2_000
  if (kty === 'OKP' && crv === 'Ed25519' && isText(x)) return { kty, crv, x }
  if (kty === 'EC' && isCurve(crv) && isText(x) && isText(y)) return { kty, crv, x, y }
  if (kty === 'RSA' && isText(n) && isText(e)) return { kty, n, e }
  return undefined
}

function isCurve(crv: unknown): crv is string {
  return crv === 'P-256' || crv === 'P-384' || crv === 'P-521'
}

export function sameKey(one: PublicJwk, other: PublicJwk): boolean {
  return (['kty', 'crv', 'x', 'y', 'n', 'e'] as const).every((name) => one[name] === other[name])
}

/** The key of a verification method, whether it is written as a Multikey or as a JWK. */
export function jwkOfMethod({ type, publicKeyMultibase, publicKeyJwk }: JsonObject): PublicJwk | undefined {
  if (type === 'JsonWebKey' || type === 'JsonWebKey2020') return readJwk(publicKeyJwk)
  if (type !== 'Multikey' || typeof publicKeyMultibase !== 'string') return undefined
  try {
    const key = decodePublicKey(publicKeyMultibase)
    if (key.type === 'Ed25519') return { kty: 'OKP', crv: key.type, x: encodeBase64url(key.bytes) }
    const { x, y } = expandPoint(key.bytes, key.type)
    return { kty: 'EC', crv: key.type, x: encodeBase64url(x), y: encodeBase64url(y) }
  } catch {
    return undefined
  }
}

const PREFIX = 'did:jwk:'

export function isDidJwk(did: string): boolean {
  return did.startsWith(PREFIX)
}

/** The DID that is nothing but a JWK. */
export function didJwk(jwk: PublicJwk): string {
  return PREFIX + encodeBase64url(new TextEncoder().encode(JSON.stringify(jwk)))
}

/** The document of a `did:jwk`, derived without looking anything up. Throws at anything that holds no public key. */
export function didJwkDocument(did: string): JsonObject {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64url(did.slice(PREFIX.length)))
  const publicKeyJwk = readJwk(JSON.parse(text))
  if (publicKeyJwk === undefined) throw new RangeError('not a public key')
  const id = `${did}#0`
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id: did,
    verificationMethod: [{ id, type: 'JsonWebKey', controller: did, publicKeyJwk }],
    assertionMethod: [id],
    authentication: [id],
  }
}
