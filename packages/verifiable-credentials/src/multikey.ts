import { decodeBase58, encodeBase58 } from './base58.ts'

/** The multicodec of an Ed25519 public key, 0xed, as a variable-length integer. */
const ED25519_PREFIX = [0xed, 0x01] as const

/** An Ed25519 public key (32 bytes) as a Multikey value: `z6Mk…`. */
export function encodeMultikey(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new RangeError('an Ed25519 public key has 32 bytes')
  return `z${encodeBase58(new Uint8Array([...ED25519_PREFIX, ...publicKey]))}`
}

/** The 32 bytes of an Ed25519 public key. Throws a `RangeError` at anything else. */
export function decodeMultikey(text: string): Uint8Array<ArrayBuffer> {
  if (!text.startsWith('z')) throw new RangeError('not base58btc multibase')
  const bytes = decodeBase58(text.slice(1))
  if (bytes.length !== 34 || bytes[0] !== ED25519_PREFIX[0] || bytes[1] !== ED25519_PREFIX[1]) {
    throw new RangeError('not an Ed25519 public key')
  }
  return bytes.slice(2)
}
