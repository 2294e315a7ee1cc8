import type { WatchRule } from '../tables.ts'

/** How often something may happen: at least `least`, more for an organisation with more learners of its own. */
export interface Allowance {
  readonly least: number
  readonly perLearner: number
}

/**
 * When look-ups look like the misuse of 2018 to 2020 (a screening firm, let in as a provider's trading name, ran 22,000
 * age checks on a register like this one). Lists of own cohorts are what staff are there for and do not count; the
 * records opened one by one and the searches of the whole register do. Each rule for one member of staff and for the
 * whole organisation; what is over it suspends, at once.
 */
export const lookUpPolicy: {
  readonly hours: number
  readonly night: { readonly from: number; readonly until: number; readonly zone: string }
  readonly rules: Readonly<
    Record<WatchRule, { readonly person: Allowance; readonly organisation: Allowance }>
  >
} = {
  hours: 24,
  night: { from: 23, until: 5, zone: 'Europe/London' },
  rules: {
    /** More records and searches than somebody teaching so many learners needs. */
    volume: { person: { least: 200, perLearner: 1 }, organisation: { least: 400, perLearner: 3 } },
    /** The same while everybody sleeps: a program, not a person. */
    night: { person: { least: 30, perLearner: 0 }, organisation: { least: 60, perLearner: 0.1 } },
    /** Searches that find nobody: somebody tries names. */
    misses: { person: { least: 40, perLearner: 0 }, organisation: { least: 80, perLearner: 0.1 } },
    /** Learners found who are not of its own cohorts. */
    spread: { person: { least: 60, perLearner: 0.1 }, organisation: { least: 120, perLearner: 0.3 } },
  },
}

export const watchRules = Object.keys(lookUpPolicy.rules) as WatchRule[]

export function allowed({ least, perLearner }: Allowance, learners: number): number {
  return Math.max(least, Math.ceil(perLearner * learners))
}
