import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { notifyLearners } from '../../src/record/results/notify-learners.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { csv, load, organisation, person, system, workDueJobs } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

/** Three letters a minute, where there are eight to send. */
const { app, clock, database } = await createTestApp({ NOTICES_PER_MINUTE: '3' })
const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.backup=on' })
await owner.connect()
afterAll(() => owner.end())

const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const second = await organisation(app, 'awardingOrganisation', ['result'], 'Severn Board')
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])

const ulns = [
  ...['8228186621', '8500407939', '1116410450', '4791566857', '7608884443', '9276308686', '1026893096'],
  ...['3056734060', '8884237784'],
]
const learners = ulns.map((uln, index) => ({
  uln,
  givenName: `Learner${'ABCDEFGHI'[index]}`,
  familyName: `Number${'ABCDEFGHI'[index]}`,
  birthDate: `2008-05-${String(index + 10)}`,
}))
const owners: string[] = []
for (const learner of learners) await registerLearner(app, system, school, { ...learner, cohort: 'Y13' })
const { slips } = await makeClaimCodes(app, await registrar.actor(), school, { cohort: 'Y13' })
// The last of them has no account: nobody is told.
for (const { uln, givenName } of learners.slice(0, 8)) {
  const account = await person(app, `${givenName} Person`)
  owners.push(account.email)
  const code = slips.find((slip) => slip.uln === uln)?.code ?? ''
  await claimWithCode(app, await account.actor(), { uln, code })
}
await workDueJobs(app)

const rows = learners.map(({ uln, givenName, familyName, birthDate }) => ({
  ULN: uln,
  GivenName: givenName,
  FamilyName: familyName,
  DateOfBirth: birthDate,
}))

async function lettersSent(): Promise<string[]> {
  const { rows: sent } = await app.db.pool.query<{ recipient: string }>(
    `select recipient from kept_mail where subject = 'There is something new in your record' order by recipient`,
  )
  return sent.map(({ recipient }) => recipient)
}

test('a release tells nobody before its instant, then so many a minute, each once', async () => {
  const report = await load(app, issuer, csv(rows))
  await publishBatch(app, system, issuer, report.batchId, { at: new Date(Date.now() + 3_600_000) })
  await workDueJobs(app)
  await notifyLearners(app)
  expect(await lettersSent()).toEqual([])

  await owner.query('update release set release_at = now() where batch_id = $1', [report.batchId])
  await owner.query(`update graphile_worker._private_jobs set run_at = now()`)
  await workDueJobs(app)
  expect(await lettersSent()).toHaveLength(3)
  await notifyLearners(app)
  await workDueJobs(app)
  expect(await lettersSent(), 'the same minute').toHaveLength(3)

  clock.advance({ minutes: 1 })
  await notifyLearners(app)
  await workDueJobs(app)
  expect(await lettersSent()).toHaveLength(6)
})

test('a piece that did not come to its end is done again whole; nobody is told twice or left out', async () => {
  clock.advance({ minutes: 1 })
  // As after kill -9: the connection goes in the middle of a piece, and with it all that the piece wrote.
  await owner.query(`create function break_off() returns trigger language plpgsql as $$ begin
    perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
  await owner.query(`create trigger break_off before update on release_notice execute function break_off()`)
  await expect(notifyLearners(app)).rejects.toThrow()
  await owner.query('drop trigger break_off on release_notice')
  await workDueJobs(app)
  expect(await lettersSent()).toHaveLength(6)

  await notifyLearners(app)
  await notifyLearners(app)
  await workDueJobs(app)
  expect(await lettersSent()).toEqual([...owners].sort())
  const { rows: left } = await owner.query('select from release_notice where done_at is null')
  expect(left).toHaveLength(0)
})

test('results of one morning from another organisation need no second letter, but stand in the log', async () => {
  const report = await load(app, second, csv(rows.slice(0, 2)))
  await publishBatch(app, system, second, report.batchId)
  clock.advance({ minutes: 1 })
  await workDueJobs(app)
  expect(await lettersSent()).toHaveLength(8)
  const { rows: told } = await owner.query<{ count: string }>(
    `select count(*) from audit_event where action = 'results.released' and organisation_id = $1`,
    [second],
  )
  expect(Number(told[0]?.count)).toBe(2)
  clock.advance({ hours: 13 })
  const later = await load(app, second, csv(rows.slice(0, 2).map((row) => ({ ...row, Series: 'June 2025' }))))
  await publishBatch(app, system, second, later.batchId)
  await workDueJobs(app)
  expect(await lettersSent()).toHaveLength(10)
})

test('a letter names neither result nor person', async () => {
  const { rows: sent } = await app.db.pool.query<{ text: string }>(
    `select subject || body as text from kept_mail where subject = 'There is something new in your record'`,
  )
  for (const { text } of sent) expect(text).not.toMatch(/Learner[A-I]|Number[A-I]|GCSE|Meridian|Severn/)
})
