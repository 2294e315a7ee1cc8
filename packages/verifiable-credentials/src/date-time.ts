const DATE_TIME_STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/

/** Whether a value is an XML Schema `dateTimeStamp`: an instant with an offset, on a day that exists. */
export function isDateTimeStamp(value: unknown): value is string {
  if (typeof value !== 'string' || !DATE_TIME_STAMP.test(value)) return false
  const number = (from: number, to: number) => Number(value.slice(from, to))
  const month = number(5, 7)
  if (month < 1 || month > 12 || number(11, 13) > 23 || number(14, 16) > 59 || number(17, 19) > 59)
    return false
  const day = number(8, 10)
  if (day < 1) return false
  // An impossible date must not become another one, as `Date` would have it.
  return day <= 28 || day <= new Date(Date.UTC(number(0, 4), month, 0)).getUTCDate()
}

/** Milliseconds since 1970 of a checked instant. */
export function instantOf(value: string): number {
  return Date.parse(value)
}
