import { at, compress, firstPrimes, fraction } from './compress.ts'

/*
 * SHA-256 (FIPS 180-4) that answers at once. Web Crypto answers with a promise for each hash, which costs a hundred times
 * the hash itself where millions of small ones make a tree.
 */

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes (§5.3.3). */
const initial = Int32Array.from(firstPrimes(8), (prime) => fraction(Math.sqrt(prime)))

export function initialState(): Int32Array {
  return initial.slice()
}

/** The hash of some bytes: 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = initialState()
  finish(state, message, 0)
  return bytesOf(state)
}

const last = new Uint8Array(128)
const lastView = new DataView(last.buffer)
const words = new Int32Array(16)

/** Takes in the end of a message with its padding (§5.1.1), after `before` bytes that came in whole blocks. */
export function finish(state: Int32Array, message: Uint8Array, before: number): void {
  const whole = message.length - (message.length % 64)
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  for (let start = 0; start < whole; start += 64) takeBlock(state, view, start)
  const rest = message.length - whole
  const padded = rest < 56 ? 64 : 128
  last.fill(0, rest, padded)
  last.set(message.subarray(whole))
  last[rest] = 0x80
  const bits = (before + message.length) * 8
  lastView.setUint32(padded - 8, Math.floor(bits / 2 ** 32))
  lastView.setUint32(padded - 4, bits)
  for (let start = 0; start < padded; start += 64) takeBlock(state, lastView, start)
}

/** Takes in 64 bytes. */
export function takeBlock(state: Int32Array, view: DataView, start: number): void {
  for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(start + i * 4)
  compress(state, words)
}

export function bytesOf(state: Int32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(32)
  writeBytes(state, bytes, 0)
  return bytes
}

export function writeBytes(state: Int32Array, into: Uint8Array, offset: number): void {
  for (let i = 0; i < 8; i += 1) {
    const word = at(state, i)
    into[offset + i * 4] = word >>> 24
    into[offset + i * 4 + 1] = word >>> 16
    into[offset + i * 4 + 2] = word >>> 8
    into[offset + i * 4 + 3] = word
  }
}
