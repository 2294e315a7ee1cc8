import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { lineToChallenge } from '../../src/record/challenges/target.ts'
import { raiseForLearner } from '../../src/record/challenges/raise.ts'
import { checkClassList } from '../../src/record/cohorts/check-class-list.ts'
import { organisationById } from '../../src/institution/organisation.ts'
import { enrolLearner } from '../../src/record/register/enrol-learner.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { receiveRegistrationFile } from '../../src/record/registration/receive-file.ts'
import { newId } from '../../src/platform/id.ts'
import { accessWorld } from '../access/support.ts'
import { csvOf, learners } from '../registration/files.ts'
import { amina, mali, person, system } from '../record/support.ts'

const world = await accessWorld()
const { app, owner, school, college, learnerId, award, enrolAt, jobs, clock } = world
await award('GCSE in Mathematics')
await award('Life in Custody', { Restriction: '1' })
const { ukprn } = await app.db.read({}, (tx) => organisationById(tx, college))
const asks = await person(app, 'Mara Voss', [{ at: college, role: 'registrar' }])
const registrar = await asks.actor()

const classList = (who: typeof amina) => ({
  fileName: 'class.csv',
  stream: Readable.from([
    Buffer.from(
      `ULN,GivenName,FamilyName,DateOfBirth,Cohort\n${who.uln},${who.givenName},${who.familyName},${who.birthDate},Y12\n`,
    ),
  ]),
})

let minute = 0
function registrationFile() {
  minute += 1
  const fileName = `LRB_${ukprn}_25092026090${minute}.CSV`
  const text = csvOf(fileName, ukprn, learners(50))
  return { fileName, stream: Readable.from([Buffer.from(text)]) }
}

async function looksAt(of: string): Promise<string[]> {
  await jobs()
  const { rows } = await owner.query<{ action: string }>(
    `select action from audit_event where owner_id = $1 and action = 'learner.lookedUp'`,
    [of],
  )
  return rows.map(({ action }) => action)
}

test('whom a class list finds at another provider reads of it, also when nobody is enrolled by it', async () => {
  const before = await looksAt(learnerId)
  await checkClassList(app, registrar, college, classList(amina), { cohort: '' })
  expect((await looksAt(learnerId)).length).toBe(before.length + 1)
})

test('whom a registration file finds at another provider reads of it, also when it is never sent', async () => {
  const [one] = learners(1)
  const { learnerId: known } = await registerLearner(app, system, school, {
    ...{ givenName: one?.['GivenName'] ?? '', familyName: one?.['FamilyName'] ?? '', cohort: 'Y11' },
    ...{ birthDate: one?.['DateOfBirth'] ?? '', gender: one?.['Gender'] ?? '' },
    lastKnownPostCode: one?.['LastKnownPostCode'] ?? '',
  })
  await receiveRegistrationFile(app, registrar, college, registrationFile(), { cohort: 'Y12' })
  expect(await looksAt(known)).toHaveLength(1)
})

test('staff say something is wrong only with lines that their provider’s basis shows them', async () => {
  clock.advance({ minutes: 1 })
  await enrolAt(college)
  const meg = await world.people.examsOfficer.actor()
  const carys = await world.people.registrar.actor()
  const { rows } = await owner.query<{ event_id: string; restriction: number }>(
    `select event_id, restriction from learning_event join specification using (specification_id)
     where learner_id = $1`,
    [learnerId],
  )
  const said = 'This cannot be the right grade'
  // The college enrolled her last, and she lets no second provider see.
  for (const { event_id: eventId } of rows) {
    for (const staff of [meg, carys]) {
      await expect(lineToChallenge(app, staff, school, learnerId, eventId)).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(
        raiseForLearner(app, staff, school, learnerId, { kind: 'incorrect', eventId, said }),
      ).rejects.toMatchObject({ code: 'not_found' })
    }
  }
  // The current provider sees what is not sensitive.
  for (const { event_id: eventId, restriction } of rows) {
    const look = lineToChallenge(app, registrar, college, learnerId, eventId)
    if (restriction === 0) expect(await look).toMatchObject({ eventId })
    else await expect(look).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('whoever is suspended asks the register in no other way, and what it holds does not show', async () => {
  await owner.query(
    `insert into look_up_suspension (organisation_id, suspension_id, person_id, rule, counted, allowed, cohort_size,
       suspended_at) values ($1, $2, $3, 'misses', 41, 40, 1, $4)`,
    [college, newId(), asks.id, clock.now()],
  )
  const suspended = { code: 'forbidden', key: 'recordAccess.suspended' }
  const unknown = { ...mali, cohort: 'Y12' }
  const twin = { givenName: amina.givenName, familyName: amina.familyName, birthDate: amina.birthDate }
  const ways = [
    () => enrolLearner(app, registrar, college, { ...amina, cohort: 'Y12' }),
    () => enrolLearner(app, registrar, college, unknown),
    () => registerLearner(app, registrar, college, { ...amina, cohort: 'Y12' }),
    () => registerLearner(app, registrar, college, { ...twin, cohort: 'Y12' }),
    () => registerLearner(app, registrar, college, unknown),
    () => checkClassList(app, registrar, college, classList(amina), { cohort: '' }),
    () => checkClassList(app, registrar, college, classList(mali), { cohort: '' }),
    () => receiveRegistrationFile(app, registrar, college, registrationFile(), { cohort: 'Y12' }),
  ]
  for (const way of ways) await expect(way()).rejects.toMatchObject(suspended)
})
