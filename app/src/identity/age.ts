/** What follows from an age, as data, so that a page can say it (design §3.12). */
export const agePolicy = {
  /** From here on a person opens an account alone (DPA 2018 s.9). Younger ones wait for guardian accounts. */
  ownAccount: 13,
  /** From here on the limits for children end. */
  adult: 18,
  /** Under `adult` a share lasts at most this long. */
  childShareDays: 30,
} as const

/** Whole years on a day, both `YYYY-MM-DD`. Born on 29 February, one is a year older on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

export function mayHaveOwnAccount(birthDate: string, day: string): boolean {
  return ageOn(birthDate, day) >= agePolicy.ownAccount
}

export function isChild(birthDate: string, day: string): boolean {
  return ageOn(birthDate, day) < agePolicy.adult
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })

/** The day it is in the United Kingdom, where the law counts ages. */
export function dayOf(at: Date): string {
  return days.format(at)
}

/** A day of the calendar that a living person can have been born on. */
export function isBirthDate(text: string, today: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return false
  return text <= today && ageOn(text, today) <= 120
}
