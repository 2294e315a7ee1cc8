import { expect, test } from 'vitest'
import { enrolLearner } from '../../src/record/register/enrol-learner.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, mali, ofMali, organisation, person, signIn, system } from '../record/support.ts'

const { app, visitor } = await createTestApp()
const school = await organisation(app, 'school')
const other = await organisation(app, 'college')
const issuer = await organisation(app, 'awardingOrganisation', ['result'])
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
await registerLearner(app, system, other, { ...mali, cohort: 'Y9' })

const inUse = { code: 'invalid', problems: [{ field: 'uln', key: 'record.ulnInUse' }] }
const guess = { ...mali, givenName: 'Guess', cohort: 'Y9' }

test('whose a number is, only the register that has its learner is told', async () => {
  const again = registerLearner(app, system, school, { ...amina, cohort: 'Y12' })
  await expect(again).rejects.toMatchObject({ code: 'conflict', key: 'record.ulnKnown' })
  await expect(registerLearner(app, system, school, guess)).rejects.toMatchObject(inUse)
  const carys = await signIn(visitor(), registrar.email)
  await carys.get(`/organisations/${school}/learners/new`)
  const page = await carys.submit('Enter the learner', {
    known: 'new',
    uln: mali.uln,
    givenName: 'Guess',
    familyName: 'Work',
    'birthDate-day': '1',
    'birthDate-month': '1',
    'birthDate-year': '2010',
    cohort: 'Y9',
  })
  expect([page.status, page.errors]).toEqual([422, [expect.stringContaining('in use: check it')]])
})

test('an issuer is not told whether a number is registered with other names or not at all', async () => {
  const unknown = { ...ofMali, ULN: '1116410450' }
  const report = await load(app, issuer, csv([{ ...ofMali, GivenName: 'Guess' }, unknown]))
  const [first, second, ...rest] = report.rowsNamed
  expect(rest).toEqual([])
  expect({ ...first, row: 0 }).toEqual({ ...second, row: 0 })
})

test('both ways of asking the register count together, and a hit after too many does not show', async () => {
  const newcomer = {
    ...{ uln: '1116410450', givenName: 'Zofia', familyName: 'Nowak', birthDate: '2011-12-30', cohort: 'Y9' },
  }
  let tries = 2
  for (; tries < 50; tries += 2) {
    await expect(registerLearner(app, system, school, guess)).rejects.toMatchObject(inUse)
    await expect(enrolLearner(app, system, school, guess)).rejects.toMatchObject({ code: 'invalid' })
  }
  for (const input of [guess, newcomer]) {
    await expect(registerLearner(app, system, school, input)).rejects.toMatchObject({ code: 'too_many' })
  }
  const right = enrolLearner(app, system, school, { ...mali, cohort: 'Y9' })
  await expect(right).rejects.toMatchObject({ code: 'too_many' })
  expect(await registerLearner(app, system, other, newcomer)).toMatchObject({ learnerId: expect.any(String) })
})
