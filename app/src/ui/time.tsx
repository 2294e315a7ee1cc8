import type { Words } from '../words.ts'
import { dateTime, fullDate, partialDate, type PartialDateText } from './date.ts'

/** A day: 12 September 2019, or as much of it as is known. */
export function DateText({ t, value }: { t: Words; value: Date | PartialDateText }) {
  const machine = typeof value === 'string' ? value : value.toISOString()
  const text = typeof value === 'string' ? partialDate(t.language, value) : fullDate(t.language, value)
  return <time datetime={machine}>{text}</time>
}

/** A moment: 12 September 2019 at 10:31, London time. */
export function MomentText({ t, value }: { t: Words; value: Date }) {
  return <time datetime={value.toISOString()}>{dateTime(t.language, value)}</time>
}
