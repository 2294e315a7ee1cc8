import { type CheckResult, type FixedWidthRule, withoutSpaces } from './check-result.ts'

const CHECK_LETTERS = 'ABCDEFGHKLRTVWXYZ'

/**
 * Checks a Unique Candidate Identifier: centre (5), board (1), year (2), candidate (4) and a check letter,
 * which is the sum of the first twelve digits weighted 16, 15, … 5, modulo 17. International centres write
 * `B` for the board, and their check letter follows another rule: it is accepted without a check.
 */
export function checkUci(text: string): CheckResult<FixedWidthRule | 'check-letter'> {
  const value = withoutSpaces(text).toUpperCase()
  if (value === '') return { ok: false, value, rule: 'empty' }
  if (!/^[0-9A-Z]+$/.test(value)) return { ok: false, value, rule: 'characters' }
  if (value.length !== 13) return { ok: false, value, rule: 'length' }
  if (!/^[0-9]{5}[0-9B][0-9]{6}[A-Z]$/.test(value)) return { ok: false, value, rule: 'characters' }
  if (value[5] !== 'B' && value[12] !== checkLetterFor(value)) {
    return { ok: false, value, rule: 'check-letter' }
  }
  return { ok: true, value }
}

function checkLetterFor(value: string): string | undefined {
  const sum = [...value.slice(0, 12)].reduce((total, digit, index) => total + (16 - index) * Number(digit), 0)
  return CHECK_LETTERS[sum % 17]
}
