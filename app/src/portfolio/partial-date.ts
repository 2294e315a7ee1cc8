/** `2019`, `2019-09` or `2019-09-12`: a date as exactly as it is known. Sorts as text. */
export type PartialDate = string

export interface PartialDateParts {
  readonly day: string
  readonly month: string
  readonly year: string
}

export type PartialDateProblem = 'noYear' | 'noMonth' | 'notADate'

/** What was typed into three boxes: nothing at all, a date, or why it is none. */
export function partialDateFrom(
  parts: PartialDateParts,
): { readonly date: PartialDate | undefined } | { readonly problem: PartialDateProblem } {
  const day = parts.day.trim()
  const month = parts.month.trim()
  const year = parts.year.trim()
  if (!day && !month && !year) return { date: undefined }
  if (!year) return { problem: 'noYear' }
  if (day && !month) return { problem: 'noMonth' }
  if (![day, month].every((part) => /^\d{0,2}$/.test(part)) || !/^\d{4}$/.test(year))
    return { problem: 'notADate' }
  const text = [year, month, day]
    .filter(Boolean)
    .map((part) => part.padStart(2, '0'))
    .join('-')
  return isPartialDate(text) ? { date: text } : { problem: 'notADate' }
}

export function isPartialDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? []
  if (year === undefined || Number(year) < 1900 || Number(year) > 2199) return false
  if (month === undefined) return true
  if (Number(month) < 1 || Number(month) > 12) return false
  if (day === undefined) return true
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= last
}

/** Whether the first may lie before the second, as far as both are known. */
export function mayPrecede(from: PartialDate, until: PartialDate): boolean {
  const known = Math.min(from.length, until.length)
  return from.slice(0, known) <= until.slice(0, known)
}
