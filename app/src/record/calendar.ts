const day = /^(\d{4})-(\d{2})-(\d{2})$/

/** A day that the calendar has, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const match = day.exec(text)
  if (!match) return false
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const at = new Date(Date.UTC(year, month - 1, date))
  return (
    year >= 1000 && at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  )
}

/**
 * The instant at which the clocks in London show a day and time (`2026-08-13`, `08:00`). In the hour that is left out
 * in March it is the hour after; of the hour that comes twice in October it is the first.
 */
export function instantInLondon(date: string, time: string): Date | undefined {
  if (!isDay(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined
  const asUtc = Date.parse(`${date}T${time}:00Z`)
  const summer = new Date(asUtc - 3_600_000)
  return isSummerTime(summer) ? summer : new Date(asUtc)
}

/** What the clocks in London show at an instant, as a form asks for it. */
export function partsInLondon(at: Date): { day: string; month: string; year: string; time: string } {
  const parts = new Map(londonClock.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    day: String(Number(part('day'))),
    month: String(Number(part('month'))),
    year: part('year'),
    time: `${part('hour')}:${part('minute')}`,
  }
}

const londonClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/London',
})

function isSummerTime(at: Date): boolean {
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hour12: false, timeZone: 'Europe/London' })
  return Number(hour.format(at)) % 24 !== at.getUTCHours()
}
