import { expect, test } from 'vitest'
import { recordShowable } from '../../src/record/showable.tsx'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { correctResult } from '../../src/record/results/new-version.ts'
import { wordsFor } from '../../src/words.ts'
import { createTestApp } from '../support/app.ts'
import {
  amina,
  csv,
  load,
  mali,
  ofMali,
  organisation,
  person,
  signIn,
  system,
  workDueJobs,
} from './support.ts'

const { app, visitor } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
const { learnerId } = await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
const tutor = await person(app, 'Tom Okafor', [{ at: school, role: 'tutor' }])
const learner = await person(app, 'Amina Yusuf')
const { slips } = await makeClaimCodes(app, await registrar.actor(), school, { cohort: 'Y13' })
await claimWithCode(app, await learner.actor(), { uln: amina.uln, code: slips[0]?.code ?? '' })
const browsers = {
  learner: await signIn(visitor(), learner.email),
  centre: await signIn(visitor(), registrar.email),
  tutor: await signIn(visitor(), tutor.email),
  visitor: visitor(),
}
await workDueJobs(app)

/** Everything that an answer tells, and how many statements it took. */
async function observed(who: keyof typeof browsers, path: string) {
  const before = statements
  const answer = await browsers[who].request(path, { headers: { accept: 'text/html' } })
  const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'set-cookie')
  const body = (await answer.text()).replace(/name="csrf" value="[^"]*"/g, '')
  return { status: answer.status, headers, body, statements: statements - before }
}

let statements = 0
app.db.pool.on('acquire', (client) => {
  const counted = client as typeof client & { counted?: true }
  if (counted.counted) return
  counted.counted = true
  const query = client.query.bind(client) as (...given: unknown[]) => unknown
  Object.assign(client, {
    query: (...given: unknown[]) => {
      statements += 1
      return query(...given)
    },
  })
})

const places = [
  '/',
  '/record',
  '/record?look=table',
  '/record/claim',
  '/account/activity',
  '/portfolio',
  '/shares',
]
const learners = ['', '/learners', '/claim-codes', '/claims', '/results']
const all = [
  ...places.flatMap((path) => [['learner', path] as const, ['visitor', path] as const]),
  ...learners.flatMap((path) =>
    (['centre', 'tutor', 'visitor'] as const).map((who) => [who, `/organisations/${school}${path}`] as const),
  ),
]

async function look() {
  const seen: Record<string, unknown> = {}
  for (const [who, path] of all) seen[`${who} ${path}`] = await observed(who, path)
  return seen
}

test('nobody can tell an unpublished batch, nor rows that are held, from none', async () => {
  await look()
  const without = await look()
  expect(without['learner /record']).toMatchObject({ status: 200 })
  expect(statements).toBeGreaterThan(all.length)
  const report = await load(app, issuer, csv([{}, { ...ofMali }, { ULN: '1026893096' }]))
  expect(report).toMatchObject({ added: 1, held: 2 })
  await workDueJobs(app)
  expect(await look()).toEqual(without)
  const { rows } = await app.db.pool.query('select 1 from kept_mail where recipient = $1', [learner.email])
  expect(rows).toEqual([])

  // Until a time to come it is the same; then it is there.
  await publishBatch(app, system, issuer, report.batchId, { at: new Date(Date.now() + 3_600_000) })
  await workDueJobs(app)
  expect(await look()).toEqual(without)
})

const unlike = { uln: '9276308686', givenName: 'Idris', familyName: 'Puw', birthDate: '2011-11-30' }

test('registering a learner answers alike whether results wait for them or not', async () => {
  const count = async (who: typeof mali) => {
    const before = statements
    await registerLearner(app, system, school, { ...who, cohort: 'Y9' })
    return statements - before
  }
  const waiting = await count(mali)
  expect(await count(unlike)).toBe(waiting)
})

test('a correction that is not published changes nothing; an embargoed result corrected stays embargoed', async () => {
  const first = await load(app, issuer, csv([{ Series: 'June 2025' }]))
  await publishBatch(app, system, issuer, first.batchId)
  const later = await load(app, issuer, csv([{ Series: 'June 2025', Grade: '9' }]), {
    applyCorrections: true,
  })
  expect(later).toMatchObject({ corrected: 1 })
  const [line] = await ownRecord(app, await learner.actor())
  expect(line).toMatchObject({ grade: '7', version: 1, history: [{ version: 1 }] })

  const { event_id: hidden } = await app.db.read({ issuer }, (tx) =>
    tx.sql
      .selectFrom('learning_event')
      .innerJoin('specification', 'specification.specification_id', 'learning_event.specification_id')
      .select('event_id')
      .where('series', '=', 'June 2026')
      .where('learner_id', '=', learnerId)
      .executeTakeFirstOrThrow(),
  )
  const correction = {
    grade: '1',
    awardDate: '2026-08-20',
    status: 'final',
    reason: 'Clerical error',
  } as const
  await correctResult(app, system, issuer, hidden, correction)
  expect(await ownRecord(app, await learner.actor())).toHaveLength(1)
  const viewing = { ownerId: learner.id, ownerIds: [learner.id, learnerId], ownerName: '', t: wordsFor('en') }
  const shown = await app.db.read({ self: [learnerId], granted: [hidden] }, (tx) =>
    recordShowable.load(app, tx, [hidden], viewing),
  )
  expect(shown.size).toBe(0)
})

test('a line is shown only while its learner is the owner’s', async () => {
  const [line] = await ownRecord(app, await learner.actor())
  const id = line?.eventId ?? ''
  const load = (ownerIds: readonly string[]) =>
    app.db.read({ granted: [id] }, (tx) =>
      recordShowable.load(app, tx, [id], { ownerId: learner.id, ownerIds, ownerName: '', t: wordsFor('cy') }),
    )
  expect((await load([learner.id, learnerId])).size).toBe(1)
  expect((await load([learner.id])).size).toBe(0)
})
