import { type CheckResult, checkDigits, type FixedWidthRule } from './check-result.ts'

/**
 * Checks a UK Provider Reference Number: eight digits that begin with 1. Test data begins with 9, which is
 * accepted only when asked for.
 */
export function checkUkprn(
  text: string,
  options: { allowTest?: boolean } = {},
): CheckResult<FixedWidthRule | 'first-digit'> {
  const digits = checkDigits(text, 8)
  if (!digits.ok) return digits
  const isReal = digits.value.startsWith('1')
  const isTest = options.allowTest === true && digits.value.startsWith('9')
  return isReal || isTest ? digits : { ok: false, value: digits.value, rule: 'first-digit' }
}
