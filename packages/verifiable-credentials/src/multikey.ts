import { decodeBase58, encodeBase58 } from './base58.ts'
import { expandPoint } from './curve-point.ts'

/** The kinds of key that the cryptosuites here sign with. */
export type KeyType = 'Ed25519' | 'P-256' | 'P-384'

/** A public key: 32 bytes of Ed25519, or a compressed point of 33 (P-256) or 49 bytes (P-384). */
export interface PublicKey {
  readonly type: KeyType
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** The multicodec of each kind of public key, as a variable-length integer, and the length of what follows. */
const CODECS: { readonly [type in KeyType]: { prefix: readonly [number, number]; length: number } } = {
  Ed25519: { prefix: [0xed, 0x01], length: 32 },
  'P-256': { prefix: [0x80, 0x24], length: 33 },
  'P-384': { prefix: [0x81, 0x24], length: 49 },
}
const KEY_TYPES: readonly KeyType[] = ['Ed25519', 'P-256', 'P-384']

/** A public key as a Multikey value: `z6Mk…`, `zDna…` or `z82L…`. */
export function encodeMultikey(publicKey: Uint8Array, type: KeyType = 'Ed25519'): string {
  const { prefix, length } = CODECS[type]
  if (publicKey.length !== length) throw new RangeError(`a ${type} public key has ${length} bytes`)
  return `z${encodeBase58(new Uint8Array([...prefix, ...publicKey]))}`
}

/** The 32 bytes of an Ed25519 public key. Throws a `RangeError` at anything else. */
export function decodeMultikey(text: string): Uint8Array<ArrayBuffer> {
  const { type, bytes } = decodePublicKey(text)
  if (type !== 'Ed25519') throw new RangeError('not an Ed25519 public key')
  return bytes
}

/** Verifiers see the same few keys again and again. */
const decoded = new Map<string, PublicKey>()
const MAX_DECODED = 1_000

/**
 * Any of the kinds of key. Throws a `RangeError` at another multibase or multicodec, a wrong length, a second
 * spelling of the same key, and at points that are not on their curve.
 */
export function decodePublicKey(text: string): PublicKey {
  const known = decoded.get(text)
  if (known !== undefined) return known
  if (!text.startsWith('z')) throw new RangeError('not base58btc multibase')
  const bytes = decodeBase58(text.slice(1))
  const type = KEY_TYPES.find((each) => CODECS[each].prefix.every((byte, index) => bytes[index] === byte))
  if (type === undefined || bytes.length !== 2 + CODECS[type].length) throw new RangeError('not a public key')
  const key: PublicKey = { type, bytes: bytes.slice(2) }
  if (type !== 'Ed25519') expandPoint(key.bytes, type)
  if (decoded.size >= MAX_DECODED) decoded.clear()
  decoded.set(text, key)
  return key
}
