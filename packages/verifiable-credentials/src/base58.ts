const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** By code unit; 255 for what is not in the alphabet. */
const VALUES = new Uint8Array(128).fill(255)
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value

/** Four digits of base58 and three bytes at a time: their product is still an exact number. */
const FOUR_DIGITS = 58 ** 4
const THREE_BYTES = 2 ** 24

/** Base58 with the Bitcoin alphabet, without a multibase prefix. */
export function encodeBase58(bytes: Uint8Array): string {
  const zeros = countLeading(bytes.length, (index) => bytes[index] === 0)
  const limbs: number[] = []
  for (let at = zeros, end = zeros + ((bytes.length - zeros) % 3 || 3); at < bytes.length; end += 3) {
    let value = 0
    let factor = 1
    for (; at < end; at += 1) {
      value = value * 256 + (bytes[at] ?? 0)
      factor *= 256
    }
    multiplyAdd(limbs, factor, value, FOUR_DIGITS)
  }
  let text = ''
  for (const limb of limbs) {
    for (let left = limb, digit = 0; digit < 4; digit += 1) {
      text = (ALPHABET[left % 58] ?? '') + text
      left = Math.floor(left / 58)
    }
  }
  return '1'.repeat(zeros) + text.replace(/^1+/, '')
}

/** Throws a `RangeError` at a character outside the alphabet, and at texts too long to be a key or signature. */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> {
  // The work grows with the square of the length.
  if (text.length > 1024) throw new RangeError('base58 text is too long')
  const zeros = countLeading(text.length, (index) => text[index] === '1')
  const limbs: number[] = []
  for (let at = zeros, end = zeros + ((text.length - zeros) % 4 || 4); at < text.length; end += 4) {
    let value = 0
    let factor = 1
    for (; at < end; at += 1) {
      const digit = VALUES[text.charCodeAt(at)] ?? 255
      if (digit === 255) throw new RangeError('not base58')
      value = value * 58 + digit
      factor *= 58
    }
    multiplyAdd(limbs, factor, value, THREE_BYTES)
  }
  const bytes = new Uint8Array(limbs.length * 3)
  for (const [place, limb] of limbs.entries()) {
    const end = bytes.length - place * 3
    bytes[end - 1] = limb & 0xff
    bytes[end - 2] = (limb >> 8) & 0xff
    bytes[end - 3] = limb >> 16
  }
  const first = countLeading(bytes.length, (index) => bytes[index] === 0)
  const decoded = new Uint8Array(zeros + bytes.length - first)
  decoded.set(bytes.subarray(first), zeros)
  return decoded
}

/** The number whose limbs these are, the least first, times a factor plus a summand. */
function multiplyAdd(limbs: number[], factor: number, summand: number, base: number): void {
  let carry = summand
  for (let place = 0; place < limbs.length; place += 1) {
    const product = (limbs[place] ?? 0) * factor + carry
    // The remainder of numbers beyond 32 bits takes far longer than this.
    carry = Math.floor(product / base)
    limbs[place] = product - carry * base
  }
  while (carry > 0) {
    const above = Math.floor(carry / base)
    limbs.push(carry - above * base)
    carry = above
  }
}

function countLeading(length: number, is: (index: number) => boolean): number {
  let count = 0
  while (count < length && is(count)) count += 1
  return count
}
