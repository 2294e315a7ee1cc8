import { compare, type Comparison, type Described } from './matching.ts'

/** Somebody in the register who might be the person: their root is themselves, or whom their number is linked to. */
export interface Candidate extends Described {
  readonly learnerId: string
  readonly uln: string
  readonly rootId: string | null
}

export interface Possible<C extends Candidate> {
  readonly candidate: C
  readonly comparison: Comparison
}

/** The published result codes of a search. */
export type Judgement<C extends Candidate> =
  | { readonly code: 'WSRC0001' }
  | { readonly code: 'WSRC0002' }
  | { readonly code: 'WSRC0003'; readonly possible: readonly Possible<C>[] }
  | { readonly code: 'WSRC0004'; readonly found: C; readonly comparison: Comparison }
  /** Found by a number that is linked: its root is the one to use. */
  | { readonly code: 'WSRC0022'; readonly found: C; readonly rootId: string; readonly comparison: Comparison }

/** More than so many, and nobody is shown: the description is too thin. */
export const most = 10

/** Who it is, of those who could be. People are counted, not numbers: those that are linked are one. */
export function judge<C extends Candidate>(person: Described, candidates: readonly C[]): Judgement<C> {
  const compared = candidates.map((candidate) => ({ candidate, comparison: compare(person, candidate) }))
  const exact = compared.filter(({ comparison }) => comparison.verdict === 'exact')
  const [first] = exact
  if (first && peopleIn(exact) === 1) {
    const { candidate, comparison } = exact.find((each) => each.candidate.rootId === null) ?? first
    return candidate.rootId === null
      ? { code: 'WSRC0004', found: candidate, comparison }
      : { code: 'WSRC0022', found: candidate, rootId: candidate.rootId, comparison }
  }
  const possible = onePerPerson(compared.filter(({ comparison }) => comparison.verdict !== 'different'))
  if (possible.length === 0) return { code: 'WSRC0001' }
  return possible.length > most ? { code: 'WSRC0002' } : { code: 'WSRC0003', possible }
}

const personOf = ({ candidate }: { candidate: Candidate }) => candidate.rootId ?? candidate.learnerId
const peopleIn = (found: readonly { candidate: Candidate }[]) => new Set(found.map(personOf)).size

/** Of one person's numbers the one that fits best; in an order that does not depend on how they were found. */
export function onePerPerson<C extends Candidate>(found: readonly Possible<C>[]): Possible<C>[] {
  const best = new Map<string, Possible<C>>()
  for (const each of [...found].sort(byFit)) if (!best.has(personOf(each))) best.set(personOf(each), each)
  return [...best.values()]
}

function byFit<C extends Candidate>(one: Possible<C>, other: Possible<C>): number {
  const differing = ({ comparison }: Possible<C>) =>
    Object.values(comparison.fields).filter((agreement) => agreement !== 'same').length
  return differing(one) - differing(other) || (one.candidate.learnerId < other.candidate.learnerId ? -1 : 1)
}
