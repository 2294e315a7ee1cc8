import { agePolicy, dayOf, isChild } from '../identity/age.ts'

export const shareDays = {
  /** Unless the learner says otherwise. */
  usual: 30,
  /** A year: what is needed for longer is shared again. */
  most: 365,
} as const

/** For how many days somebody may share at most, by their age. */
export function mostDays(birthDate: string, at: Date): number {
  return isChild(birthDate, dayOf(at)) ? agePolicy.childShareDays : shareDays.most
}

const day = 24 * 60 * 60 * 1000

/** The end of a share: as many days from now, to the minute. */
export function endAfter(days: number, at: Date): Date {
  return new Date(at.getTime() + days * day)
}

/** When a day begins in the United Kingdom; invalid for what is no day. In summer that is 23:00 UTC of the day before. */
export function startOfDay(day: string): Date {
  const utc = new Date(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(utc.getTime())) return new Date(Number.NaN)
  const hourBefore = new Date(utc.getTime() - 3_600_000)
  return dayOf(hourBefore) === day ? hourBefore : utc
}
