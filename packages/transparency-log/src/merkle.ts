import { concat } from './bytes.ts'
import { at, compress } from './compress.ts'
import { initialState, sha256, writeBytes } from './sha256.ts'

/** Bytes of a hash. */
export const hashLength = 32

/** The root of a tree without leaves: the hash of nothing (RFC 9162 §2.1.1). */
export const emptyRoot: Uint8Array = sha256(new Uint8Array())

/** `SHA-256(0x00 ‖ entry)` (RFC 9162 §2.1.1). */
export function leafHash(entry: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(concat(Uint8Array.of(0), entry))
}

/** `SHA-256(0x01 ‖ left ‖ right)` (RFC 9162 §2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(concat(Uint8Array.of(1), left, right))
}

const scratch = new Int32Array(256 * 8)
const block = new Int32Array(16)
const state = new Int32Array(8)
const start = initialState()

/** The root over hashes that stand one after the other: 1, 2, 4, …, 256 of them. */
export function foldHashes(hashes: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = hashes.length / hashLength
  if (count === 0 || count > 256 || (count & (count - 1)) !== 0)
    throw new RangeError('not a complete subtree')
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength)
  for (let i = 0; i < count * 8; i += 1) scratch[i] = view.getInt32(i * 4)
  for (let width = count; width > 1; width /= 2) {
    for (let pair = 0; pair < width / 2; pair += 1) joinPair(pair * 16, pair * 8)
  }
  const root = new Uint8Array(hashLength)
  writeBytes(scratch, root, 0)
  return root
}

/** The node over two hashes of the scratch, in words: the byte 0x01 moves all of them by one byte. */
function joinPair(from: number, to: number): void {
  state.set(start)
  block[0] = 0x01000000 | (at(scratch, from) >>> 8)
  for (let i = 1; i < 16; i += 1) block[i] = (at(scratch, from + i - 1) << 24) | (at(scratch, from + i) >>> 8)
  compress(state, block)
  block.fill(0)
  block[0] = (at(scratch, from + 15) << 24) | 0x00800000
  block[15] = 65 * 8
  compress(state, block)
  scratch.set(state, to)
}
