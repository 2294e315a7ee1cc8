import { expect, test } from 'vitest'
import { correctResult } from '../../src/record/results/new-version.ts'
import { shareRecord } from '../../src/sharing/record/share-record.ts'
import { stopShare } from '../../src/sharing/stop-share.ts'
import { system } from '../record/support.ts'
import { accessWorld } from './support.ts'

const world = await accessWorld()
const { app, as, people, issuer, otherIssuer, school, university, employer, award, owner } = world
await award('GCSE Mathematics')
await award('A level Physics', {
  Level: '3',
  GradingScheme: 'ALEVEL',
  Grade: 'A',
  QualificationType: 'GCE A level',
})
await award('Life in Custody', { Level: '3', Restriction: '1' })

const shared = `/organisations/${university}/shared`

async function makeShare(kind: string, fields: Record<string, string | string[]>) {
  await as.learner.get(`/shares/record/${kind}`)
  return as.learner.submit('Share', {
    ...(kind === 'everything' ? {} : { audience: 'organisation' }),
    recipient: 'University of Northmoor',
    purpose: 'Application for Physics',
    days: '30',
    ...fields,
  })
}

/** Opens as the university's admissions officer and reads. */
async function openAt(path: string, who: keyof typeof as = 'admissions') {
  await as[who].get(path)
  return as[who].submit('Open')
}

const idOf = (path: string) => path.split('/').at(-1) ?? ''

test('picked lines: those and no later one, and no sensitive one by default', async () => {
  await as.learner.get('/record')
  await as.learner.click('Share results from your record')
  await as.learner.click('Some results')
  const form = as.learner.page
  expect(form.text).toContain('sensitive')
  expect(
    (await as.learner.submit('Share', { purpose: 'x', recipient: 'University of Northmoor' })).status,
  ).toBe(422)
  const made = await makeShare('listed', { events: await idsOf('A level Physics') })
  expect(made.heading).toContain('Shared with University of Northmoor')
  expect(made.text).toContain('A level Physics')

  const list = await as.admissions.get(shared)
  expect(list.text).toContain('Amina Yusuf')
  expect(list.text).not.toContain('Physics:')
  const path = `${shared}/${idOf(made.path)}`
  const closed = await as.admissions.get(path)
  expect(closed.text).not.toMatch(/Physics|Amina/)
  const open = await as.admissions.submit('Open')
  expect(open.text).toContain('A level Physics')
  expect(open.text).not.toMatch(/Mathematics|Custody/)
  for (const hint of ['8228186621', '2008-05-15', '15 May 2008', ...(await idsOf('A level Physics'))]) {
    expect(open.html).not.toContain(hint)
  }
  await award('A level Chemistry', { Level: '3', GradingScheme: 'ALEVEL', Grade: 'B' })
  expect((await as.admissions.get(path)).text).not.toContain('Chemistry')
})

test('the learner reads who looked, for whom, and what was shown', async () => {
  const shares = await as.learner.get('/shares')
  expect(shares.text).toContain('Some results')
  const share = await as.learner.click('University of Northmoor')
  expect(share.text).toContain('Daniel Marsh')
  expect(share.text).toContain('A level Physics')
  const activity = await as.learner.get('/account/activity?only=seen')
  expect(activity.text).toContain('Daniel Marsh, for University of Northmoor')
})

test('a rule lets through what comes later and fits; a correction that no longer fits is out', async () => {
  const made = await makeShare('query', { levels: ['3'] })
  const path = `${shared}/${idOf(made.path)}`
  const open = await openAt(path)
  expect(open.text).toContain('A level Physics')
  expect(open.text).not.toMatch(/Mathematics|Custody/)
  await award('A level Music', { Level: '3', GradingScheme: 'ALEVEL', Grade: 'C' }, otherIssuer)
  expect((await as.admissions.get(path)).text).toContain('A level Music')
  expect((await makeShare('query', {})).errors).toEqual([expect.stringContaining('at least one thing')])
})

test('everything goes to those who teach and advise, never to an employer or a person', async () => {
  const made = await makeShare('everything', {})
  const open = await openAt(`${shared}/${idOf(made.path)}`)
  expect(open.text).toContain('GCSE Mathematics')
  expect(open.text).not.toContain('Custody')
  const refused = await makeShare('everything', { recipient: 'Acme Marine Ltd' })
  expect([refused.status, refused.errors]).toEqual([422, [expect.stringContaining('only')]])
  const learner = await people.learner.actor()
  const toPerson = {
    what: { kind: 'everything' },
    to: { audience: 'person', address: people.friend.email },
    purpose: 'x',
    days: 7,
  } as const
  await expect(shareRecord(app, learner, toPerson)).rejects.toMatchObject({ code: 'invalid' })
})

test('a person opens it by their address', async () => {
  await as.learner.get('/shares/record/listed')
  const made = await as.learner.submit('Share', {
    audience: 'person',
    recipient: people.friend.email,
    purpose: 'So that you know',
    days: '7',
    events: await idsOf('GCSE Mathematics'),
  })
  expect(made.status).toBe(200)
  const list = await as.friend.get('/shared-with-me')
  expect(list.text).toContain('Results of Amina Yusuf')
  await as.friend.click('Results of Amina Yusuf')
  expect((await as.friend.submit('Open')).text).toContain('GCSE Mathematics')
  const path = `/shared-with-me/records/${idOf(made.path)}`
  expect((await as.recruiter.get(path)).status).toBe(404)
  expect((await as.admissions.get(`${shared}/${idOf(made.path)}`)).status).toBe(404)
})

test('roles: whoever else works there, elsewhere or nowhere', async () => {
  const made = await makeShare('listed', {
    events: await idsOf('GCSE Mathematics'),
    recipient: 'Ysgol Cwm Afon',
  })
  const path = `/organisations/${school}/shared/${idOf(made.path)}`
  expect((await openAt(path, 'tutor')).text).toContain('GCSE Mathematics')
  expect((await as.examsOfficer.get(path)).status).toBe(403)
  expect((await as.admissions.get(path)).status).toBe(404)
  expect((await as.admissions.get(`${shared}/${idOf(made.path)}`)).status).toBe(404)
  expect((await as.visitor.get(path, { follow: false })).status).toBe(303)
  expect((await as.learner.get(path)).status).toBe(404)
})

test('stopped is stopped at the next look; ended too; a later start is not open yet', async () => {
  const learner = await people.learner.actor()
  const grant = (days: number, startsOn?: string) =>
    shareRecord(app, learner, {
      what: { kind: 'query', query: { levels: ['3'], issuerIds: [], awardYears: [], types: [] } },
      to: { audience: 'organisation', organisationId: employer },
      purpose: 'An apprenticeship',
      days,
      ...(startsOn ? { startsOn } : {}),
    })
  const { grantId } = await grant(30)
  const path = `/organisations/${employer}/shared/${grantId}`
  expect((await openAt(path, 'recruiter')).text).toContain('A level Physics')
  await stopShare(app, learner, grantId)
  expect((await as.recruiter.get(path)).status).toBe(410)
  expect((await as.recruiter.get(`/organisations/${employer}/shared`)).text).not.toContain('Amina')

  const ending = await grant(7)
  await owner.query(
    `update access_grant set starts_at = now() - interval '2 days', ends_at = now() - interval '1 day' where grant_id = $1`,
    [ending.grantId],
  )
  expect((await as.recruiter.get(`/organisations/${employer}/shared/${ending.grantId}`)).status).toBe(410)

  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  const early = await grant(7, soon)
  const page = await as.recruiter.get(`/organisations/${employer}/shared/${early.grantId}`)
  expect(page.text).toContain('cannot be opened yet')
  await expect(grant(7, '2020-01-01')).rejects.toMatchObject({ code: 'invalid' })
})

test('several organisations of one name: one is chosen; none is said', async () => {
  await owner.query(
    `insert into organisation (organisation_id, ukprn, name, kind, created_at)
     values (gen_random_uuid(), '90999991', 'Northmoor Sixth Form', 'college', now())`,
  )
  const several = await makeShare('listed', {
    recipient: 'Northmoor',
    events: await idsOf('GCSE Mathematics'),
  })
  expect([several.status, several.errors]).toEqual([422, ['Several organisations fit. Choose one']])
  expect((await as.learner.submit('Share', { organisation: university })).status).toBe(200)
  expect((await makeShare('listed', { recipient: 'Nowhere at all' })).errors).toHaveLength(1)
})

test('correction: the same line as it is now, and when it changed', async () => {
  const [eventId = ''] = await idsOf('GCSE Mathematics')
  const made = await makeShare('listed', { events: [eventId] })
  const path = `${shared}/${idOf(made.path)}`
  await openAt(path)
  await correctResult(app, system, issuer, eventId, {
    grade: '8',
    awardDate: '2026-09-10',
    status: 'final',
    reason: 'Review of marking',
  })
  const page = await as.admissions.get(path)
  expect(page.text).toContain('Amended on')
  expect(page.text).not.toContain('Review of marking')
})

test('a line whose claim was undone is gone from every share', async () => {
  const made = await makeShare('listed', { events: await idsOf('A level Physics') })
  const path = `${shared}/${idOf(made.path)}`
  expect((await openAt(path)).text).toContain('A level Physics')
  await owner.query('delete from learner_of_person')
  expect((await as.admissions.get(path)).text).not.toContain('A level Physics')
})

async function idsOf(title: string): Promise<string[]> {
  const { rows } = await owner.query<{ event_id: string }>(
    `select event_id from learning_event join specification using (specification_id) where title = $1 limit 1`,
    [title],
  )
  return rows.map(({ event_id }) => event_id)
}
