import type { RateRule } from '../../platform/rate-limit.ts'

/** What the national service sets and may change: checked against its current guide before each year. */
export const registrationPolicy = {
  fileVersion: '2A',
  /** With fewer the pages are the quicker way; more are several files. */
  fewest: 50,
  most: 5000,
  largestFile: 32_000_000,
  /** How long the file that goes back can be fetched, and what was sent is kept. */
  outputDays: 30,
} as const

/** New files of one organisation: a country's largest college sends a handful a day. */
export const filesADay: RateRule = { name: 'registration-files', times: 40, seconds: 24 * 60 * 60 }
