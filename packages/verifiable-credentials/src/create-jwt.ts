import { CompactSign, importJWK, type JWK } from 'jose'
import type { JsonObject } from './json.ts'
import { algorithmsOf, readJwk } from './jwk.ts'
import type { JwtType } from './read-jwt.ts'

export interface JwtKey {
  /** Where a verifier finds the public half: an absolute address of a verification method. */
  id: string
  /** The private half, as RFC 7517 has it. */
  secretKeyJwk: JsonObject
}

/** Secures a credential or presentation as VC-JOSE-COSE §3.1.1 has it: the payload is the document itself. */
export async function createJwt(
  document: JsonObject,
  key: JwtKey,
  type: JwtType = 'vc+jwt',
): Promise<string> {
  const [alg] = algorithmsOf(readJwk(key.secretKeyJwk) ?? { kty: 'OKP' })
  if (alg === undefined) throw new RangeError('not a key of a kind that signs here')
  const payload = new TextEncoder().encode(JSON.stringify(document))
  return new CompactSign(payload)
    .setProtectedHeader({ alg, typ: type, cty: type.slice(0, 2), kid: key.id })
    .sign(await importJWK(key.secretKeyJwk as JWK, alg))
}
