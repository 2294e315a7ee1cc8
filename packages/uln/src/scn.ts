import { type CheckResult, checkDigits, type FixedWidthRule } from './check-result.ts'

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

/**
 * Checks a Scottish Candidate Number: nine digits, of which the first two are a year (leading zeros count) and the last is
 * 11 less the remainder of the first eight, weighted 3 2 7 6 5 4 3 2, divided by 11; 0 where nothing remains. Where 1
 * remains there is no such number (HESA student record, field SCN).
 *
 * @example
 * checkScn('05 123456 1') // { ok: true, value: '051234561' }
 */
export function checkScn(text: string): CheckResult<FixedWidthRule | 'check-digit'> {
  const digits = checkDigits(text, 9)
  if (!digits.ok) return digits
  const { value } = digits
  return Number(value.at(-1)) === checkDigitFor(value.slice(0, 8))
    ? digits
    : { ok: false, value, rule: 'check-digit' }
}

function checkDigitFor(firstEight: string): number | undefined {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(firstEight[index]), 0)
  const remainder = sum % 11
  if (remainder === 1) return undefined
  return remainder === 0 ? 0 : 11 - remainder
}
