const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** By code unit; 255 for what is not in the alphabet. */
const VALUES = new Uint8Array(128).fill(255)
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value

/** Base58 with the Bitcoin alphabet, without a multibase prefix. */
export function encodeBase58(bytes: Uint8Array): string {
  const zeros = countLeading(bytes.length, (index) => bytes[index] === 0)
  // log 256 / log 58, rounded up; most significant digit last.
  const digits = new Uint8Array(Math.ceil((bytes.length - zeros) * 1.366) + 1)
  let length = 0
  for (const byte of bytes.subarray(zeros)) {
    let carry = byte
    let place = 0
    for (; place < length || carry > 0; place += 1) {
      carry += (digits[place] ?? 0) * 256
      digits[place] = carry % 58
      carry = (carry / 58) | 0
    }
    length = place
  }
  let text = '1'.repeat(zeros)
  for (let place = length - 1; place >= 0; place -= 1) text += ALPHABET[digits[place] ?? 0]
  return text
}

/** Throws a `RangeError` at a character outside the alphabet, and at texts too long to be a key or signature. */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> {
  // The work grows with the square of the length.
  if (text.length > 1024) throw new RangeError('base58 text is too long')
  const zeros = countLeading(text.length, (index) => text[index] === '1')
  const bytes = new Uint8Array(text.length)
  let length = 0
  for (let index = zeros; index < text.length; index += 1) {
    let carry = VALUES[text.charCodeAt(index)] ?? 255
    if (carry === 255) throw new RangeError('not base58')
    let place = 0
    for (; place < length || carry > 0; place += 1) {
      carry += (bytes[place] ?? 0) * 58
      bytes[place] = carry & 0xff
      carry >>= 8
    }
    length = place
  }
  const decoded = new Uint8Array(zeros + length)
  decoded.set(bytes.subarray(0, length).reverse(), zeros)
  return decoded
}

function countLeading(length: number, is: (index: number) => boolean): number {
  let count = 0
  while (count < length && is(count)) count += 1
  return count
}
