import { expect, test } from 'vitest'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { shieldLearner } from '../../src/record/register/shield-learner.ts'
import { updateLearner } from '../../src/record/register/update-learner.ts'
import { createTestApp } from '../support/app.ts'
import { organisation, person, signIn, system, workDueJobs } from '../record/support.ts'

const { app, visitor } = await createTestApp()
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
const college = await organisation(app, 'college', [], 'Coleg y Bae')
const registrars = [
  await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }]),
  await person(app, 'Owen Parry', [{ at: college, role: 'registrar' }]),
  await person(app, 'Tom Okafor', [{ at: school, role: 'tutor' }]),
  await person(app, 'Erik Lund'),
] as const
const [carys, owen, tom, erik] = [
  await signIn(visitor(), registrars[0].email),
  await signIn(visitor(), registrars[1].email),
  await signIn(visitor(), registrars[2].email),
  await signIn(visitor(), registrars[3].email),
] as const

const sian = {
  givenName: 'Siân',
  familyName: "O'Rees",
  birthDate: '2008-03-01',
  gender: '2',
  lastKnownPostCode: 'CV4 9EE',
  verificationType: '2',
  abilityToShare: '1',
} as const
const born = { 'birthDate-day': '1', 'birthDate-month': '3', 'birthDate-year': '2008' }
const typed = { givenName: 'Sian', familyName: 'OREES', ...born, gender: '2', lastKnownPostCode: 'cv49ee' }
const registered = await registerLearner(app, system, school, { ...sian, cohort: 'Y13' })
const purpose = 'Enrolling a newcomer'

async function search(who: typeof owen, at: string, fields: Record<string, string>) {
  await who.get(`/organisations/${at}/learners/search`)
  return who.submit('Search', { ...typed, purpose, ...fields })
}

const eventsOf = (learnerId: string, action: string) =>
  app.db.read({ self: [learnerId] }, (tx) =>
    tx.sql
      .selectFrom('audit_event')
      .select(['actor_name', 'detail'])
      .where('owner_id', '=', learnerId)
      .where('action', '=', action as never)
      .execute(),
  )

test('a number is issued where none is given, and fits', async () => {
  expect(registered).toMatchObject({ code: 'WSRC0001', uln: expect.stringMatching(/^[1-9]\d{9}$/) })
})

test('a search finds exactly, however the names are typed, and the learner reads of it', async () => {
  const page = await search(owen, college, {})
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('WSRC0004')])
  expect(page.text).toContain(registered.uln)
  expect(page.text).not.toContain('CV4 9EE')
  await workDueJobs(app)
  expect(await eventsOf(registered.learnerId, 'learner.found')).toEqual([
    { actor_name: 'Owen Parry', detail: { purpose } },
  ])
})

test('whom it finds exactly is enrolled with one press', async () => {
  await search(owen, college, {})
  const done = await owen.submit('Enrol this learner', { cohort: 'AS' })
  expect(done.html).toContain('The learner is entered')
})

test('somebody possible is shown masked: no number, no address, no whole birth date', async () => {
  const page = await search(owen, college, { lastKnownPostCode: 'CF10 1AA', 'birthDate-day': '1' })
  expect(page.text).toContain('WSRC0003')
  const compared = page.text.slice(page.text.indexOf('Compare'), page.text.indexOf('Search again'))
  expect(compared).toMatch(/Postcode *different/)
  for (const hidden of [registered.uln, 'CV4', '2008-03-01', '1 March', "O'Rees"]) {
    expect(compared).not.toContain(hidden)
  }
})

test('nobody, and how they are entered as new with what was typed', async () => {
  const page = await search(owen, college, {
    givenName: 'Rhodri',
    familyName: 'Pugh',
    'birthDate-day': '17',
    lastKnownPostCode: 'LL57 2DG',
    gender: '1',
  })
  expect(page.text).toContain('WSRC0001')
  const form = await owen.submit('Enter as a new learner', {})
  expect([form.status, form.heading]).toEqual([200, 'Enter a learner'])
  const done = await owen.submit('Enter the learner', { cohort: 'AS', verificationType: '1' })
  expect(done.html).toContain('The learner is entered')
})

test('creating is refused on exact, and on possible needs a reason that is kept', async () => {
  await owen.get(`/organisations/${college}/learners/new`)
  const exact = await owen.submit('Enter the learner', { ...typed, known: 'new', cohort: 'AS' })
  expect([exact.status, exact.errors]).toEqual([422, [expect.stringContaining('in the register already')]])
  await owen.get(`/organisations/${college}/learners/new`)
  const twin = { ...typed, givenName: 'Mia', known: 'new', cohort: 'AS' }
  const possible = await owen.submit('Enter the learner', twin)
  expect([possible.status, possible.errors]).toEqual([422, [expect.stringContaining('Compare them below')]])
  expect(possible.text).toMatch(/Given name *different \(begins with S\)/)
  expect((await owen.submit('Enter the learner', { reason: 'twins' })).errors).toEqual([
    expect.stringContaining('10 to 500'),
  ])
  const done = await owen.submit('Enter the learner', { reason: 'Twins: I have seen both passports' })
  expect(done.html).toContain('The learner is entered')
  const kept = await app.db.read({ organisation: college }, (tx) =>
    tx.sql.selectFrom('register_override').select(['candidate_ids', 'reason', 'decided_by']).execute(),
  )
  expect(kept).toEqual([
    {
      candidate_ids: [registered.learnerId],
      reason: 'Twins: I have seen both passports',
      decided_by: registrars[1].id,
    },
  ])
})

test('two who register the same person at once do not both succeed', async () => {
  const who = { ...sian, givenName: 'Zofia', familyName: 'Nowak', birthDate: '2007-07-07' }
  const both = await Promise.allSettled([
    registerLearner(app, system, school, { ...who, cohort: 'Y13' }),
    registerLearner(app, system, college, { ...who, cohort: 'AS' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test.each([
  [{}, 'WSVRC001'],
  [{ gender: '1' }, 'WSVRC003'],
  [{ givenName: 'Mia' }, 'WSVRC005'],
  [{ uln: '1026893096' }, 'WSVRC006'],
])('a number is verified with %o: %s', async (changes, code) => {
  await owen.get(`/organisations/${college}/learners/number`)
  const page = await owen.submit('Check the number', {
    ...{ uln: registered.uln, givenName: 'Sian', familyName: 'OREES', ...born, gender: '2', purpose },
    ...changes,
  })
  expect([page.status, page.text]).toEqual([200, expect.stringContaining(code)])
})

test('a wrong number or no purpose goes back into the form', async () => {
  await owen.get(`/organisations/${college}/learners/number`)
  const page = await owen.submit('Check the number', { uln: '1026893095', givenName: 'A', familyName: 'B' })
  expect([page.status, page.errors.length]).toEqual([422, 1])
  expect((await search(owen, college, { purpose: '' })).status).toBe(422)
})

test('whoever opts out of sharing is confirmed, and nothing else is told', async () => {
  const who = { ...sian, familyName: 'Private', abilityToShare: '2', birthDate: '2006-05-05' }
  const { uln } = await registerLearner(app, system, school, { ...who, cohort: 'Y13' })
  const page = await search(owen, college, {
    familyName: 'Private',
    'birthDate-day': '5',
    'birthDate-month': '5',
    'birthDate-year': '2006',
  })
  expect(page.text).toContain('WSEC0206')
  expect(page.text).toContain(uln)
})

test('a shielded learner is found by the unit that shields, and by nobody else in any way', async () => {
  const who = { ...sian, familyName: 'Hidden', birthDate: '2005-04-04' }
  const date = { 'birthDate-day': '4', 'birthDate-month': '4', 'birthDate-year': '2005' }
  const { uln, learnerId } = await registerLearner(app, system, school, { ...who, cohort: 'Y13' })
  await shieldLearner(app, system, school, learnerId, { shielded: true })
  expect((await search(carys, school, { familyName: 'Hidden', ...date })).text).toContain('WSRC0004')
  expect((await search(owen, college, { familyName: 'Hidden', ...date })).text).toContain('WSRC0001')
  await owen.get(`/organisations/${college}/learners/number`)
  const asked = { uln, givenName: 'Sian', familyName: 'Hidden', ...date, gender: '2', purpose }
  expect((await owen.submit('Check the number', asked)).text).toContain('WSVRC006')
  await owen.get(`/organisations/${college}/learners/new`)
  const enrol = { known: 'known', uln, givenName: 'Sian', familyName: 'Hidden', ...date, cohort: 'AS' }
  expect((await owen.submit('Enter the learner', enrol)).status).toBe(422)
})

test('details are changed by version; who comes second is told what changed; a former name still finds', async () => {
  const path = `/organisations/${school}/learners/${registered.learnerId}/details`
  await carys.get(path)
  const late = Object.fromEntries([['version', '1']])
  const saved = await carys.submit('Save the details', { familyName: 'Llewelyn' })
  expect(saved.html).toContain('The details are saved')
  await carys.get(path)
  const second = await carys.submit('Save the details', { ...late, familyName: 'Morgan' })
  expect([second.status, second.errors]).toEqual([
    422,
    [expect.stringContaining('Somebody else has changed this')],
  ])
  expect((await search(owen, college, {})).text).toContain('WSRC0004')
  expect((await search(owen, college, { familyName: 'Llewelyn' })).text).toContain('WSRC0004')
  const changes = await eventsOf(registered.learnerId, 'learner.changed')
  expect(changes).toEqual([{ actor_name: 'Carys Lloyd', detail: { version: 2, fields: ['familyName'] } }])
})

test.each(['/search', '/number', '/new', `/${registered.learnerId}/details`])(
  'only registrars of the organisation: …/learners%s',
  async (path) => {
    const at = `/organisations/${school}/learners${path}`
    expect((await tom.get(at)).status).toBe(403)
    expect((await erik.get(at)).status).toBe(404)
    expect((await owen.get(at)).status).toBe(404)
    expect((await visitor().get(at, { follow: false })).status).toBe(303)
  },
)

test('details of a learner of others are not there', async () => {
  const other = await registerLearner(app, system, school, {
    ...{ givenName: 'Only', familyName: 'School', birthDate: '2006-06-06', cohort: 'Y13' },
  })
  const at = `/organisations/${college}/learners/${other.learnerId}`
  expect((await owen.get(`${at}/details`)).status).toBe(404)
  const owens = await registrars[1].actor()
  const change = updateLearner(app, owens, college, other.learnerId, sian, { version: 1 })
  await expect(change).rejects.toMatchObject({ code: 'not_found' })
  const shield = shieldLearner(app, owens, college, other.learnerId, { shielded: true })
  await expect(shield).rejects.toMatchObject({ code: 'not_found' })
})
