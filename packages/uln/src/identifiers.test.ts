import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkHusid,
  checkNcn,
  checkQan,
  checkScn,
  checkUci,
  checkUkprn,
  checkUnitReference,
  formatQan,
} from './index.ts'

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((list) => list.join(''))

describe('checkUci', () => {
  test.each([
    ['681990012058G', { ok: true, value: '681990012058G' }],
    ['68199 0 01 2058 g', { ok: true, value: '681990012058G' }],
    ['681990012058D', { ok: false, value: '681990012058D', rule: 'check-letter' }],
    ['68199B012058Q', { ok: true, value: '68199B012058Q' }],
    ['68199A012058G', { ok: false, value: '68199A012058G', rule: 'characters' }],
    ['681990012058', { ok: false, value: '681990012058', rule: 'length' }],
    ['68199-001205G', { ok: false, value: '68199-001205G', rule: 'characters' }],
    ['', { ok: false, value: '', rule: 'empty' }],
  ])('%s', (text, result) => {
    expect(checkUci(text)).toEqual(result)
  })

  test('exactly one letter fits any twelve digits', () => {
    fc.assert(
      fc.property(digits(12), (first) => {
        const fitting = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => checkUci(first + letter).ok)
        return fitting.length === 1
      }),
    )
  })

  test('one changed digit never fits the same letter', () => {
    fc.assert(
      fc.property(digits(12), fc.nat(11), fc.integer({ min: 1, max: 9 }), (first, place, shift) => {
        const letter = [...'ABCDEFGHKLRTVWXYZ'].find((each) => checkUci(first + each).ok)
        const changed = [...first]
        changed[place] = String((Number(changed[place]) + shift) % 10)
        return !checkUci(changed.join('') + letter).ok
      }),
    )
  })
})

describe('checkScn', () => {
  test.each([
    // 0*3 + 5*2 + 1*7 + 2*6 + 3*5 + 4*4 + 5*3 + 6*2 = 87; 87 mod 11 = 10; 11 - 10 = 1
    ['051234561', { ok: true, value: '051234561' }],
    ['05 123456 1', { ok: true, value: '051234561' }],
    ['051234562', { ok: false, value: '051234562', rule: 'check-digit' }],
    ['000000000', { ok: true, value: '000000000' }],
    ['05123456', { ok: false, value: '05123456', rule: 'length' }],
    ['05123456X', { ok: false, value: '05123456X', rule: 'characters' }],
    ['', { ok: false, value: '', rule: 'empty' }],
  ])('%s', (text, result) => {
    expect(checkScn(text)).toEqual(result)
  })

  test('at most one digit fits any eight, and none where the remainder is 1', () => {
    fc.assert(
      fc.property(digits(8), (first) => {
        const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce(
          (total, weight, at) => total + weight * Number(first[at]),
          0,
        )
        const fitting = [...'0123456789'].filter((digit) => checkScn(first + digit).ok)
        return fitting.length === (sum % 11 === 1 ? 0 : 1)
      }),
    )
  })

  test('one changed digit never fits the same check digit', () => {
    fc.assert(
      fc.property(digits(8), fc.nat(7), fc.integer({ min: 1, max: 9 }), (first, place, shift) => {
        const last = [...'0123456789'].find((digit) => checkScn(first + digit).ok)
        fc.pre(last !== undefined)
        const changed = [...first]
        changed[place] = String((Number(changed[place]) + shift) % 10)
        return !checkScn(changed.join('') + last).ok
      }),
    )
  })
})

test('a UKPRN begins with 1, and with 9 only where test data is allowed', () => {
  expect(checkUkprn('1000 7774')).toEqual({ ok: true, value: '10007774' })
  expect(checkUkprn('90007774')).toEqual({ ok: false, value: '90007774', rule: 'first-digit' })
  expect(checkUkprn('90007774', { allowTest: true })).toEqual({ ok: true, value: '90007774' })
  expect(checkUkprn('20007774', { allowTest: true })).toMatchObject({ rule: 'first-digit' })
  expect(checkUkprn('1000777')).toMatchObject({ rule: 'length' })
})

test.each([
  ['500/7911/6', { ok: true, value: '50079116' }],
  ['1000323x', { ok: true, value: '1000323X' }],
  ['X0079116', { ok: false, value: 'X0079116', rule: 'characters' }],
  ['50/07911/6', { ok: false, value: '50/07911/6', rule: 'characters' }],
  ['5007911', { ok: false, value: '5007911', rule: 'length' }],
  [' ', { ok: false, value: '', rule: 'empty' }],
])('QAN %s', (text, result) => {
  expect(checkQan(text)).toEqual(result)
})

test('a QAN survives being printed and read again', () => {
  fc.assert(
    fc.property(digits(7), fc.constantFrom(...'0123456789X'), (first, last) => {
      const result = checkQan(formatQan(first + last))
      return result.ok && result.value === first + last
    }),
  )
})

test.each([
  ['K/501/5773', { ok: true, value: 'K/501/5773' }],
  ['k5015773', { ok: true, value: 'K/501/5773' }],
  ['5/501/5773', { ok: false, value: '5/501/5773', rule: 'characters' }],
  ['K/501/577', { ok: false, value: 'K/501/577', rule: 'characters' }],
  ['K501577', { ok: false, value: 'K501577', rule: 'length' }],
  ['', { ok: false, value: '', rule: 'empty' }],
])('unit reference %s', (text, result) => {
  expect(checkUnitReference(text)).toEqual(result)
})

test.each([
  ['NCN', checkNcn, 5],
  ['HUSID', checkHusid, 13],
])('a %s has a fixed number of digits', (_name, check, width) => {
  fc.assert(fc.property(digits(width), (text) => check(text).ok))
  expect(check('1'.repeat(width - 1))).toMatchObject({ rule: 'length' })
  expect(check(`${'1'.repeat(width - 1)}a`)).toMatchObject({ rule: 'characters' })
  expect(check('')).toMatchObject({ rule: 'empty' })
})
