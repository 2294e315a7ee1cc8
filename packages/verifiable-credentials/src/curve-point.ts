/** y² = x³ − 3x + b over a prime that is 3 modulo 4 (FIPS 186-4 §D.1.2). */
const CURVES = {
  'P-256': {
    length: 32,
    prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    length: 48,
    prime:
      0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
} as const

/**
 * The two coordinates of a compressed point (SEC 1 §2.3.4). Throws a `RangeError` if there is no such point.
 */
export function expandPoint(
  compressed: Uint8Array,
  curve: 'P-256' | 'P-384',
): { x: Uint8Array<ArrayBuffer>; y: Uint8Array<ArrayBuffer> } {
  const { length, prime, b } = CURVES[curve]
  const [sign] = compressed
  if (compressed.length !== length + 1 || (sign !== 2 && sign !== 3)) {
    throw new RangeError('not a compressed point')
  }
  const x = toInteger(compressed.subarray(1))
  if (x >= prime) throw new RangeError('not a point of the curve')
  const square = ((((x * x - 3n) * x + b) % prime) + prime) % prime
  const root = power(square, (prime + 1n) / 4n, prime)
  if ((root * root) % prime !== square) throw new RangeError('not a point of the curve')
  const isOdd = (root & 1n) === 1n
  const y = isOdd === (sign === 3) ? root : prime - root
  return { x: toBytes(x, length), y: toBytes(y, length) }
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let factor = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * factor) % modulus
    factor = (factor * factor) % modulus
  }
  return result
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

function toBytes(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16).padStart(length * 2, '0')
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16))
}
