const DATE_TIME_STAMP =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/

/** Whether a value is an XML Schema `dateTimeStamp`: an instant with an offset, on a day that exists. */
export function isDateTimeStamp(value: unknown): value is string {
  const parts = typeof value === 'string' ? DATE_TIME_STAMP.exec(value) : null
  if (parts === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  // `Date` moves 30 February on to March; an impossible date must not become another one.
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && hour < 24 && minute < 60 && second < 60
}

/** Milliseconds since 1970 of a checked instant. */
export function instantOf(value: string): number {
  return Date.parse(value)
}
