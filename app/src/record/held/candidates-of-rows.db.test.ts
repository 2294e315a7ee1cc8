import { expect, test } from 'vitest'
import { createTestApp } from '../../../test/support/app.ts'
import { organisation, system } from '../../../test/record/support.ts'
import { candidatesForMany } from '../register/candidates.ts'
import { registerLearner } from '../register/register-learner.ts'
import { candidatesOfRows } from './candidates-of-rows.ts'
import { describedRow, type HeldPerson, judgeHeld } from './judge-held.ts'

const { app } = await createTestApp()
const school = await organisation(app, 'school')

const names = [
  'Amina',
  'Amena',
  'Mina',
  'Jo',
  'J',
  'B',
  'Christopher',
  'Khristopha',
  'Yusuf',
  'Usuf',
  'Rees',
  'Reece',
]
const born = ['2008-05-15', '2008-05-16']
const homes = ['CV4 9EE', 'CF10 1AA', '']

/** The same people every time, of all kinds that differ. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state
  }
}

test('what stays in the database is nobody whom the rules could mean', async () => {
  const next = numbers(7)
  const of = <T>(list: readonly T[]): T => list[(next() >> 8) % list.length] as T
  for (let learners = 0; learners < 60; learners += 1) {
    const cells = {
      ...{ givenName: of(names), familyName: of(names), birthDate: of(born), gender: of(['1', '2']) },
      lastKnownPostCode: of(homes),
      ...(of([true, false]) ? { previousFamilyName: of(names) } : {}),
      ...(of([true, false]) ? { preferredGivenName: of(names) } : {}),
      cohort: 'Y11',
    }
    const override = { reason: 'They only look alike, says the register' }
    await registerLearner(app, system, school, cells, { override }).catch(() => undefined)
  }
  const people = Array.from(
    { length: 150 },
    (): HeldPerson => ({
      identifier: 'A1',
      ...{ givenNameKey: of(names).toUpperCase(), familyNameKey: of(names).toUpperCase() },
      ...{ birthDate: of(born), gender: of(['0', '1', '2']), postcodeKey: of(homes).replace(' ', '') },
    }),
  )
  const [few, all] = await app.db.read({ ingest: true }, (tx) =>
    Promise.all([
      candidatesOfRows(tx, school, people),
      candidatesForMany(tx, school, people.map(describedRow)),
    ]),
  )
  const judged = (found: typeof all) => people.map((person, place) => judgeHeld(person, found[place] ?? []))
  const [fewJudged, allJudged] = [judged(few), judged(all)]
  expect(fewJudged).toEqual(allJudged)
  expect(new Set(allJudged.map(({ state }) => state))).toEqual(new Set(['none', 'possible']))
})
