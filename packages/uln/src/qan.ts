import { type CheckResult, type FixedWidthRule, withoutSpaces } from './check-result.ts'

/**
 * Checks a Qualification Accreditation Number, with slashes (`500/7911/6`) or without (`50079116`, which is
 * how the value comes back). The last character is a digit or X.
 */
export function checkQan(text: string): CheckResult<FixedWidthRule> {
  const written = withoutSpaces(text).toUpperCase()
  const value = /^[^/]{3}\/[^/]{4}\/[^/]$/.test(written) ? written.replaceAll('/', '') : written
  if (value === '') return { ok: false, value, rule: 'empty' }
  if (!/^[0-9]+X?$/.test(value)) return { ok: false, value, rule: 'characters' }
  // An X elsewhere than at the end is refused above; here it can only be the eighth character.
  return value.length === 8 ? { ok: true, value } : { ok: false, value, rule: 'length' }
}

/** A checked number as it is printed: `50079116` becomes `500/7911/6`. */
export function formatQan(qan: string): string {
  return `${qan.slice(0, 3)}/${qan.slice(3, 7)}/${qan.slice(7)}`
}

/** Checks the reference of a unit: a letter, then `/ddd/dddd`. Slashes may be missing; the value has them. */
export function checkUnitReference(text: string): CheckResult<FixedWidthRule> {
  const written = withoutSpaces(text).toUpperCase()
  if (written === '') return { ok: false, value: written, rule: 'empty' }
  const bare = /^[^/]\/[^/]{3}\/[^/]{4}$/.test(written) ? written.replaceAll('/', '') : written
  if (!/^[A-Z][0-9]+$/.test(bare)) return { ok: false, value: written, rule: 'characters' }
  if (bare.length !== 8) return { ok: false, value: written, rule: 'length' }
  return { ok: true, value: `${bare[0]}/${bare.slice(1, 4)}/${bare.slice(4)}` }
}
