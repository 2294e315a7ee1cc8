import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Candidate, judge } from '../register/judge.ts'
import { compare } from '../register/matching.ts'
import { describedRow, type HeldPerson, judgeHeld } from './judge-held.ts'

const name = fc.constantFrom('AMINA', 'AMENA', 'MIA', 'MAX', 'YUSUF', 'YUSEF', 'REES')
const described = {
  givenNameKey: name,
  familyNameKey: name,
  birthDate: fc.constantFrom('2008-05-15', '2008-05-16'),
  gender: fc.constantFrom('0', '1', '2'),
  postcodeKey: fc.constantFrom('', 'CV49EE', 'CF101AA', 'ZZ999ZZ'),
}
const uln = fc.constantFrom('1000000001', '1000000002', '1000000003')
const person: fc.Arbitrary<HeldPerson> = fc.record({ ...described, identifier: uln })
const register: fc.Arbitrary<Candidate[]> = fc
  .array(fc.record({ ...described, uln, linked: fc.boolean() }), { maxLength: 14 })
  .map((found) =>
    found.map(({ linked, ...each }, place) => ({
      ...each,
      uln: place < 3 ? `100000000${place + 1}` : `20000000${10 + place}`,
      learnerId: `learner ${place}`,
      rootId: linked && place > 0 ? 'learner 0' : null,
    })),
  )

describe('who could be meant', () => {
  test('is whoever the rules could take for the person, and whose number it is; each person once', () => {
    fc.assert(
      fc.property(person, register, (row, candidates) => {
        const { state, meant } = judgeHeld(row, candidates)
        const personOf = (of: Candidate) => of.rootId ?? of.learnerId
        const could = candidates.filter(
          (each) => each.uln === row.identifier || compare(describedRow(row), each).verdict !== 'different',
        )
        const people = new Set(could.map(personOf))
        expect(state).toBe(people.size === 0 ? 'none' : people.size > 10 ? 'tooMany' : 'possible')
        if (state !== 'possible') return
        expect(new Set(meant.map(({ candidate }) => personOf(candidate)))).toEqual(people)
        expect(meant).toHaveLength(people.size)
        for (const { heldReasons } of meant) expect(heldReasons).not.toEqual([])
      }),
    )
  })

  test('whoever was ruled out is as if they were not there', () => {
    fc.assert(
      fc.property(person, register, fc.array(fc.nat(13)), (row, candidates, places) => {
        const out = new Set(places.map((place) => `learner ${place}`))
        const left = candidates.filter(({ learnerId }) => !out.has(learnerId))
        expect(judgeHeld(row, candidates, out)).toEqual(judgeHeld(row, left))
      }),
    )
  })

  test('a search of the register finds nobody whom the job does not', () => {
    fc.assert(
      fc.property(person, register, (row, candidates) => {
        const searched = judge(describedRow(row), candidates)
        const { state } = judgeHeld(row, candidates)
        expect(state === 'none' && searched.code !== 'WSRC0001').toBe(false)
      }),
    )
  })
})
