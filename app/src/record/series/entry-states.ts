/**
 * Where an entry stands between a centre and an awarding organisation. A draft is the centre's alone; from the exam on
 * only the awarding organisation says what became of it.
 */
export type EntryState =
  | 'draft'
  | 'submitted'
  | 'accepted'
  | 'rejected'
  | 'amended'
  | 'withdrawn'
  | 'sat'
  | 'absent'
  | 'marked'
  | 'awarded'

export type Side = 'centre' | 'issuer'

const next: Readonly<Record<Side, Readonly<Record<EntryState, readonly EntryState[]>>>> = {
  centre: {
    // Taken back, a draft is gone: nobody else ever saw it.
    draft: ['submitted'],
    submitted: ['amended', 'withdrawn'],
    accepted: ['amended', 'withdrawn'],
    rejected: ['amended', 'withdrawn'],
    amended: ['amended', 'withdrawn'],
    withdrawn: [],
    sat: [],
    absent: [],
    marked: [],
    awarded: [],
  },
  issuer: {
    draft: [],
    submitted: ['accepted', 'rejected'],
    accepted: ['sat', 'absent'],
    rejected: [],
    amended: ['accepted', 'rejected'],
    withdrawn: [],
    sat: ['absent', 'marked'],
    absent: ['sat'],
    marked: ['awarded'],
    awarded: [],
  },
}

export const entryStates = Object.keys(next.centre) as readonly EntryState[]

/** What each side may do with an entry that stands here. */
export function nextStates(side: Side, from: EntryState): readonly EntryState[] {
  return next[side][from]
}

/** From which states a side may take an entry to this one. */
export function statesBefore(side: Side, to: EntryState): readonly EntryState[] {
  return entryStates.filter((from) => next[side][from].includes(to))
}

/** Until results may be seen by a centre, nothing tells it that there is a mark or an award: it was sat, no more. */
export const afterTheExam: readonly EntryState[] = ['marked', 'awarded']
