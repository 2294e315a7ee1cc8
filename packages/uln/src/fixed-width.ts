import { type CheckResult, checkDigits, type FixedWidthRule } from './check-result.ts'

/** Checks a National Centre Number: five digits. */
export function checkNcn(text: string): CheckResult<FixedWidthRule> {
  return checkDigits(text, 5)
}

/**
 * Checks the number that HESA gives to a student of higher education (HUSID): thirteen digits. Its last digit is a check
 * digit of weighted sum modulo 10, which is not checked here: numbers of before 2007 were made of UCAS numbers, and we
 * have no statement of the weights that we could cite.
 */
export function checkHusid(text: string): CheckResult<FixedWidthRule> {
  return checkDigits(text, 13)
}
