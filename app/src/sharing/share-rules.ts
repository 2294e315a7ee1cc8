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
