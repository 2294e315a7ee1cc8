/** An Ed25519 verification. On servers the platform's own may be faster than WebCrypto. */
export type VerifySignature = (
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** An Ed25519 signature (RFC 8032) over some bytes: 64 bytes. */
export type Sign = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>

/** Ed25519 by WebCrypto, which browsers and Node have. */
export const verifyEd25519: VerifySignature = async (publicKey, data, signature) => {
  const { subtle } = globalThis.crypto
  const key = await subtle.importKey('raw', new Uint8Array(publicKey), { name: 'Ed25519' }, false, ['verify'])
  return subtle.verify({ name: 'Ed25519' }, key, new Uint8Array(signature), new Uint8Array(data))
}
