import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBaked } from './index.ts'

const samples = resolve(import.meta.dirname, '../../../../shared/standards/openbadges-3')
const isMissing = !existsSync(samples)
const sample = (path: string) => new Uint8Array(readFileSync(resolve(samples, path)))

const bytes = (text: string) => new TextEncoder().encode(text)
const chunk = (type: string, data: Uint8Array) => {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, data.length)
  return [...length, ...bytes(type), ...data, 0, 0, 0, 0]
}
const png = (...chunks: number[][]) =>
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...chunks.flat()])

test('a badge in a PNG', () => {
  const baked = chunk('iTXt', bytes('openbadgecredential\0\0\0\0\0{"a":1}'))
  expect(readBaked(png(chunk('IHDR', new Uint8Array(13)), baked))).toBe('{"a":1}')
  expect(readBaked(png(chunk('iTXt', bytes('Comment\0\0\0\0\0hello'))))).toBeUndefined()
  // Compressed, cut off, or longer than the file: none of it is read.
  expect(readBaked(png(chunk('iTXt', bytes('openbadgecredential\0\x01\0\0\0zip'))))).toBeUndefined()
  expect(readBaked(png(chunk('iTXt', bytes('openbadgecredential'))))).toBeUndefined()
  expect(readBaked(png([0xff, 0xff, 0xff, 0xff, ...bytes('iTXt')]))).toBeUndefined()
})

test('a badge in an SVG', () => {
  const svg = (inside: string) => bytes(`<?xml version="1.0"?><svg xmlns="x">${inside}</svg>`)
  expect(readBaked(svg('<openbadges:credential verify="a.b.c"/>'))).toBe('a.b.c')
  expect(readBaked(svg('<openbadges:credential><![CDATA[ {"a":1} ]]></openbadges:credential>'))).toBe(
    '{"a":1}',
  )
  expect(readBaked(svg('<openbadges:assertion verify="https://badges.example/1"/>'))).toBe(
    'https://badges.example/1',
  )
  expect(readBaked(svg('<openbadges:credential>'))).toBeUndefined()
  expect(readBaked(svg('<circle/>'))).toBeUndefined()
  expect(readBaked(svg('<openbadges:other/><openbadges:credential verify="a.b.c"/>'))).toBe('a.b.c')
  expect(readBaked(bytes('{"a":1}'))).toBeUndefined()
})

test('elements that nothing closes cost no more than their length', () => {
  expect(readBaked(bytes(`<svg ${'<openbadges:credential '.repeat(90_000)}`))).toBeUndefined()
})

test('whatever the bytes, it ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
      readBaked(png([...rest]))
      readBaked(rest)
    }),
  )
})

const name = 'published samples'
describe.skipIf(isMissing)(isMissing ? `${name} (skipped: ../shared/standards is absent)` : name, () => {
  test.each([
    ['samples/simple-json.png', '"OpenBadgeCredential"'],
    ['samples/simple-json.svg', '"OpenBadgeCredential"'],
    ['samples/simple-jwt.svg', 'eyJ'],
    ['samples-ob2/simple-badge.png', ''],
  ])('%s', (path, part) => {
    expect(readBaked(sample(path))).toContain(part)
  })
})
