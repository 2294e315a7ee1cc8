import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commonWords } from './common-passwords.ts'
import { passwordProblem } from './password-rule.ts'

const owner = { names: ['Siân', 'Rhys-Morgan', 'Jo'], addresses: ['sian.morgan@home.example'] }

test.each([
  ['short one', 'tooShort'],
  ['x'.repeat(201), 'tooLong'],
  ['ysiansiansian', 'personal'],
  ['SIÂN and the sea', 'personal'],
  ['m0rgan the pirate', 'personal'],
  ['my sian.morgan box', 'personal'],
  ['with jo by the sea', 'personal'],
  ['Password123456!', 'common'],
  ['P4ssw0rd2024!!', 'common'],
  ['liverpool-liverpool', 'common'],
  ['correcthorsebatterystaple', 'common'],
  ['194820571935', 'common'],
  ['abababababab', 'repeats'],
  ['abcdefghijkl', 'repeats'],
  ['zyxwvutsrqponm', 'repeats'],
  ['............!', 'repeats'],
  ['xkcd!xkcd!xkcd!', 'repeats'],
] as const)('%s: %s', (password, problem) => {
  expect(passwordProblem(password, owner)).toBe(problem)
})

test.each([
  'harbour lantern velvet 42',
  'Take-me-along-26',
  'joist and rafter',
  'mae’r môr yn las heddiw',
  'K7Q2-M4XA-09ZC-TBHE',
  '海が見える丘の上の小さな家',
])('%s is good', (password) => {
  expect(passwordProblem(password, owner)).toBeUndefined()
})

describe('whatever is typed', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 })

  test('under twelve signs is too short', () => {
    fc.assert(
      fc.property(text, (password) => {
        fc.pre([...password.normalize('NFKC')].length < 12)
        expect(passwordProblem(password, owner)).toBe('tooShort')
      }),
    )
  })

  test('around a name or the address is personal, in capitals too', () => {
    const personal = fc.constantFrom(
      'Rhys',
      'Morgan',
      'rhys-morgan',
      'sian.morgan',
      'sian.morgan@home.example',
    )
    const padding = fc.string({ unit: fc.constantFrom(...'bdfgjkpqvwxz .-'), minLength: 4, maxLength: 30 })
    fc.assert(
      fc.property(padding, personal, padding, fc.boolean(), (before, part, after, capitals) => {
        const password = `${before}${capitals ? part.toUpperCase() : part}${after}`
        fc.pre([...password].length >= 12)
        expect(passwordProblem(password, owner)).toBe('personal')
      }),
    )
  })

  test('made of common words and digits is refused', () => {
    const word = fc.constantFrom(...commonWords)
    const digits = fc.string({ unit: fc.constantFrom(...'2689-_. '), maxLength: 6 })
    fc.assert(
      fc.property(word, digits, word, digits, (a, b, c, d) => {
        const password = a + b + c + d
        fc.pre(password.length >= 12)
        expect(passwordProblem(password, { names: [], addresses: [] })).toBeDefined()
      }),
    )
  })

  test('at random, by a password manager, is good', () => {
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_'
    const random = fc.string({ unit: fc.constantFrom(...letters), minLength: 20, maxLength: 64, size: 'max' })
    fc.assert(
      fc.property(random, (password) => {
        fc.pre(new Set(password.toLowerCase()).size > 12)
        expect(passwordProblem(password, { names: ['Amina', 'Rahman'], addresses: [] })).toBeUndefined()
      }),
    )
  })

  test('gets an answer, and quickly', () => {
    const typed = fc.string({ unit: 'binary', maxLength: 400 })
    // The first takes a table of all code points, which is not ours to time.
    fc.sample(typed, 1)
    const start = performance.now()
    fc.assert(
      fc.property(typed, (password) => {
        passwordProblem(password, owner)
        return true
      }),
    )
    for (const word of ['test', 'abcabc', 'hello']) passwordProblem(word.repeat(200 / word.length), owner)
    expect(performance.now() - start).toBeLessThan(3000)
  })
})
