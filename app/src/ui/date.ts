import type { Language } from '../words.ts'

/** `2019`, `2019-09` or `2019-09-12`: how study and career dates are known. */
export type PartialDateText = string

const zone = 'Europe/London'
const formats = new Map<string, Intl.DateTimeFormat>()

/** 12 September 2019 */
export function fullDate(language: Language, value: Date | PartialDateText): string {
  if (typeof value === 'string') return partialDate(language, value)
  return format(language, 'full', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }, value)
}

/** 12 September 2019 at 10:31, as the clocks in London showed it. */
export function dateTime(language: Language, value: Date): string {
  return format(
    language,
    'dateTime',
    { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone },
    value,
  )
}

/** 10:31 */
export function timeOfDay(language: Language, value: Date): string {
  return format(language, 'time', { hour: '2-digit', minute: '2-digit', timeZone: zone }, value)
}

/** As exact as it is known: 2019, September 2019, 12 September 2019. */
export function partialDate(language: Language, value: PartialDateText): string {
  const [year, month, day] = value.split('-').map(Number)
  if (year === undefined || Number.isNaN(year)) return value
  if (month === undefined) return String(year)
  const date = new Date(Date.UTC(year, month - 1, day ?? 1))
  if (Number.isNaN(date.getTime())) return value
  if (day === undefined) {
    return format(language, 'month', { month: 'long', year: 'numeric', timeZone: 'UTC' }, date)
  }
  return format(language, 'day', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }, date)
}

/** The year under which a line of the record stands. */
export function yearOf(value: PartialDateText): string {
  return value.slice(0, 4)
}

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions, value: Date): string {
  const key = `${language} ${name}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options)
    formats.set(key, known)
  }
  return known.format(value)
}
