import { type CheckResult, checkDigits, type FixedWidthRule } from './check-result.ts'

/** Checks a National Centre Number: five digits. */
export function checkNcn(text: string): CheckResult<FixedWidthRule> {
  return checkDigits(text, 5)
}

/** Checks a Scottish Candidate Number: nine digits. */
export function checkScn(text: string): CheckResult<FixedWidthRule> {
  return checkDigits(text, 9)
}

/** Checks the number that HESA gives to a student of higher education: thirteen digits. */
export function checkHusid(text: string): CheckResult<FixedWidthRule> {
  return checkDigits(text, 13)
}
