import type { Candidate, Possible } from './judge.ts'
import type { Comparison } from './matching.ts'

/**
 * What is told of somebody who might be the person: which fields agree, and of those that do not an initial or a year.
 * Never a number, an address or a whole birth date.
 */
export interface MaskedCandidate {
  readonly fields: Comparison['fields']
  readonly reasons: Comparison['reasons']
  readonly givenInitial: string
  readonly familyInitial: string
  readonly birthYear: string
}

export function masked({ candidate, comparison }: Possible<Candidate>): MaskedCandidate {
  return {
    fields: comparison.fields,
    reasons: comparison.reasons,
    givenInitial: [...candidate.givenNameKey][0] ?? '',
    familyInitial: [...candidate.familyNameKey][0] ?? '',
    birthYear: candidate.birthDate.slice(0, 4),
  }
}
