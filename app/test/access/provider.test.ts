import { expect, test } from 'vitest'
import { accessWorld } from './support.ts'

const world = await accessWorld()
const { as, school, college, clock, award, openRecordAs, enrolAt, leave, jobs } = world
await award('A level Physics', { Level: '3', GradingScheme: 'ALEVEL', Grade: 'A' })
await award('Life in Custody', { Restriction: '1' })

const learners = `/organisations/${school}/learners`

test('staff open the record of a learner of their cohorts, for a purpose; sensitive lines are not there', async () => {
  const record = await openRecordAs('tutor')
  expect([record.status, record.heading]).toEqual([200, 'Amina Yusuf'])
  expect(record.text).toContain('A level Physics')
  expect(record.text).toContain('Advice on courses')
  expect(record.text).not.toContain('Custody')
  expect(record.html).not.toContain('8228186621')
  const line = await as.tutor.click('A level Physics')
  expect(line.text).toContain('Meridian Awards')
})

test('no other way leads to it', async () => {
  const path = (await openRecordAs('tutor')).path
  expect((await as.registrar.get(path)).status).toBe(404)
  expect((await as.examsOfficer.get(path)).status).toBe(403)
  expect((await as.collegeTutor.get(path)).status).toBe(404)
  expect((await as.visitor.get(path, { follow: false })).status).toBe(303)
  clock.advance({ minutes: 31 })
  expect((await as.tutor.get(path)).status).toBe(410)
})

test('a tutor reads no number and no birth date on the list, a registrar does', async () => {
  await as.tutor.get(learners)
  const list = await as.tutor.submit('Show the list', { purpose: 'Plan the lesson' })
  expect(list.text).toContain('Amina Yusuf')
  expect(list.text).not.toContain('8228186621')
  await as.registrar.get(learners)
  expect((await as.registrar.submit('Show the list', { purpose: 'Check names' })).text).toContain(
    '8228186621',
  )
})

test('the learner reads each look, by whom and what for', async () => {
  await openRecordAs('tutor')
  await jobs()
  const seen = await as.learner.get('/account/activity?only=seen')
  expect(seen.text).toContain('opened the record')
  expect(seen.text).toContain('Tom Okafor, for Ysgol Cwm Afon')
  expect(seen.text).toContain('For: Advice on courses')
})

test('the place enrolled at last is the current one; others see it only if the learner says so', async () => {
  clock.advance({ days: 1 })
  await enrolAt(college)
  expect((await openRecordAs('collegeTutor', college)).text).toContain('A level Physics')
  // The school has not ended its enrolment, and the learner has read no notice: that is a no.
  const refused = await openRecordAs('tutor')
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Ask the learner to share')])

  const choice = await as.learner.get('/record/sharing')
  expect(choice.text).toContain('You have not chosen yet')
  expect((await as.learner.submit('Save my choice')).status).toBe(422)
  await as.learner.submit('Save my choice', { choice: 'yes' })
  expect((await openRecordAs('tutor')).text).toContain('A level Physics')

  await as.learner.get('/record/sharing')
  await as.learner.submit('Save my choice', { choice: 'no' })
  expect((await openRecordAs('tutor')).status).toBe(403)
  expect((await openRecordAs('collegeTutor', college)).status).toBe(200)
})

test('with the enrolment the sight ends, also of what is open', async () => {
  const open = (await openRecordAs('collegeTutor', college)).path
  await leave(college, 'Y12')
  expect((await as.collegeTutor.get(open)).status).toBe(404)
  expect((await openRecordAs('collegeTutor', college)).text).not.toContain('Amina')
  // What was another provider is the current one again.
  expect((await openRecordAs('tutor')).status).toBe(200)
  await leave(school, 'Y13')
  expect((await openRecordAs('tutor')).text).not.toContain('Amina')
})
