import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CREDENTIAL_LIMITS } from './index.ts'
import { parseJson } from './parse-json.ts'

const parse = (text: string) => parseJson(text, CREDENTIAL_LIMITS)

test('what JSON.parse reads is read alike', () => {
  const json = fc.json().filter((text) => !text.includes('__proto__') && !/\\ud[89a-f]/i.test(text))
  fc.assert(
    fc.property(json, fc.constantFrom(0, 2), (text, indent) => {
      const value: unknown = JSON.parse(text)
      expect(parse(JSON.stringify(value, null, indent))).toEqual({ ok: true, value })
    }),
  )
})

test('what JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      let isJson = true
      try {
        JSON.parse(text)
      } catch {
        isJson = false
      }
      if (!isJson) expect(parse(text).ok).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['{"a":1,"a":2}', 'duplicate-name', '/a'],
  ['{"a":1,"\\u0061":2}', 'duplicate-name', '/a'],
  ['{"a":[{"b":1,"b":1}]}', 'duplicate-name', '/a/0/b'],
  ['{"a/b~":{"c":1,"c":1}}', 'duplicate-name', '/a~1b~0/c'],
  ['{"__proto__":{}}', 'forbidden-name', '/__proto__'],
  ['"\\ud800"', 'malformed-text', ''],
  ['{"\\udc00":1}', 'malformed-text', ''],
  ['1e999', 'malformed-json', ''],
  ['{"a":1,}', 'malformed-json', '/'],
  ['[1,]', 'malformed-json', '/1'],
  ['{"a" 1}', 'malformed-json', ''],
  ['{a:1}', 'malformed-json', ''],
  ['[1 2]', 'malformed-json', ''],
  ['01', 'malformed-json', ''],
  ['"a', 'malformed-json', ''],
  ['"a\nb"', 'malformed-json', ''],
  ['{} {}', 'malformed-json', ''],
  ['', 'malformed-json', ''],
  ['NaN', 'malformed-json', ''],
  ['\u00a01', 'malformed-json', ''],
])('%s', (text, code, path) => {
  const result = parse(text)
  expect(result.ok ? 'read' : result.issue.code).toBe(code)
  if (!result.ok && code !== 'malformed-json') expect(result.issue.path).toBe(path)
})

test('pairs of surrogates are text', () => {
  expect(parse('"\\ud83d\\ude00 😀"')).toEqual({ ok: true, value: '😀 😀' })
})
