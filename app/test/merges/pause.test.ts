import { expect, test } from 'vitest'
import { checkDocument } from '../../src/credentials/check.ts'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import { answerMerge } from '../../src/record/merges/answer-merge.ts'
import { confirmMerge } from '../../src/record/merges/decide-merge.ts'
import { unmerge } from '../../src/record/merges/unmerge.ts'
import { updateLearner } from '../../src/record/register/update-learner.ts'
import { insertEnrolment } from '../../src/record/learner-store.ts'
import { system, workDueJobs } from '../record/support.ts'
import { arrange } from '../sharing/arrange.ts'

const { app, owner, visitor, newSharer, share } = await arrange()
const schoolId = '01900000-0000-7000-8000-000000000001'
await owner.query(
  `insert into organisation (organisation_id, ukprn, name, kind, created_at)
   values ($1, '90000001', 'Ysgol Cwm Afon', 'school', '2020-01-01')`,
  [schoolId],
)

/** Two people of one school who share, each with a number. */
async function twoSharers() {
  const both = [await newSharer(), await newSharer()] as const
  for (const { learnerId } of both) {
    await app.db.write({ organisation: schoolId }, (tx) =>
      insertEnrolment(tx, { organisationId: schoolId, learnerId, cohort: '2026', at: app.now() }),
    )
  }
  return both
}

async function merge(into: string, linked: string): Promise<string> {
  const { rows } = await owner.query<{ mergeId: string }>(
    `insert into learner_merge (linked_id, merge_id, into_id, organisation_id, state, reason, proposed_by_name, proposed_at)
     values ($1, gen_random_uuid(), $2, $3, 'proposed', 'A test of shares', 'test', now())
     returning merge_id as "mergeId"`,
    [linked, into, schoolId],
  )
  const mergeId = rows[0]?.mergeId ?? ''
  await confirmMerge(app, system, schoolId, mergeId)
  return mergeId
}

async function opens(path: string) {
  const somebody = visitor()
  await somebody.get(path)
  if (somebody.page.status !== 200) return somebody.page.status
  await somebody.post(`${path}/opening`)
  return (await somebody.get(path)).text
}

test('while two people are asked, what either shared of the record is paused; it goes on once both are one', async () => {
  const [one, two] = await twoSharers()
  const [first, second] = [await share(one), await share(two)]
  expect(await opens(first.path)).toContain('GCSE Mathematics')
  const mergeId = await merge(one.learnerId, two.learnerId)
  expect([await opens(first.path), await opens(second.path)]).toEqual([410, 410])
  await answerMerge(app, await actorOfPerson(app, one.account.personId), mergeId, { isMe: true })
  expect([await opens(first.path), await opens(second.path)]).toEqual([410, 410])
  await answerMerge(app, await actorOfPerson(app, two.account.personId), mergeId, { isMe: true })
  expect([await opens(first.path), await opens(second.path)]).toEqual([
    expect.stringContaining('GCSE Mathematics'),
    expect.stringContaining('GCSE Mathematics'),
  ])
  await unmerge(app, system, schoolId, mergeId, { reason: 'They are two people' })
  await workDueJobs(app)
  expect([await opens(first.path), await opens(second.path)]).toEqual([
    expect.stringContaining('GCSE Mathematics'),
    expect.stringContaining('GCSE Mathematics'),
  ])
})

test('a grant stays on the learner it was made for', async () => {
  const [one, two] = await twoSharers()
  const made = await share(one)
  await owner.query('delete from learner_owner where learner_id = $1', [two.learnerId])
  await owner.query('delete from learner_of_person where learner_id = $1', [two.learnerId])
  const before = await opens(made.path)
  await merge(two.learnerId, one.learnerId)
  expect(await opens(made.path)).toBe(before)
})

test('who was renamed is attested by the present name, and the former credential is revoked', async () => {
  const sharer = await newSharer()
  await app.db.write({ organisation: schoolId }, (tx) =>
    insertEnrolment(tx, {
      organisationId: schoolId,
      learnerId: sharer.learnerId,
      cohort: '2026',
      at: app.now(),
    }),
  )
  const made = await share(sharer)
  await opens(made.path)
  const documents = async () =>
    (
      await owner.query<{ document: string }>('select document from credential where grant_id = $1', [
        made.grantId,
      ])
    ).rows.map(({ document }) => document)
  const [former = ''] = await documents()
  expect(former).toContain('Amina Rahman')
  await updateLearner(
    app,
    system,
    schoolId,
    sharer.learnerId,
    { givenName: 'Amina', familyName: 'Hughes', birthDate: '2008-02-03' },
    { version: 1 },
  )
  await workDueJobs(app)
  expect(await documents()).toEqual([])
  expect(await opens(made.path)).toContain('confirmed by Meridian Awards')
  const [present = ''] = await documents()
  expect(present).toContain('Amina Hughes')
  expect(present).not.toContain('Rahman')
  const checked = await checkDocument(app, former)
  const checks = checked.kind === 'credential' ? checked.report.checks : []
  expect(checks.find(({ name }) => name === 'status')).toMatchObject({ result: 'fail' })
})
