import { type Candidate, most, onePerPerson, type Possible } from '../register/judge.ts'
import { compare, type Described, postcodeKey, type Reason } from '../register/matching.ts'

/** What a row of a results file says of its learner, as it waits. */
export interface HeldPerson {
  /** A ULN, or another number of the issuer's. */
  readonly identifier: string
  readonly givenNameKey: string
  readonly familyNameKey: string
  readonly birthDate: string
  readonly gender: string
  readonly postcodeKey: string
}

/** `sameNumber`: the row's number is theirs. `allDetails`: everything but the number is, or several are equal. */
export type HeldReason = Reason | 'sameNumber' | 'allDetails'

export interface Meant<C extends Candidate> extends Possible<C> {
  readonly heldReasons: readonly HeldReason[]
}

export type HeldJudgement<C extends Candidate> =
  | { readonly state: 'none' | 'tooMany'; readonly meant: readonly [] }
  | { readonly state: 'possible'; readonly meant: readonly Meant<C>[] }

/**
 * Who could be meant by a row that did not attach by itself: the rules of the register, and whoever has the row's number
 * whatever their names. Whom a person has ruled out is not among them any more.
 */
export function judgeHeld<C extends Candidate>(
  person: HeldPerson,
  candidates: readonly C[],
  ruledOut: ReadonlySet<string> = new Set(),
): HeldJudgement<C> {
  const described = describedRow(person)
  const could = candidates
    .filter(({ learnerId }) => !ruledOut.has(learnerId))
    .map((candidate) => ({ candidate, comparison: compare(described, candidate) }))
    .filter((each) => each.comparison.verdict !== 'different' || isNumbered(person, each.candidate))
  // Of somebody with several numbers the row's own, as results stay under the number with which they came.
  const named = new Set(could.filter((each) => isNumbered(person, each.candidate)).map(personOf))
  const meant = onePerPerson(
    could.filter((each) => isNumbered(person, each.candidate) || !named.has(personOf(each))),
  )
  if (meant.length === 0) return { state: 'none', meant: [] }
  if (meant.length > most) return { state: 'tooMany', meant: [] }
  return {
    state: 'possible',
    meant: meant.map((each) => ({ ...each, heldReasons: reasonsOf(person, each) })),
  }
}

/** The two ways in which a file says that it does not know a postcode are one. */
export function describedRow(person: HeldPerson): Described {
  const { givenNameKey, familyNameKey, birthDate, gender } = person
  return { givenNameKey, familyNameKey, birthDate, gender, postcodeKey: postcodeKey(person.postcodeKey) }
}

const isNumbered = ({ identifier }: HeldPerson, { uln }: Candidate) => identifier === uln
const personOf = ({ candidate }: { candidate: Candidate }) => candidate.rootId ?? candidate.learnerId

function reasonsOf<C extends Candidate>(
  person: HeldPerson,
  { candidate, comparison }: Possible<C>,
): HeldReason[] {
  return [
    ...(isNumbered(person, candidate) ? (['sameNumber'] as const) : []),
    ...(comparison.verdict === 'exact' ? (['allDetails'] as const) : []),
    ...comparison.reasons,
  ]
}
