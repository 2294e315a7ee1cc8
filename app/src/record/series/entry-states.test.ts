import { describe, expect, test } from 'vitest'
import { type EntryState, entryStates, nextStates, statesBefore } from './entry-states.ts'

describe('the states of an entry', () => {
  const walk = (from: EntryState, seen = new Set<EntryState>([from])): Set<EntryState> => {
    for (const side of ['centre', 'issuer'] as const) {
      for (const to of nextStates(side, from)) if (!seen.has(to)) walk(to, seen.add(to))
    }
    return seen
  }

  test('all can be reached from a draft, and the end is an award or a withdrawal', () => {
    expect([...walk('draft')].sort()).toEqual([...entryStates].sort())
    const ends = entryStates.filter((state) => walk(state).size === 1)
    expect(ends.sort()).toEqual(['awarded', 'withdrawn'])
  })

  test('nothing leads back before the exam, and the awarding organisation never sees a draft move', () => {
    for (const state of ['sat', 'absent', 'marked', 'awarded'] as const) {
      expect([...walk(state)].filter((to) => ['draft', 'submitted', 'withdrawn'].includes(to))).toEqual([])
      expect(nextStates('centre', state)).toEqual([])
    }
    expect(nextStates('issuer', 'draft')).toEqual([])
  })

  test('both ways of asking agree', () => {
    for (const side of ['centre', 'issuer'] as const) {
      for (const to of entryStates) {
        expect(statesBefore(side, to)).toEqual(
          entryStates.filter((from) => nextStates(side, from).includes(to)),
        )
      }
    }
  })
})
