import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { closeOrganisation } from '../../src/institution/close-organisation.ts'
import { listBatches } from '../../src/record/results/batches.ts'
import { importResults } from '../../src/record/results/import-results.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, mali, ofMali, organisation, system, workDueJobs } from './support.ts'

const { app, database } = await createTestApp()
const school = await organisation(app, 'school')
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
const many = (count: number) =>
  csv(
    Array.from({ length: count }, (_, index) => ({ Component: `C${index}` })),
    ['Component'],
  )

async function events(issuer: string): Promise<number> {
  const row = await app.db.read({ issuer }, (tx) =>
    tx.sql
      .selectFrom('learning_event')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('issuer_id', '=', issuer)
      .executeTakeFirstOrThrow(),
  )
  return row.count
}

test('the same file twice at once is one load', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const reports = await Promise.all([1, 2, 3].map(() => load(app, issuer, many(500))))
  expect(new Set(reports.map(({ batchId }) => batchId)).size).toBe(1)
  expect(reports.filter(({ knownFile }) => !knownFile)).toHaveLength(1)
  expect(await events(issuer)).toBe(500)
})

test('a file that breaks off on its way leaves nothing', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  async function* broken() {
    yield Buffer.from(many(10))
    throw new Error('the line was cut')
  }
  await expect(importResults(app, system, issuer, { fileName: 'a.csv', stream: broken() })).rejects.toThrow(
    'cut',
  )
  expect(await listBatches(app, system, issuer)).toEqual([])
})

test('a load that fails half way is not half there, and the file again is loaded whole', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const text = many(4100)
  const cut = load(app, issuer, text, {
    onProgress: (rows) => {
      if (rows > 4000) throw new Error('no room left')
    },
  })
  await expect(cut).rejects.toThrow('no room left')
  expect([await events(issuer), await listBatches(app, system, issuer)]).toEqual([0, []])
  expect(await load(app, issuer, text)).toMatchObject({ added: 4100, knownFile: false })
  expect(await listBatches(app, system, issuer)).toHaveLength(1)
})

test('what a process that was killed left as loading is taken up by the same file', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const text = many(3)
  const first = await load(app, issuer, text)
  const copy = await organisation(app, 'awardingOrganisation', ['result'])
  await app.db.write({ issuer: copy }, (tx) =>
    tx.connection.query(
      `insert into batch (issuer_id, batch_id, file_name, file_hash, applies_corrections, state, uploaded_at)
       values ($1, $2, 'a.csv', encode(sha256($3), 'hex'), false, 'loading', now())`,
      [copy, first.batchId, Buffer.from(text)],
    ),
  )
  expect(await load(app, copy, text)).toMatchObject({ batchId: first.batchId, added: 3, state: 'loaded' })
})

test('a learner who is registered while their results load gets them', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const registered: Promise<unknown>[] = []
  const report = await load(app, issuer, csv([{ ...ofMali }]), {
    onProgress: () => {
      registered.push(registerLearner(app, system, school, { ...mali, cohort: 'Y9' }))
    },
  })
  await Promise.all(registered)
  await workDueJobs(app)
  expect(report.added + report.held).toBe(1)
  expect(await events(issuer)).toBe(1)
})

test('an organisation that is closed while its rows are written has loaded nothing', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    await owner.query('begin; lock table event_key in share mode')
    const loading = load(app, issuer, many(3))
    const refused = loading.then(
      () => 'loaded',
      (error: unknown) => error,
    )
    await vi.waitFor(async () => {
      const { rows } = await owner.query(
        `select from pg_locks where not granted and relation = 'event_key'::regclass`,
      )
      expect(rows).toHaveLength(1)
    })
    await closeOrganisation(app, system, issuer)
    await owner.query('commit')
    expect(await refused).toMatchObject({ code: 'forbidden' })
  } finally {
    await owner.end()
  }
  expect([await events(issuer), await listBatches(app, system, issuer)]).toEqual([0, []])
})
