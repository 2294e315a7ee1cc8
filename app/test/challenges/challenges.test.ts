import { expect, test } from 'vitest'
import { ownChallenges } from '../../src/record/challenges/own-challenges.ts'
import { openChallenges } from '../../src/record/challenges/open-challenges.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { workDueJobs } from '../record/support.ts'
import { createChallengeWorld } from './world.ts'

const world = await createChallengeWorld()
const { app, clock, visitor, meridian, severn, school, learnerId, people, as } = world
const [her, helen, ivan] = [await as('amina'), await as('helen'), await as('ivan')]
type Browser = typeof her

const lines = async () => ownRecord(app, await people.amina.actor())
const line = async (title: string) => {
  const found = (await lines()).find((one) => one.title === title)
  if (!found) throw new Error(`no ${title}`)
  return found
}
const maths = await line('GCSE in Mathematics')
const physics = await line('GCSE in Physics')

async function raise(eventId: string, fields: Record<string, string> = {}) {
  await her.get(`/record/${eventId}/challenge`)
  return her.submit('#challenge', { kind: 'incorrect', said: 'My slip says 8, not 7.', ...fields })
}

const idOf = (page: { path: string }) => page.path.split('/').at(-1) ?? ''
const csrfOf = (browser: Browser) =>
  browser.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''

test('a learner says that something is wrong; it changes nothing, and everybody who sees the line sees it', async () => {
  await her.get(`/record/${maths.eventId}/challenge`)
  expect((await her.submit('#challenge', { said: 'My slip says 8.' })).errors).toEqual([
    'Choose what is wrong',
  ])
  const short = await raise(maths.eventId, { said: 'no' })
  expect(short.errors).toEqual(['Say what is wrong, in 10 to 2,000 characters'])
  const sent = await raise(maths.eventId)
  expect(sent.html).toContain('Sent. The organisation that issues the result answers.')
  expect(sent.heading).toMatch(/^Reference [0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect(sent.text).toContain('My slip says 8, not 7.')
  expect(await line('GCSE in Mathematics')).toMatchObject({ grade: '7', version: 1 })
  expect((await line('GCSE in Mathematics')).challengedSince).toEqual(app.now())
  expect((await line('GCSE in Physics')).challengedSince).toBeNull()
  expect((await her.get('/record')).text).toContain('something may be wrong')
  expect((await her.get('/record?look=table')).text).toContain('something may be wrong')
  const page = await her.get(`/record/${maths.eventId}`)
  expect(page.text).toContain('Somebody says that something is wrong')
  expect(page.text).not.toContain('Something is wrong with this result')
  const again = await raise(physics.eventId)
  expect(again.status).toBe(200)
  await her.get(`/record/${maths.eventId}/challenge`)
  expect(her.page.document.querySelector('#challenge')).toBeNull()
  const twice = await her.post(`/record/${maths.eventId}/challenge`, {
    csrf: csrfOf(her),
    kind: 'notMine',
    said: 'It is not mine at all.',
  })
  expect(twice.status).toBe(409)
  await her.get(again.path)
  expect((await her.submit('Take this back')).html).toContain('Taken back.')
  expect((await line('GCSE in Physics')).challengedSince).toBeNull()
})

test('the issuer is told by a letter without content, begins, and upholds by a new version in the same step', async () => {
  await workDueJobs(app)
  const letters = await lettersTo(people.helen.email)
  expect(letters.map(({ subject }) => subject)).toContain(
    'Somebody says that something is wrong with a result',
  )
  expect(letters.map(({ body }) => body).join()).not.toMatch(/Mathematics|Amina|slip/)
  const list = await helen.get(`/organisations/${meridian}/challenges`)
  expect(list.all('tbody tr')[0]).toMatch(/A result says something incorrect.*sent/)
  const one = await helen.get(list.document.querySelector('tbody a')?.getAttribute('href') ?? '')
  expect(one.text).toContain('My slip says 8, not 7.')
  expect(one.text).toContain('Amina Yusuf')
  expect(one.document.querySelector('#uphold, #reject')).toBeNull()
  const csrf = csrfOf(helen)
  const early = await helen.post(`${one.path}/rejection`, { csrf, rejectionReason: 'Too early' })
  expect(early.status).toBe(409)
  await helen.get(one.path)
  expect((await helen.submit('Look into this')).html).toContain('You are looking into it.')
  expect((await helen.post(`${one.path}/take-up`, { csrf })).status).toBe(409)

  await helen.get(one.path)
  const none = await helen.submit('#uphold', { remedy: 'correct', grade: '8', reason: '' })
  expect(none.status).toBe(422)
  await helen.get(one.path)
  const same = await helen.submit('#uphold', { remedy: 'correct', reason: 'Nothing else' })
  expect(same.status).toBe(409)
  await helen.get(one.path)
  const upheld = await helen.submit('#uphold', {
    remedy: 'correct',
    grade: '8',
    reason: 'Marks added up again',
  })
  expect(upheld.html).toContain('Put right.')
  const now = await line('GCSE in Mathematics')
  expect(now).toMatchObject({ grade: '8', version: 2, change: 'corrected', challengedSince: null })
  expect(now.history.map(({ grade }) => grade)).toEqual(['7', '8'])
  await workDueJobs(app)
  expect((await lettersTo(people.amina.email)).map(({ subject }) => subject)).toContain(
    'There is an answer to what was said to be wrong',
  )
  await her.get(`/record/${maths.eventId}`)
  expect(her.page.text).toContain('Marks added up again')
  expect(her.page.text).toContain('put right')
  const actions = (await eventsAbout(learnerId)).filter((action) => action.startsWith('challenge.'))
  expect(actions).toEqual(expect.arrayContaining(['challenge.raised', 'challenge.taken', 'challenge.upheld']))
})

test('what is somebody else’s or there twice is withdrawn, and only that', async () => {
  const id = idOf(await raise(physics.eventId, { kind: 'notMine', said: 'I never took physics at all.' }))
  const path = `/organisations/${meridian}/challenges/${id}`
  await helen.get(path)
  await helen.submit('Look into this')
  const csrf = csrfOf(helen)
  const corrected = await helen.post(`${path}/upholding`, {
    csrf,
    remedy: 'correct',
    grade: '9',
    'awardDate-day': '20',
    'awardDate-month': '8',
    'awardDate-year': '2026',
    reason: 'Another grade',
  })
  expect(corrected.status).toBe(409)
  await helen.get(path)
  await helen.submit('#uphold', { reason: 'It was loaded for the wrong candidate' })
  expect(await line('GCSE in Physics')).toMatchObject({ change: 'withdrawn', challengedSince: null })
})

test('a rejection says why, and the learner reads it', async () => {
  const id = idOf(await raise(maths.eventId, { said: 'I am sure that it is a 9.' }))
  const path = `/organisations/${meridian}/challenges/${id}`
  await helen.get(path)
  await helen.submit('Look into this')
  expect((await helen.submit('#reject', { rejectionReason: 'No' })).status).toBe(422)
  await helen.get(path)
  await helen.submit('#reject', { rejectionReason: 'The papers were read again: it is an 8.' })
  await her.get(`/record/challenges/${id}`)
  expect(her.page.text).toContain('The papers were read again: it is an 8.')
  expect(her.page.text).toContain('not changed')
  expect(her.page.document.querySelector('form button')?.textContent).not.toContain('Take this back')
  expect((await her.post(`/record/challenges/${id}/withdrawal`, { csrf: csrfOf(her) })).status).toBe(409)
  expect(await line('GCSE in Mathematics')).toMatchObject({ grade: '8', version: 2, challengedSince: null })
})

test('a missing result goes to the organisation that the learner names; one that is published answers it', async () => {
  await her.get('/record/challenges/new')
  expect((await her.submit('#challenge', { issuer: '', said: 'A-level Welsh, June 2026' })).errors).toEqual([
    'Choose an organisation',
  ])
  await her.get('/record/challenges/new')
  const sent = await her.submit('#challenge', { issuer: severn, said: 'GCSE Geography, June 2026, grade 7' })
  expect(sent.text).toContain('Severn Examinations Board')
  const path = `/organisations/${severn}/challenges/${idOf(sent)}`
  const one = await ivan.get(path)
  expect(one.text).toContain('15 May 2008')
  await ivan.submit('Look into this')
  expect(ivan.page.text).toContain('There is no result of yours here yet')
  const csrf = csrfOf(ivan)
  const wrong = { csrf, remedy: 'found', eventId: maths.eventId, reason: 'This is the one' }
  expect((await ivan.post(`${path}/upholding`, wrong)).status).toBe(422)
  await world.publish(severn, [{ QualificationNumber: '601/8227/5', QualificationTitle: 'GCSE Geography' }])
  const geography = await line('GCSE Geography')
  await ivan.get(path)
  await ivan.submit('#uphold', { eventId: geography.eventId, reason: 'Loaded today' })
  await her.get(sent.path)
  expect(her.page.link('See it in your record')).toBe(`/record/${geography.eventId}`)
})

test('an answer is due in thirty days; what is late is shown to both', async () => {
  const id = idOf(await raise(maths.eventId, { said: 'It says the wrong date now.' }))
  expect(her.page.text).not.toContain('late')
  clock.advance({ days: 31 })
  const [late, hers] = [await as('helen'), await as('amina')]
  const list = await late.get(`/organisations/${meridian}/challenges`)
  expect(list.text).toContain('1 of these is late.')
  expect((await hers.get(`/record/challenges/${id}`)).text).toContain('should have answered by now')
  await hers.submit('Take this back')
})

test('staff say it for their own learner, and only they take it back; the learner reads who said it', async () => {
  const staff = await as('carys')
  const form = `/organisations/${school}/learners/${learnerId}/events/${maths.eventId}/challenge`
  await staff.get(form)
  expect(staff.page.text).toContain('It is not this learner’s')
  expect(await eventsAbout(learnerId)).toContain('challenge.lineRead')
  const sent = await staff.submit('#challenge', { kind: 'duplicate', said: 'It stands on two lines.' })
  const id = idOf(sent)
  expect(sent.path).toBe(`/organisations/${school}/challenges/${id}`)
  const hers = await as('amina')
  const page = await hers.get(`/record/challenges/${id}`)
  expect(page.text).toContain('Carys Lloyd, for Ysgol Cwm Afon')
  const refused = await hers.post(`/record/challenges/${id}/withdrawal`, { csrf: csrfOf(hers) })
  expect(refused.status).toBe(403)
  await workDueJobs(app)
  expect((await lettersTo(people.amina.email)).map(({ subject }) => subject)).toContain(
    'Your school, college or university wrote to an issuer about your record',
  )
  // The issuer answers; the school only takes back.
  expect((await staff.post(`${sent.path}/take-up`, { csrf: csrfOf(staff) })).status).toBe(404)
  await staff.get(sent.path)
  expect((await staff.submit('Take this back')).html).toContain('Taken back.')
  expect((await line('GCSE in Mathematics')).challengedSince).toBeNull()
  await staff.get(`/organisations/${school}/learners/${learnerId}/challenge`)
  await staff.submit('#challenge', { issuer: severn, said: 'Her French result has not come.' })
  const list = await staff.get(`/organisations/${school}/challenges`)
  expect(list.all('tbody tr')).toHaveLength(2)
})

test('nobody else learns of it: strangers, other organisations, tutors, and whoever is signed out', async () => {
  const hers = await as('amina')
  await hers.get(`/record/${maths.eventId}/challenge`)
  const id = idOf(await hers.submit('#challenge', { kind: 'incorrect', said: 'The date is wrong here.' }))
  const [stranger, other, elsewhere] = [await as('erik'), await as('ivan'), await as('dewi')]
  const [tutor, registrar] = [await as('tom'), await as('carys')]
  const work = `/organisations/${meridian}/challenges/${id}`
  const tries: [Browser, string, number][] = [
    [stranger, `/record/challenges/${id}`, 404],
    [stranger, `/record/${maths.eventId}/challenge`, 404],
    [stranger, work, 404],
    [other, work, 404],
    [other, `/organisations/${severn}/challenges/${id}`, 404],
    [registrar, `/organisations/${school}/challenges/${id}`, 404],
    [tutor, `/organisations/${school}/challenges`, 403],
    [tutor, `/organisations/${school}/learners/${learnerId}/events/${maths.eventId}/challenge`, 403],
    [
      elsewhere,
      `/organisations/${world.elsewhere}/learners/${learnerId}/events/${maths.eventId}/challenge`,
      404,
    ],
    [elsewhere, `/organisations/${school}/learners/${learnerId}/challenge`, 404],
  ]
  for (const [who, path, status] of tries) expect((await who.get(path)).status, path).toBe(status)
  for (const path of [`/record/challenges/${id}`, '/record/challenges/new', work]) {
    const out = await visitor().get(path, { follow: false })
    expect(out.headers.get('location')?.split('?')[0], path).toBe('/sign-in')
  }
  const csrf = csrfOf(other)
  for (const step of ['take-up', 'upholding', 'rejection', 'withdrawal']) {
    const fields = { csrf, remedy: 'withdraw', reason: 'It is ours', rejectionReason: 'It is ours' }
    const tried = await other.post(`/organisations/${severn}/challenges/${id}/${step}`, fields)
    expect(tried.status, step).toBe(404)
  }
  const raised = await stranger.post(`/record/${maths.eventId}/challenge`, {
    csrf: csrfOf(stranger),
    kind: 'notMine',
    said: 'It is mine, I say so.',
  })
  expect(raised.status).toBe(404)
  const open = await app.db.read({ granted: [maths.eventId] }, (tx) => openChallenges(tx, [maths.eventId]))
  expect([...open.keys()]).toEqual([maths.eventId])
  const said = await app.db.read({ granted: [maths.eventId] }, (tx) =>
    tx.sql.selectFrom('challenge').selectAll().execute(),
  )
  expect(said).toEqual([])
})

test('whoever has no record says first whose result is missing', async () => {
  const stranger = await as('erik')
  expect(await ownChallenges(app, await people.erik.actor())).toEqual([])
  await stranger.get('/record/challenges/new')
  const refused = await stranger.submit('#challenge', { issuer: severn, said: 'My result is missing.' })
  expect(refused.errors).toEqual([expect.stringContaining('Connect your record')])
})

async function lettersTo(address: string) {
  const { rows } = await app.db.pool.query<{ subject: string; body: string }>(
    'select subject, body from kept_mail where recipient = $1 order by sent_at',
    [address],
  )
  return rows
}

async function eventsAbout(ownerId: string): Promise<string[]> {
  return app.db.read({ self: [ownerId] }, async (tx) => {
    const rows = await tx.sql
      .selectFrom('audit_event')
      .select('action')
      .where('owner_id', '=', ownerId)
      .execute()
    return rows.map(({ action }) => action)
  })
}
