/** What a check answers: the value without spaces, and which rule failed first. */
export type CheckResult<Rule extends string> =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly value: string; readonly rule: Rule }

export type FixedWidthRule = 'empty' | 'characters' | 'length'

/** Removes every kind of white space, which forms and printed slips put between groups of digits. */
export function withoutSpaces(text: string): string {
  return /\s/u.test(text) ? text.replace(/\s+/gu, '') : text
}

/** The rules that all-digit identifiers of one width share. */
export function checkDigits(text: string, width: number): CheckResult<FixedWidthRule> {
  const value = withoutSpaces(text)
  if (value === '') return { ok: false, value, rule: 'empty' }
  // `\d` without the `u` flag's property classes is ASCII only; digits of other scripts are refused.
  if (!/^[0-9]+$/.test(value)) return { ok: false, value, rule: 'characters' }
  if (value.length !== width) return { ok: false, value, rule: 'length' }
  return { ok: true, value }
}
