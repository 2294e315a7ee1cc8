import { encodeBase64url } from './base64url.ts'
import { expandPoint } from './curve-point.ts'
import type { PublicKey } from './multikey.ts'
import { type PlatformCrypto, platformCrypto } from './platform-crypto.ts'

/** Whether a signature over data was made with the private half of that key. */
export type VerifySignature = (
  publicKey: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** The hash of ECDSA goes with the curve; Ed25519 has its own inside. */
const HASHES = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' } as const

/** Ed25519 and ECDSA (r and s side by side) by Node's own cryptography or by WebCrypto. */
export const verifySignature: VerifySignature = (publicKey, data, signature) =>
  platformCrypto === undefined
    ? verifyByWebCrypto(publicKey, data, signature)
    : verifyByPlatform(platformCrypto, publicKey, data, signature)

/** Decoded keys are kept by `decodePublicKey`; what was parsed of them lives as long as they do. */
const parsed = new WeakMap<PublicKey, object>()

function verifyByPlatform(
  crypto: PlatformCrypto,
  publicKey: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = parsed.get(publicKey) ?? crypto.createPublicKey({ key: jwkOf(publicKey), format: 'jwk' })
  parsed.set(publicKey, key)
  if (publicKey.type === 'Ed25519') return crypto.verify(null, data, key, signature)
  return crypto.verify(HASHES[publicKey.type], data, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/** The same everywhere else. */
export async function verifyByWebCrypto(
  publicKey: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { subtle } = globalThis.crypto
  const { type } = publicKey
  const bytes = { data: new Uint8Array(data), signature: new Uint8Array(signature) }
  if (type === 'Ed25519') {
    const key = await subtle.importKey('raw', publicKey.bytes, { name: type }, false, ['verify'])
    return subtle.verify({ name: type }, key, bytes.signature, bytes.data)
  }
  const algorithm = { name: 'ECDSA', namedCurve: type, hash: HASHES[type] }
  const key = await subtle.importKey('jwk', jwkOf(publicKey), algorithm, false, ['verify'])
  return subtle.verify(algorithm, key, bytes.signature, bytes.data)
}

function jwkOf({ type, bytes }: PublicKey): { kty: string; crv: string; x: string; y?: string } {
  if (type === 'Ed25519') return { kty: 'OKP', crv: type, x: encodeBase64url(bytes) }
  const { x, y } = expandPoint(bytes, type)
  return { kty: 'EC', crv: type, x: encodeBase64url(x), y: encodeBase64url(y) }
}
