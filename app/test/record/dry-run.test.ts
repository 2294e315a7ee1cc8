import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { batchReport } from '../../src/record/results/batches.ts'
import { checkResults } from '../../src/record/results/check-results.ts'
import { forgetChecked } from '../../src/record/results/forget-checked.ts'
import { loadChecked } from '../../src/record/results/load-checked.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, ofMali, organisation, person, type Row, system, workDueJobs } from './support.ts'

const { app } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'])
const other = await organisation(app, 'awardingOrganisation', ['result'])
const school = await organisation(app, 'school')
await registerLearner(app, system, school, {
  ...amina,
  gender: '2',
  lastKnownPostCode: 'CV4 9EE',
  cohort: 'Y13',
})
const officer = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
const stranger = await person(app, 'Tom Reed', [{ at: other, role: 'examsOfficer' }])

const check = (text: string, fileName = 'june.csv') =>
  checkResults(
    app,
    system,
    issuer,
    { fileName, stream: Readable.from([Buffer.from(text)]) },
    { limit: 10_000_000 },
  )

function events(): Promise<number> {
  return app.db.read({ issuer }, async (tx) => {
    const rows = await tx.sql
      .selectFrom('learning_event')
      .select('event_id')
      .where('issuer_id', '=', issuer)
      .execute()
    return rows.length
  })
}

test('a dry run says what would come of a file and loads nothing; one press loads it', async () => {
  const text = csv([{}, { ...ofMali }, { Grade: '12', Component: 'B' }])
  const { batchId, knownFile } = await check(text)
  expect(knownFile).toBe(false)
  expect(await batchReport(app, system, issuer, batchId)).toMatchObject({
    ...{ state: 'checked', rows: 3, added: 1, held: 1, refused: 1, stillHeld: 0 },
    rowsNamed: [{ verdict: 'held' }, { verdict: 'refused' }],
  })
  expect(await events()).toBe(0)
  expect(await check(text)).toEqual({ batchId, knownFile: false })

  await expect(loadChecked(app, await stranger.actor(), issuer, batchId)).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(loadChecked(app, system, other, batchId)).rejects.toMatchObject({ code: 'not_found' })
  expect(await loadChecked(app, await officer.actor(), issuer, batchId)).toEqual({ loaded: true })
  expect(await events()).toBe(1)
  expect(await batchReport(app, system, issuer, batchId)).toMatchObject({
    state: 'loaded',
    added: 1,
    stillHeld: 1,
  })
  await expect(loadChecked(app, system, issuer, batchId)).rejects.toMatchObject({ code: 'conflict' })
  expect(await check(text)).toEqual({ batchId, knownFile: true })
})

test('what differs is shown as it was and would be, and changes only when told to', async () => {
  const { batchId } = await check(csv([{ Grade: '8' }]))
  expect((await batchReport(app, system, issuer, batchId)).rowsNamed[0]?.problems).toEqual([
    { field: 'Grade', rule: 'changed', values: { was: '7', now: '8' } },
  ])
  await loadChecked(app, system, issuer, batchId, { applyCorrections: true })
  expect(await batchReport(app, system, issuer, batchId)).toMatchObject({
    corrected: 1,
    appliesCorrections: true,
  })
  expect(await events()).toBe(2)
})

test('a large file is work for a job, which says how far it is', async () => {
  const rows = Array.from(
    { length: 12_000 },
    (_, index): Row => ({
      Series: `June ${1980 + (index % 40)}`,
      AwardDate: '2026-08-20',
      QualificationNumber: String(60_200_000 + Math.floor(index / 40)),
      QualificationTitle: 'GCSE in Mathematics'.padEnd(150, '.'),
    }),
  )
  const { batchId } = await check(csv(rows), 'large.csv')
  expect((await batchReport(app, system, issuer, batchId)).progress).toEqual({
    doing: 'check',
    rows: 0,
    problem: null,
  })
  await workDueJobs(app)
  expect(await batchReport(app, system, issuer, batchId)).toMatchObject({
    ...{ state: 'checked', added: 12_000, progress: undefined },
  })
})

test('a large file that cannot be read says why', async () => {
  const text = `${csv(Array.from({ length: 25_000 }, (): Row => ({})))}"open`
  const { batchId } = await check(text, 'broken.csv')
  await workDueJobs(app)
  const { state, progress } = await batchReport(app, system, issuer, batchId)
  expect(state).toBe('loading')
  expect(progress?.problem).toMatchObject({ field: 'file', key: 'record.file_quote' })
})

const withoutNumber = ['Component', 'Gender', 'Postcode', 'CentreNumber', 'CandidateNumber']
const described = { ULN: '', Gender: 'F', Postcode: 'cv49ee', CentreNumber: '68199', CandidateNumber: '12' }

test('without a number a row finds its learner by five details, and by nothing less', async () => {
  const of = async (row: Row) => {
    const report = await load(app, issuer, csv([{ ...described, ...row }], withoutNumber))
    return report.rowsNamed[0]?.problems[0]?.rule ?? (report.added === 1 ? 'added' : 'unchanged')
  }
  expect(await of({ Component: 'A' })).toBe('added')
  expect(await of({ Component: 'A', GivenName: 'AMINA' })).toBe('unchanged')
  expect(await of({ Component: 'B', Gender: '9' })).toBe('added')
  expect(await of({ Component: 'C', Gender: 'M' })).toBe('notIdentified')
  expect(await of({ Component: 'D', Postcode: 'CF10 1AA' })).toBe('notIdentified')
  expect(await of({ Component: 'E', Postcode: 'ZZ99 9ZZ' })).toBe('notIdentified')
  expect(await of({ Component: 'F', GivenName: 'Amena' })).toBe('notIdentified')
  expect(await of({ Component: 'G', CandidateNumber: '' })).toBe('identifier')
  expect(await of({ Component: 'H', Postcode: '' })).toBe('neededWithoutUln')
})

test('a row without a number attaches once exactly its learner is registered', async () => {
  const rhys = { givenName: 'Rhys', familyName: 'Vaughan', birthDate: '2008-07-07' }
  const row = {
    ...described,
    GivenName: 'Rhys',
    FamilyName: 'Vaughan',
    DateOfBirth: '2008-07-07',
    Gender: '1',
  }
  const report = await load(app, issuer, csv([{ ...row, CandidateNumber: '13' }], withoutNumber))
  expect(report).toMatchObject({ held: 1, stillHeld: 1 })
  await registerLearner(app, system, school, {
    ...rhys,
    uln: '1026893096',
    gender: '1',
    lastKnownPostCode: 'CV4 9EE',
    cohort: 'Y13',
  })
  await workDueJobs(app)
  expect(await batchReport(app, system, issuer, report.batchId)).toMatchObject({ held: 1, stillHeld: 0 })
})

test('a checked file that nobody loads is forgotten after seven days; its report stays and it can be sent again', async () => {
  const text = csv([{ Component: 'K', Grade: '3' }])
  const { batchId } = await check(text, 'forgotten.csv')
  const until = async () => (await batchReport(app, system, issuer, batchId)).keptUntil
  expect(await until()).toBeInstanceOf(Date)
  const later = (days: number) => ({ ...app, now: () => new Date(app.now().getTime() + days * 86_400_000) })
  await forgetChecked(later(6))
  expect(await until()).toBeInstanceOf(Date)
  await forgetChecked(later(8))
  expect(await batchReport(app, system, issuer, batchId)).toMatchObject({ keptUntil: null, rows: 1 })
  await expect(loadChecked(app, system, issuer, batchId)).rejects.toMatchObject({ code: 'conflict' })
  expect(await check(text, 'forgotten.csv')).toEqual({ batchId, knownFile: false })
  expect(await loadChecked(app, system, issuer, batchId)).toEqual({ loaded: true })
  expect(await until()).toBeNull()
})
