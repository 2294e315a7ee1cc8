import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkUln, issueUln, normaliseUln } from './index.ts'

const ruleOf = (text: string) => {
  const result = checkUln(text)
  return result.ok ? 'valid' : result.rule
}

const anyUln = fc
  .array(fc.integer({ min: 0, max: 899_999_999 }), { minLength: 50, maxLength: 50 })
  .map((numbers) => issueUln(() => numbers.pop() ?? 0))

describe('checkUln', () => {
  test.each([
    ['9276308686', 'valid'],
    ['1026893096', 'valid'],
    ['1234567899', 'valid'],
    ['1234567890', 'check-digit'],
    ['9276308685', 'check-digit'],
    ['9876543210', 'check-digit'],
    ['0123456789', 'leading-zero'],
    ['9999999999', 'not-yet-known'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['927630868', 'length'],
    ['92763086861', 'length'],
    ['927630868X', 'characters'],
    ['٩٢٧٦٣٠٨٦٨٦', 'characters'],
  ])('%s is %s', (text, verdict) => {
    expect(ruleOf(text)).toBe(verdict)
  })

  test('spaces of every kind are ignored and the value comes back without them', () => {
    expect(checkUln(' 927 630\u00a08686\n')).toEqual({ ok: true, value: '9276308686' })
    expect(normaliseUln(' 927 630 8686 ')).toBe('9276308686')
  })

  test('no ten digits that begin with 987654321 are valid', () => {
    for (let digit = 0; digit < 10; digit += 1) expect(ruleOf(`987654321${digit}`)).toBe('check-digit')
  })
})

describe('issueUln', () => {
  test('what is issued is valid', () => {
    fc.assert(fc.property(anyUln, (uln) => checkUln(uln).ok))
  })

  test('one changed digit never gives another valid number', () => {
    fc.assert(
      fc.property(anyUln, fc.nat(9), fc.integer({ min: 1, max: 9 }), (uln, place, shift) => {
        const digits = [...uln]
        digits[place] = String((Number(digits[place]) + shift) % 10)
        return !checkUln(digits.join('')).ok
      }),
    )
  })

  test('two different neighbours changing places never give another valid number', () => {
    fc.assert(
      fc.property(anyUln, fc.nat(8), (uln, place) => {
        fc.pre(uln[place] !== uln[place + 1])
        const swapped = `${uln.slice(0, place)}${uln[place + 1]}${uln[place]}${uln.slice(place + 2)}`
        return !checkUln(swapped).ok
      }),
    )
  })

  test('a sequence without a check digit is skipped', () => {
    const draws = [887_654_321, 17_630_868]
    expect(checkUln(issueUln(() => draws.shift() ?? 0)).ok).toBe(true)
    expect(draws).toEqual([])
  })
})
