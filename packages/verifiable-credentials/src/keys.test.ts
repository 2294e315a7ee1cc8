import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expandPoint } from './curve-point.ts'
import {
  decodeMultikey,
  decodePublicKey,
  didKey,
  didKeyDocument,
  encodeBase58,
  encodeMultikey,
} from './index.ts'

const CURVES = ['P-256', 'P-384'] as const

/** A fresh point of a curve: as the platform writes it, and compressed. */
function freshPoint(curve: (typeof CURVES)[number]) {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const last = Buffer.from(y, 'base64url').at(-1) ?? 0
  const compressed = Uint8Array.from([2 + (last & 1), ...Buffer.from(x, 'base64url')])
  return { x, y, compressed }
}

test.each(CURVES)('a compressed point of %s has the coordinates that the platform says', (curve) => {
  for (let round = 0; round < 10; round += 1) {
    const { x, y, compressed } = freshPoint(curve)
    const point = expandPoint(compressed, curve)
    expect(Buffer.from(point.x).toString('base64url')).toBe(x)
    expect(Buffer.from(point.y).toString('base64url')).toBe(y)
    const text = encodeMultikey(compressed, curve)
    expect(text).toMatch(curve === 'P-256' ? /^zDn/ : /^z82/)
    expect(decodePublicKey(text)).toEqual({ type: curve, bytes: compressed })
  }
})

test('about half of all numbers are on no curve, and those are refused', () => {
  const results = fc.sample(fc.uint8Array({ minLength: 32, maxLength: 32 }), 40).map((x) => {
    try {
      expandPoint(Uint8Array.from([2, ...x]), 'P-256')
      return 'point'
    } catch (error) {
      return error instanceof RangeError ? 'refused' : 'other'
    }
  })
  expect(new Set(results)).toEqual(new Set(['point', 'refused']))
})

test.each([
  ['a point as two coordinates', [0x80, 0x24, 4, ...new Array<number>(64).fill(1)]],
  ['a length that is too short', [0x80, 0x24, 2, ...new Array<number>(31).fill(1)]],
  ['a P-384 point that says P-256', [0x80, 0x24, 2, ...new Array<number>(48).fill(1)]],
  ['a number beyond the prime', [0x80, 0x24, 2, ...new Array<number>(32).fill(0xff)]],
  ['an X25519 key', [0xec, 0x01, ...new Array<number>(32).fill(1)]],
  ['nothing', []],
])('%s is no key', (_name, bytes) => {
  const text = `z${encodeBase58(Uint8Array.from(bytes))}`
  expect(() => decodePublicKey(text)).toThrow(RangeError)
  expect(() => didKeyDocument(`did:key:${text}`)).toThrow(RangeError)
})

test('a P-256 key is no Ed25519 key', () => {
  const { compressed } = freshPoint('P-256')
  expect(() => decodeMultikey(encodeMultikey(compressed, 'P-256'))).toThrow('not an Ed25519 public key')
  expect(() => encodeMultikey(compressed)).toThrow(RangeError)
})

test.each(CURVES)('the document of a did:key of %s is derived', (curve) => {
  const { compressed } = freshPoint(curve)
  const did = didKey(compressed, curve)
  const { id, verificationMethod, assertionMethod, authentication } = didKeyDocument(did)
  expect(id).toBe(did)
  const fragment = did.slice('did:key:'.length)
  expect(verificationMethod).toEqual([
    { id: `${did}#${fragment}`, type: 'Multikey', controller: did, publicKeyMultibase: fragment },
  ])
  expect([assertionMethod, authentication]).toEqual([[`${did}#${fragment}`], [`${did}#${fragment}`]])
})
