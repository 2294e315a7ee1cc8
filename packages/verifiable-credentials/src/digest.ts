import type { HashName } from './cryptosuites.ts'
import { type PlatformCrypto, platformCrypto } from './platform-crypto.ts'

/** A hash of UTF-8 text. */
export async function digest(text: string, hash: HashName): Promise<Uint8Array> {
  if (platformCrypto !== undefined) return hashBy(platformCrypto, text, hash, 'buffer') as Uint8Array
  return new Uint8Array(await globalThis.crypto.subtle.digest(hash, new TextEncoder().encode(text)))
}

/** The same in hexadecimal without waiting; undefined where the platform can only do it later. */
export const digestNow = platformCrypto && nowBy(platformCrypto)

function nowBy(crypto: PlatformCrypto): (text: string, hash: HashName) => string {
  return (text, hash) => hashBy(crypto, text, hash, 'hex') as string
}

const NAMES = { 'SHA-256': 'sha256', 'SHA-384': 'sha384' } as const

/** In one call where there is one: it makes no object that has to be collected. */
function hashBy(
  crypto: PlatformCrypto,
  text: string,
  hash: HashName,
  form: 'hex' | 'buffer',
): string | Uint8Array {
  if (crypto.hash !== undefined) return crypto.hash(NAMES[hash], text, form)
  const made = crypto.createHash(NAMES[hash]).update(text)
  return form === 'hex' ? made.digest('hex') : made.digest()
}
