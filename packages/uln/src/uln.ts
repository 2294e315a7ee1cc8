import { type CheckResult, checkDigits, type FixedWidthRule, withoutSpaces } from './check-result.ts'

export type UlnRule = FixedWidthRule | 'leading-zero' | 'not-yet-known' | 'check-digit'

/** Further-education returns write this for "number not yet known"; it is nobody's number. */
const NOT_YET_KNOWN = '9999999999'

/**
 * Checks a Unique Learner Number: ten digits, the first not 0, and the sum of the digits weighted
 * 10, 9, … 1 leaving 10 when divided by 11 (HESA field specification).
 *
 * @example
 * checkUln('102 689 3096') // { ok: true, value: '1026893096' }
 */
export function checkUln(text: string): CheckResult<UlnRule> {
  const digits = checkDigits(text, 10)
  if (!digits.ok) return digits
  const { value } = digits
  if (value.startsWith('0')) return { ok: false, value, rule: 'leading-zero' }
  if (value === NOT_YET_KNOWN) return { ok: false, value, rule: 'not-yet-known' }
  if (Number(value.at(-1)) !== checkDigitFor(value.slice(0, 9))) {
    return { ok: false, value, rule: 'check-digit' }
  }
  return { ok: true, value }
}

/** The number as it is stored: a string without spaces. Says nothing about whether it is valid. */
export function normaliseUln(text: string): string {
  return withoutSpaces(text)
}

/**
 * Makes a valid number whose first nine digits are random, so that numbers cannot be walked.
 *
 * @param randomBelow gives a whole number from 0 up to, not including, its argument
 * @example
 * issueUln((limit) => crypto.getRandomValues(new Uint32Array(1))[0]! % limit)
 */
export function issueUln(randomBelow: (limit: number) => number): string {
  for (;;) {
    const firstNine = String(100_000_000 + randomBelow(900_000_000))
    const checkDigit = checkDigitFor(firstNine)
    if (checkDigit !== undefined) return firstNine + checkDigit
  }
}

/** One in eleven sequences of nine digits has no check digit and is never issued. */
function checkDigitFor(firstNine: string): number | undefined {
  // Arithmetic on character codes: a results file has millions of numbers to check.
  let sum = 0
  for (let index = 0; index < 9; index += 1) sum += (10 - index) * (firstNine.charCodeAt(index) - 48)
  const remainder = sum % 11
  return remainder === 0 ? undefined : 10 - remainder
}
