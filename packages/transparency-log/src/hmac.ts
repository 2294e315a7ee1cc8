import { bytesOf, finish, initialState, sha256, takeBlock, writeBytes } from './sha256.ts'

/** A key whose two blocks are taken in already, so that each message costs half (RFC 2104 §4). */
export interface HmacKey {
  readonly inner: Int32Array
  readonly outer: Int32Array
}

export function hmacKey(key: Uint8Array): HmacKey {
  const short = key.length > 64 ? sha256(key) : key
  return { inner: afterBlock(short, 0x36), outer: afterBlock(short, 0x5c) }
}

const digest = new Uint8Array(32)
const block = new Uint8Array(64)
const blockView = new DataView(block.buffer)

/** HMAC-SHA-256: 32 bytes. */
export function hmac({ inner, outer }: HmacKey, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const inside = inner.slice()
  finish(inside, message, 64)
  writeBytes(inside, digest, 0)
  const outside = outer.slice()
  finish(outside, digest, 64)
  return bytesOf(outside)
}

function afterBlock(key: Uint8Array, byte: number): Int32Array {
  block.fill(byte)
  for (let i = 0; i < key.length; i += 1) block[i] = (key[i] as number) ^ byte
  const state = initialState()
  takeBlock(state, blockView, 0)
  return state
}
