import { beforeAll, describe, expect, test } from 'vitest'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { answerMerge, mergeQuestions } from '../../src/record/merges/answer-merge.ts'
import { confirmMerge, refuseMerge } from '../../src/record/merges/decide-merge.ts'
import { groupOf } from '../../src/record/merges/group.ts'
import { mergesOf } from '../../src/record/merges/list-merges.ts'
import { proposeMerge } from '../../src/record/merges/propose-merge.ts'
import { unmerge } from '../../src/record/merges/unmerge.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { createTestApp } from '../support/app.ts'
import { csv, load, organisation, person, system, workDueJobs } from '../record/support.ts'
import { numbersOf } from './support.ts'

const { app } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'])
const school = await organisation(app, 'school')
const college = await organisation(app, 'college')
const carys = await (await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])).actor()
const ruth = await (await person(app, 'Ruth Bevan', [{ at: school, role: 'registrar' }])).actor()
const elsewhere = await (await person(app, 'Owen Parry', [{ at: college, role: 'registrar' }])).actor()
const { register, merge, claim } = numbersOf(app, school, carys, ruth)
const reason = 'Loaded for somebody else'

let born = 0
/** Somebody new with two numbers and one result under each. */
async function twoNumbers() {
  born += 1
  const who = { givenName: 'Nia', familyName: `Test${'abcdefghij'[born]}`, birthDate: `2007-01-${10 + born}` }
  const [a, b] = [await register(who), await register(who)]
  const row = { GivenName: who.givenName, FamilyName: who.familyName, DateOfBirth: who.birthDate }
  const file = csv([
    { ...row, ULN: a.uln, Grade: '7' },
    { ...row, ULN: b.uln, Grade: '8' },
  ])
  const report = await load(app, issuer, file)
  await publishBatch(app, system, issuer, report.batchId)
  await workDueJobs(app)
  return { a, b }
}
const gradesOf = async (of: { actor(): ReturnType<typeof actorOfPerson> }) =>
  (await ownRecord(app, await of.actor())).map(({ grade }) => grade).sort()

describe('two numbers of one account', () => {
  let numbers: Awaited<ReturnType<typeof twoNumbers>>
  let mergeId = ''
  const learner = person(app, 'Nia Test')
  beforeAll(async () => {
    numbers = await twoNumbers()
    await claim(await (await learner).actor(), numbers.b.uln)
  })

  test('are one record once a second registrar agrees, whichever was claimed', async () => {
    const { a, b } = numbers
    const proposed = await proposeMerge(app, carys, school, { uln: a.uln, otherUln: b.uln, reason })
    await expect(confirmMerge(app, carys, school, proposed.mergeId)).rejects.toMatchObject({
      key: 'register.mergeOwn',
    })
    await expect(confirmMerge(app, elsewhere, college, proposed.mergeId)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(confirmMerge(app, elsewhere, school, proposed.mergeId)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await gradesOf(await learner)).toEqual(['8'])
    await confirmMerge(app, ruth, school, proposed.mergeId)
    mergeId = proposed.mergeId
    expect(await gradesOf(await learner)).toEqual(['7', '8'])
    const members = await app.db.read({ ingest: true }, (tx) => groupOf(tx, [b.learnerId]))
    expect(members).toEqual([a.learnerId, b.learnerId].sort())
    await expect(merge(b.uln, a.uln)).rejects.toMatchObject({ key: 'register.mergeSame' })
  })

  test('a result that comes later under either number is read too, under that number', async () => {
    const { a } = numbers
    const who = { GivenName: 'Nia', FamilyName: `Testb`, DateOfBirth: '2007-01-11', ULN: a.uln }
    const report = await load(app, issuer, csv([{ ...who, QualificationNumber: '601/8355/3', Grade: '9' }]))
    await publishBatch(app, system, issuer, report.batchId)
    expect(await gradesOf(await learner)).toEqual(['7', '8', '9'])
    const { rows } = await app.db.read({ self: [a.learnerId] }, async (tx) => ({
      rows: await tx.sql
        .selectFrom('learning_event')
        .select(['identifier', 'grade'])
        .where('learner_id', '=', a.learnerId)
        .orderBy('grade')
        .execute(),
    }))
    expect(rows).toEqual([
      { identifier: a.uln, grade: '7' },
      { identifier: a.uln, grade: '9' },
    ])
  })

  test('the number that nobody claimed is no longer free for somebody else', async () => {
    const other = await (await person(app, 'Mia Test')).actor()
    const { slips } = await makeClaimCodes(app, carys, school, { cohort: 'Y13' })
    expect(slips.some(({ uln }) => uln === numbers.a.uln)).toBe(true)
    expect(await claim(other, numbers.a.uln)).toEqual({ state: 'waiting' })
    expect(await ownRecord(app, await actorOfPerson(app, other.personId))).toEqual([])
  })

  test('unmerging is the exact inverse', async () => {
    await expect(unmerge(app, elsewhere, college, mergeId, { reason })).rejects.toMatchObject({
      code: 'not_found',
    })
    await unmerge(app, carys, school, mergeId, { reason })
    expect(await gradesOf(await learner)).toEqual(['8'])
    const rows = await app.db.read({ ingest: true }, (tx) =>
      tx.sql.selectFrom('learner').select(['status', 'root_id']).where('status', '=', 'linked').execute(),
    )
    expect(rows).toEqual([])
    await expect(unmerge(app, carys, school, mergeId, { reason })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('two numbers of two accounts', () => {
  const [one, two] = [person(app, 'Nia One'), person(app, 'Nia Two')]
  let mergeId = ''
  beforeAll(async () => {
    const { a, b } = await twoNumbers()
    await claim(await (await one).actor(), a.uln)
    await claim(await (await two).actor(), b.uln)
    mergeId = await merge(a.uln, b.uln)
  })

  test('neither sees the other’s lines, and both are asked by letter', async () => {
    expect([await gradesOf(await one), await gradesOf(await two)]).toEqual([['7'], ['8']])
    const questions = await mergeQuestions(app, await (await one).actor())
    expect(questions).toMatchObject([{ mergeId, confirmed: false }])
    await workDueJobs(app)
    const { rows } = await app.db.pool.query<{ recipient: string }>(
      `select recipient from kept_mail where subject = 'A question about your record' order by recipient`,
    )
    expect(rows.map(({ recipient }) => recipient)).toEqual([(await one).email, (await two).email].sort())
    const [listed] = await mergesOf(app, ruth, school)
    expect(listed).toMatchObject({ mergeId, state: 'merged', waitingFor: 2 })
  })

  test('nobody else answers', async () => {
    await expect(answerMerge(app, carys, mergeId, { isMe: true })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('after one has confirmed nothing has changed; after both, each sees all, once', async () => {
    await answerMerge(app, await (await one).actor(), mergeId, { isMe: true })
    expect([await gradesOf(await one), await gradesOf(await two)]).toEqual([['7'], ['8']])
    await answerMerge(app, await (await two).actor(), mergeId, { isMe: true })
    expect([await gradesOf(await one), await gradesOf(await two)]).toEqual([
      ['7', '8'],
      ['7', '8'],
    ])
  })

  test('unmerged, each has their own again', async () => {
    await unmerge(app, ruth, school, mergeId, { reason })
    expect([await gradesOf(await one), await gradesOf(await two)]).toEqual([['7'], ['8']])
    expect(await mergeQuestions(app, await (await one).actor())).toEqual([])
  })

  test('one who says that it is not them takes the numbers apart', async () => {
    const { a, b } = await twoNumbers()
    const [first, second] = [await person(app, 'Mia One'), await person(app, 'Mia Two')]
    await claim(await first.actor(), a.uln)
    await claim(await second.actor(), b.uln)
    const merged = await merge(a.uln, b.uln)
    await answerMerge(app, await first.actor(), merged, { isMe: true })
    await answerMerge(app, await second.actor(), merged, { isMe: false })
    expect([await gradesOf(first), await gradesOf(second)]).toEqual([['7'], ['8']])
    const listed = (await mergesOf(app, ruth, school)).find((each) => each.mergeId === merged)
    expect(listed).toMatchObject({ state: 'unmerged', waitingFor: 0 })
  })
})

test('chains lead to one root; an inner link can be taken away first', async () => {
  const [one, two] = [await twoNumbers(), await twoNumbers()]
  const learner = await person(app, 'Nia Chain')
  await claim(await learner.actor(), one.b.uln)
  const inner = await merge(one.a.uln, one.b.uln)
  await merge(two.a.uln, one.b.uln)
  await merge(two.a.uln, two.b.uln)
  const all = [one.a, one.b, two.a, two.b].map(({ learnerId }) => learnerId)
  const roots = async () =>
    app.db.read({ ingest: true }, async (tx) =>
      Object.fromEntries(
        (
          await tx.sql
            .selectFrom('learner')
            .select(['learner_id', 'root_id'])
            .where('learner_id', 'in', all)
            .execute()
        ).map((row) => [row.learner_id, row.root_id]),
      ),
    )
  const root = two.a.learnerId
  expect(await roots()).toEqual({
    [one.a.learnerId]: root,
    [one.b.learnerId]: root,
    [two.a.learnerId]: null,
    [two.b.learnerId]: root,
  })
  expect(await gradesOf(learner)).toEqual(['7', '7', '8', '8'])
  await unmerge(app, carys, school, inner, { reason })
  expect(await roots()).toEqual({
    [one.a.learnerId]: root,
    [one.b.learnerId]: null,
    [two.a.learnerId]: null,
    [two.b.learnerId]: root,
  })
  expect(await gradesOf(learner)).toEqual(['8'])
})

test('a proposal may be refused, waits once, and is only about learners of one’s own', async () => {
  const { a, b } = await twoNumbers()
  const asked = { uln: a.uln, otherUln: b.uln, reason }
  await expect(proposeMerge(app, elsewhere, college, asked)).rejects.toMatchObject({
    problems: [{ field: 'uln', key: 'register.notOwnLearner' }],
  })
  await expect(proposeMerge(app, carys, school, { ...asked, reason: 'short' })).rejects.toMatchObject({
    problems: [{ field: 'reason' }],
  })
  const { mergeId } = await proposeMerge(app, carys, school, asked)
  await expect(proposeMerge(app, ruth, school, asked)).rejects.toMatchObject({ key: 'register.mergeWaits' })
  await refuseMerge(app, ruth, school, mergeId)
  await expect(confirmMerge(app, ruth, school, mergeId)).rejects.toMatchObject({
    key: 'register.mergeDecided',
  })
})
