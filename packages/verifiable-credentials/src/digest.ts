import type { HashName } from './cryptosuites.ts'
import { type PlatformCrypto, platformCrypto } from './platform-crypto.ts'

/** A hash of UTF-8 text. */
export async function digest(text: string, hash: HashName): Promise<Uint8Array> {
  if (platformCrypto !== undefined) return platformCrypto.createHash(hash).update(text).digest()
  return new Uint8Array(await globalThis.crypto.subtle.digest(hash, new TextEncoder().encode(text)))
}

/** The same in hexadecimal without waiting; undefined where the platform can only do it later. */
export const digestNow = platformCrypto && nowBy(platformCrypto)

function nowBy(crypto: PlatformCrypto): (text: string, hash: HashName) => string {
  return (text, hash) => crypto.createHash(hash).update(text).digest('hex')
}
