import { parseCheckpoint } from '@vademecum/transparency-log'
import { expect, test } from 'vitest'
import { logEvidence } from '../../src/credentials/log-evidence.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { correctResult, withdrawResult } from '../../src/record/results/new-version.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { amina, csv, load, mali, organisation, type Row, system, workDueJobs } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

const { app, visitor } = await createTestApp()
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
await workDueJobs(app)

const sizeOf = async (issuerId: string) => {
  const answer = await visitor().request(`/log/${issuerId}/checkpoint`)
  return answer.ok ? parseCheckpoint(await answer.text()).size : 0
}

/** The versions that an issuer's log should have, each with whether it can be proved. */
async function proved(issuerId: string): Promise<[number, boolean][]> {
  const versions = await app.db.read({ issuer: issuerId }, (tx) =>
    tx.sql
      .selectFrom('learning_event')
      .select(['learner_id as learnerId', 'event_id as eventId', 'version'])
      .where('issuer_id', '=', issuerId)
      .orderBy('event_id')
      .orderBy('version')
      .execute(),
  )
  const found: [number, boolean][] = []
  for (const version of versions) {
    const held = {
      ...version,
      issuerId,
      document: '',
      seal: '',
      statusListId: '',
      issuedAt: new Date(),
      revokedAt: null,
    }
    found.push([version.version, (await logEvidence(app, held)) !== undefined])
  }
  return found
}

function rowOf({ uln, givenName, familyName, birthDate }: typeof mali): Row {
  return { ULN: uln, GivenName: givenName, FamilyName: familyName, DateOfBirth: birthDate }
}

test('a load, its correction and its withdrawal: each version is a leaf, and has its proof', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const { batchId } = await load(app, issuer, csv([{}, { Component: 'Paper 1' }], ['Component']))
  await workDueJobs(app)
  expect(await sizeOf(issuer)).toBe(1)
  // Nothing of it is disclosed before the release, not even to who asks by the event.
  expect(await proved(issuer)).toEqual([
    [1, false],
    [1, false],
  ])
  await publishBatch(app, system, issuer, batchId)
  await workDueJobs(app)
  expect(await proved(issuer)).toEqual([
    [1, true],
    [1, true],
  ])
  const [event] = await app.db.read({ issuer }, (tx) =>
    tx.sql
      .selectFrom('learning_event')
      .select('event_id')
      .where('issuer_id', '=', issuer)
      .orderBy('event_id')
      .execute(),
  )
  const id = event?.event_id ?? ''
  const better = {
    grade: '8',
    awardDate: '2026-08-20',
    status: 'final',
    reason: 'Review of marking',
  } as const
  await correctResult(app, system, issuer, id, better)
  await withdrawResult(app, system, issuer, id, { reason: 'Malpractice' })
  await workDueJobs(app)
  expect(await sizeOf(issuer)).toBe(3)
  expect(await proved(issuer)).toEqual([
    [1, true],
    [2, true],
    [3, true],
    [1, true],
  ])
})

const twm = { uln: '9276308686', givenName: 'Twm', familyName: 'Hughes', birthDate: '2011-03-04' }

test.each([
  ['beside another', [{}, rowOf(mali)], mali],
  ['as the first of its batch', [rowOf(twm)], twm],
])('a row that attaches under an embargo shows nowhere until the release: %s', async (_, rows, learner) => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const { batchId, held } = await load(app, issuer, csv(rows))
  expect(held).toBe(1)
  await workDueJobs(app)
  expect(await sizeOf(issuer)).toBe(1)
  await registerLearner(app, system, school, { ...learner, cohort: 'Y9' })
  await workDueJobs(app)
  expect(await proved(issuer)).toHaveLength(rows.length)
  expect(await sizeOf(issuer)).toBe(1)
  await publishBatch(app, system, issuer, batchId)
  await workDueJobs(app)
  expect(await sizeOf(issuer)).toBe(2)
  expect((await proved(issuer)).every(([, isProved]) => isProved)).toBe(true)
})
