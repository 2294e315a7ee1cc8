/**
 * The date in `2019`, `2019-09`, `2019-09-12` or an instant: as exactly as it says. Undefined when it says none.
 *
 * @example partialDateOf('2009-02-06T10:00:00Z') // '2009-02-06'
 */
export function partialDateOf(value: string): string | undefined {
  const [, year, month, day] =
    /^\s*(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?"?)?)?)?\s*$/.exec(value) ?? []
  if (year === undefined) return undefined
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return undefined
  if (day !== undefined) {
    const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
    if (Number(day) < 1 || Number(day) > last) return undefined
  }
  return [year, month, day].filter((part) => part !== undefined).join('-')
}
