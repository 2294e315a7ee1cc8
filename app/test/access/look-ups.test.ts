import { expect, test } from 'vitest'
import type { PersonActor } from '../../src/identity/actor.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { allowed, lookUpPolicy } from '../../src/record/register/look-up-policy.ts'
import { recordLookUp } from '../../src/record/register/record-look-up.ts'
import { accessWorld } from './support.ts'

const world = await accessWorld()
const { app, as, people, school, clock, learnerId, openRecordAs, jobs, owner } = world
const tutor = await people.tutor.actor()
const registrar = await people.registrar.actor()

/** Looks up as the search of the register does, so often; refused once it is suspended. */
async function search(who: PersonActor, times: number, found: readonly string[] = []) {
  for (let time = 0; time < times; time += 1) {
    const look = {
      organisationId: school,
      kind: 'search',
      purpose: 'Enrolling in September',
      learnerIds: found,
      missed: found.length === 0,
    } as const
    await app.db.write({ self: [who.personId], organisation: school }, (tx) =>
      recordLookUp(app, tx, who, look),
    )
  }
}

test('a few looks by day are what staff are there for', async () => {
  clock.set('2026-11-25T10:00:00Z')
  await search(tutor, 20)
  expect((await openRecordAs('tutor')).status).toBe(200)
})

test('many searches that find nobody stop the one who makes them, and nobody else', async () => {
  const most = allowed(lookUpPolicy.rules.misses.person, 1)
  await expect(search(tutor, most)).rejects.toMatchObject({
    code: 'forbidden',
    key: 'recordAccess.suspended',
  })
  const page = await as.tutor.get(`/organisations/${school}/learners`)
  expect(page.text).toContain('You cannot look learners up at the moment')
  expect(page.text).toContain(
    `In 24 hours ${most + 1} searches found nobody; ${most} is what we expect at most.`,
  )
  expect(page.html).not.toContain('Show the list')
  await as.tutor.post('/language', { language: 'cy', csrf: csrfOf(page.html) })
  expect((await as.tutor.get(`/organisations/${school}/learners`)).text).toContain('Ni allwch chwilio')
  expect((await openRecordAs('registrar')).status).toBe(200)
})

const csrfOf = (html: string) => /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? ''

test('what is open already closes for whoever is suspended', async () => {
  const { rows } = await owner.query<{ look_up_id: string }>(
    `select look_up_id from look_up where kind = 'record' and person_id = $1 limit 1`,
    [tutor.personId],
  )
  const path = `/organisations/${school}/learners/records/${rows[0]?.look_up_id}`
  expect((await as.tutor.get(path)).status).toBe(403)
})

test('operators read counts without a name; one asks, another agrees, and the count begins anew', async () => {
  await jobs()
  const page = await as.operator.get('/operator/look-ups')
  expect(page.text).toContain('Ysgol Cwm Afon')
  expect(page.text).toContain('searches found nobody')
  expect(page.text).not.toMatch(/Okafor|Amina|Yusuf/)
  expect((await as.operator.submit('Ask another operator to agree', { reason: 'ok' })).status).toBe(422)
  const reason = 'The registrar loaded an old list of names by mistake; I spoke to the head.'
  const asked = await as.operator.submit('Ask another operator to agree', { reason })
  expect(asked.text).toContain('another operator has to agree')
  expect(asked.html).not.toContain('Agree: it goes on')
  expect((await as.tutor.get(`/organisations/${school}/learners`)).html).toContain('Ni allwch')
  await as.secondOperator.get('/operator/look-ups')
  expect((await as.secondOperator.submit('Agree: it goes on')).text).toContain('Nothing is stopped')
  clock.advance({ minutes: 1 })
  await search(tutor, 5)
  expect((await as.tutor.get(`/organisations/${school}/learners`)).html).not.toContain('Ni allwch')
})

test('nobody but operators lifts or sees', async () => {
  for (const who of ['tutor', 'registrar', 'learner', 'recruiter'] as const) {
    expect((await as[who].get('/operator/look-ups')).status).toBe(404)
  }
})

test('at night a program is told from a person', async () => {
  clock.set('2026-11-27T02:00:00Z')
  const most = allowed(lookUpPolicy.rules.night.person, 1)
  await expect(search(registrar, most + 2, [learnerId])).rejects.toMatchObject({ code: 'forbidden' })
  expect(await rules()).toContain('night')
})

test('learners of nobody’s cohorts, found by many together, stop the whole organisation', async () => {
  clock.set('2026-12-02T11:00:00Z')
  await owner.query('update look_up_suspension set lifted_at = $1 where lifted_at is null', [clock.now()])
  clock.advance({ minutes: 5 })
  const strangers = Array.from(
    { length: 10 },
    (_, index) => `00000000-0000-4000-8000-0000000000${10 + index}`,
  )
  // Nobody of them is over the limit of one person; together they are over that of all.
  for (const who of [tutor, registrar]) await search(who, 6, strangers)
  await search(await people.adviser.actor(), 1, strangers)
  await expect(search(tutor, 1)).rejects.toMatchObject({ code: 'forbidden' })
  const page = await as.registrar.get(`/organisations/${school}/learners`)
  expect(page.text).toContain('Nobody here can look learners up')
})

test('lists of own cohorts never count', async () => {
  clock.set('2026-12-09T11:00:00Z')
  await owner.query('update look_up_suspension set lifted_at = $1 where lifted_at is null', [clock.now()])
  clock.advance({ minutes: 5 })
  const before = (await rules()).length
  for (let time = 0; time < 3; time += 1) {
    await as.registrar.get(`/organisations/${school}/learners`)
    await as.registrar.submit('Show the list', { purpose: 'Register of the day' })
  }
  expect((await rules()).length).toBe(before)
})

test('the alarm is a metric that names nobody', async () => {
  const text = await createMetrics().text()
  expect(text).toMatch(/look_up_alarms_total\{rule="misses",subject="person"\} 1/)
  expect(text).not.toContain(school)
})

async function rules(): Promise<string[]> {
  const { rows } = await owner.query<{ rule: string }>('select rule from look_up_suspension')
  return rows.map(({ rule }) => rule)
}
