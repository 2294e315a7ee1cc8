import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fixed, joinedGzip } from './gzip.ts'

test('whatever stands beside each other comes out as it went in', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'grapheme', maxLength: 4000 }).map((text) => new Fixed(text)),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const plain = parts.map((each) => (typeof each === 'string' ? each : each.text)).join('')
      expect(gunzipSync(joinedGzip(parts)).toString()).toBe(plain)
      // Once more: what was kept of the first time is as good.
      expect(gunzipSync(joinedGzip(parts)).toString()).toBe(plain)
    }),
  )
})

test('a part that is longer than a block can be', () => {
  const long = 'ŵ'.repeat(100_000)
  expect(gunzipSync(joinedGzip([long, new Fixed(long), 'x'])).toString()).toBe(`${long}${long}x`)
})
