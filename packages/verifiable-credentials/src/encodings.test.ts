import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeBase58,
  decodeBase64url,
  decodeMultikey,
  didKey,
  didKeyDocument,
  encodeBase58,
  encodeBase64url,
  encodeMultikey,
} from './index.ts'

const bytes = fc.uint8Array({ maxLength: 200 })

test('base58 and base64url give back what they were given', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(decodeBase58(encodeBase58(value))).toEqual(value)
      expect(decodeBase64url(encodeBase64url(value))).toEqual(value)
      expect(encodeBase64url(value)).toBe(Buffer.from(value).toString('base64url'))
    }),
  )
})

test.each([
  ['Hello World!', '2NEpo7TZRRrLZSi2U'],
  ['\0\0(\u007fM', undefined],
])('base58 of known text', (text, encoded) => {
  const value = new TextEncoder().encode(text)
  if (encoded !== undefined) expect(encodeBase58(value)).toBe(encoded)
  else expect(encodeBase58(value)).toMatch(/^11[^1]/)
})

test('what is not in the alphabet is refused', () => {
  for (const text of ['0', 'O', 'I', 'l', '+', ' ', '1'.repeat(1025)]) {
    expect(() => decodeBase58(text)).toThrow(RangeError)
  }
  for (const text of ['a', 'ab=', 'a+b/', 'a b']) expect(() => decodeBase64url(text)).toThrow(RangeError)
})

test('a key, its Multikey and its DID are the same thing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
      const text = encodeMultikey(key)
      expect(text).toMatch(/^z6Mk/)
      expect(decodeMultikey(text)).toEqual(key)
      const document = didKeyDocument(didKey(key))
      expect(document.id).toBe(`did:key:${text}`)
      expect(document.assertionMethod).toEqual([`did:key:${text}#${text}`])
      expect(document.verificationMethod[0]?.publicKeyMultibase).toBe(text)
    }),
  )
})

test.each([
  'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme', // secp256k1
  'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2x',
  'did:key:u7QE',
  'did:web:example.org',
])('%s is not a did:key of a kind that is known here', (did) => {
  expect(() => didKeyDocument(did)).toThrow(RangeError)
})

test('a key has 32 bytes', () => {
  expect(() => encodeMultikey(new Uint8Array(31))).toThrow(RangeError)
})
