const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]))

/** Base58 with the Bitcoin alphabet, without a multibase prefix. */
export function encodeBase58(bytes: Uint8Array): string {
  const digits: number[] = []
  for (const byte of bytes) {
    let carry = byte
    for (let place = 0; place < digits.length; place += 1) {
      carry += (digits[place] ?? 0) * 256
      digits[place] = carry % 58
      carry = Math.floor(carry / 58)
    }
    for (; carry > 0; carry = Math.floor(carry / 58)) digits.push(carry % 58)
  }
  const zeros = bytes.findIndex((byte) => byte !== 0)
  const leading = '1'.repeat(zeros === -1 ? bytes.length : zeros)
  return (
    leading +
    digits
      .reverse()
      .map((digit) => ALPHABET[digit])
      .join('')
  )
}

/** Throws a `RangeError` at a character outside the alphabet, and at texts too long to be a key or signature. */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> {
  // The work grows with the square of the length.
  if (text.length > 1024) throw new RangeError('base58 text is too long')
  const bytes: number[] = []
  for (const character of text) {
    let carry = VALUES.get(character)
    if (carry === undefined) throw new RangeError('not base58')
    for (let place = 0; place < bytes.length; place += 1) {
      carry += (bytes[place] ?? 0) * 58
      bytes[place] = carry & 0xff
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff)
  }
  const leading = /^1*/.exec(text)?.[0].length ?? 0
  return new Uint8Array([...new Array<number>(leading).fill(0), ...bytes.reverse()])
}
