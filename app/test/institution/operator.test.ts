import { describe, expect, test } from 'vitest'
import { makeOperator } from '../../src/commands/make-operator.ts'
import { fileOf } from '../../src/commands/seed/admitted.ts'
import { people } from '../../src/commands/seed/cast.ts'
import { importProviders } from '../../src/institution/import-providers.ts'
import { listOrganisations, organisationById } from '../../src/institution/organisation.ts'
import { statedPurposes } from '../../src/institution/purposes.ts'
import { organisation, person, signIn, system, workDueJobs } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

const { app, clock, database, visitor } = await createTestApp()
const olu = await person(app, 'Olu Adeyemi')
await makeOperator(database.ownerUrl, olu.id, app.now())
const nia = await person(app, 'Nia Prosser')
await makeOperator(database.ownerUrl, nia.id, app.now())
await importProviders(
  app,
  system,
  fileOf([
    { ukprn: '90000777', name: 'Coleg Newydd' },
    { ukprn: '90000777', name: 'Coleg Newydd' },
  ]),
)
const ruth = await person(app, 'Ruth Bevan')
const operator = await signIn(visitor(), olu.email)
const second = await signIn(visitor(), nia.email)

const filledIn = {
  ukprn: '90000777',
  name: 'Coleg Newydd',
  kind: 'college',
  mayAttest: ['result', 'module'],
  emailDomains: 'colegnewydd.example, Staff.ColegNewydd.example',
  administrator: ruth.email,
}

async function enter(fields: Partial<typeof filledIn>) {
  await operator.get('/operator/organisations/new')
  return operator.submit('#new-organisation', fields)
}

const csrfOf = (browser: typeof operator) =>
  browser.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''

const mayAttest = async (id: string) => (await app.db.read({}, (tx) => organisationById(tx, id))).mayAttest

/** What the organisation's members read about it. */
async function eventsOf(organisationId: string) {
  return app.db.read({ organisation: organisationId }, (tx) =>
    tx.sql
      .selectFrom('audit_event')
      .select(['action', 'permission', 'actor_name as by'])
      .where('owner_id', '=', organisationId)
      .orderBy('at')
      .orderBy('action')
      .execute(),
  )
}

describe('the register', () => {
  test('is a page of operators alone', async () => {
    const school = await organisation(app, 'school', ['result'], 'Ysgol Cwm Afon')
    const tasks = ['', '/new', `/${school}`, `/${school}/closing`].map(
      (end) => `/operator/organisations${end}`,
    )
    for (const path of ['/operator', ...tasks.slice(1)]) {
      expect((await operator.get(path)).status, path).toBe(200)
      const stranger = await signIn(visitor(), ruth.email)
      expect((await stranger.get(path)).status, path).toBe(404)
      const signedOut = await visitor().get(path, { follow: false })
      expect([signedOut.status, signedOut.headers.get('location')?.split('?')[0]]).toEqual([303, '/sign-in'])
    }
  })

  test('says what each organisation is admitted for, since when, and which are closed', async () => {
    const page = await operator.get('/operator')
    const row = page.all('tbody tr').find((text) => text.includes('Ysgol Cwm Afon'))
    expect(row).toMatch(/9\d{7}.*School.*Results, since \d+ \w+ \d{4}.*Open/)
    expect(page.link('Help with a lost account')).toBe('/operator/recoveries')
  })

  test('is searched by the beginning of a name or number, and never by a pattern', async () => {
    await organisation(app, 'employer', [], 'Zeta % Works')
    const found = async (find: string) =>
      (await operator.get(`/operator?find=${encodeURIComponent(find)}`)).all('tbody th')
    expect(await found('zeta')).toEqual(['Zeta % Works'])
    expect(await found('%')).toEqual([])
    expect((await operator.get('/operator?find=nobody')).text).toContain('There is none.')
  })

  test('goes on page by page', async () => {
    for (let index = 0; index < 101; index += 1)
      await organisation(app, 'employer', [], `Many ${1000 + index}`)
    const first = await operator.get('/operator?find=Many')
    const second = await operator.click('Next')
    expect(first.all('tbody th')).toHaveLength(100)
    expect(second.all('tbody th')).toEqual(['Many 1100'])
  })
})

describe('entering an organisation', () => {
  test('says what is wrong beside each field and keeps what was typed', async () => {
    const again = await enter({
      ...filledIn,
      ukprn: '123',
      name: ' ',
      kind: '',
      emailDomains: 'not a domain!',
      administrator: 'nobody',
    })
    expect(again.status).toBe(422)
    expect(again.errors).toEqual([
      'A UKPRN has eight digits and begins with 1 (with 9 for trying things out)',
      'Give a name of up to 120 characters',
      'Choose a kind of organisation',
      'Give domains such as college.example, with spaces between them',
      'Give an e-mail address, for example name@college.example',
    ])
    expect(again.document.querySelector('[name=ukprn]')?.getAttribute('value')).toBe('123')
    expect(again.document.querySelectorAll('[name=mayAttest][checked]')).toHaveLength(2)
    expect((await enter({ ...filledIn, ukprn: '30000000' })).errors).toEqual([
      'A UKPRN has eight digits and begins with 1 (with 9 for trying things out)',
    ])
  })

  test('enters it, proposes what it may attest and invites its first administrator at once', async () => {
    const made = await enter(filledIn)
    expect(made.status).toBe(200)
    expect(made.heading).toBe('Coleg Newydd')
    expect(made.text).toContain('colegnewydd.example, staff.colegnewydd.example')
    expect(made.text).toContain('Nobody yet. An invitation is open until')
    const id = made.path.split('/').at(-1) ?? ''
    expect(await eventsOf(id)).toEqual(
      ['membership.offered', 'organisation.created', 'organisation.proposed', 'organisation.proposed'].map(
        (action) => ({ action, permission: 'operator', by: 'Olu Adeyemi' }),
      ),
    )
    await workDueJobs(app)
    const hers = await signIn(visitor(), ruth.email)
    await hers.get('/account/memberships')
    expect((await hers.submit('Accept the invitation of Coleg Newydd')).heading).toBe('Coleg Newydd')
  })

  test('of a number that is taken changes nothing', async () => {
    const again = await enter({ ...filledIn, name: 'Another' })
    expect(again.status).toBe(422)
    expect(again.errors).toEqual(['There is an organisation with this UKPRN already.'])
    const all = await app.db.read({}, (tx) => listOrganisations(tx))
    expect(all.filter(({ name }) => name === 'Another')).toEqual([])
  })
})

describe('one organisation', () => {
  test('is admitted by two operators, never by one, and no longer admitted', async () => {
    const id = await organisation(app, 'awardingOrganisation', [], 'Meridian')
    const path = `/operator/organisations/${id}`
    clock.advance({ minutes: 1 })
    await operator.get(path)
    expect((await operator.submit('#propose', { proposal: '' })).errors).toEqual(['Choose what you propose'])
    await operator.get(path)
    const proposed = await operator.submit('#propose', { proposal: 'statement:award' })
    expect(proposed.html).toContain('It holds once another operator confirms it.')
    expect(proposed.text).toContain('You proposed it: another operator confirms.')
    expect(await mayAttest(id)).toEqual([])
    const answer = proposed.document.querySelector('form[action$="/answer"]')?.getAttribute('action') ?? ''
    const csrf = csrfOf(operator)
    expect((await operator.post(answer, { csrf, answer: 'confirm' })).status).toBe(403)
    const list = await second.get('/operator')
    expect(list.all('tbody tr').join('\n')).toMatch(/Meridian.*It may confirm: Awards.*Olu Adeyemi/)
    clock.advance({ minutes: 1 })
    await second.get(path)
    const admitted = await second.submit('Confirm: It may confirm: Awards')
    expect(admitted.html).toContain('Confirmed: it holds from now on.')
    expect(await mayAttest(id)).toEqual(['award'])
    expect((await second.post(answer, { csrf: csrfOf(second), answer: 'confirm' })).status).toBe(409)
    clock.advance({ days: 1 })
    await second.get(path)
    const ended = await second.submit('End the admission for: Awards')
    expect(ended.html).toContain('The admission has ended.')
    expect((await eventsOf(id)).map(({ action, by }) => [action, by])).toEqual([
      ['organisation.created', 'demonstration'],
      ['organisation.proposed', 'Olu Adeyemi'],
      ['organisation.admitted', 'Nia Prosser'],
      ['organisation.admissionEnded', 'Nia Prosser'],
    ])
    const twice = await second.post(`${path}/admissions/end`, { csrf: csrfOf(second), kind: 'award' })
    expect(twice.status).toBe(404)
  })

  test('states its purposes in the same way; learners read them, and there is none for checking ages', async () => {
    const id = await organisation(app, 'school', [], 'Ysgol y Bryn')
    const path = `/operator/organisations/${id}`
    await operator.get(path)
    const offered = [...operator.page.document.querySelectorAll('#propose option')].map((each) =>
      each.getAttribute('value'),
    )
    expect(offered.filter((value) => value?.startsWith('purpose:'))).toHaveLength(6)
    expect(offered.join()).not.toContain('age')
    await operator.submit('#propose', { proposal: 'purpose:advising' })
    const purposesNow = () => app.db.read({}, (tx) => statedPurposes(tx, id))
    expect(await purposesNow()).toEqual([])
    await second.get(path)
    await second.submit('Confirm: It may look learners up for: careers advice')
    expect(await purposesNow()).toEqual(['advising'])
    const shown = await visitor().get(`/institutions/${id}`)
    expect(shown.text).toContain('careers advice')
    expect(shown.text).toContain('Nobody may use this record to check somebody’s age.')
    expect((await visitor().get('/institutions')).text).toContain('Ysgol y Bryn')
    const csrf = csrfOf(operator)
    const invented = await operator.post(`${path}/proposals`, { csrf, proposal: 'purpose:ageChecks' })
    expect(invented.status).toBe(422)
    await operator.get(path)
    await operator.submit('End the purpose: careers advice')
    expect(await purposesNow()).toEqual([])
  })

  test('a refused proposal is over, and may be made again', async () => {
    const id = await organisation(app, 'college', [], 'Coleg Glan')
    const path = `/operator/organisations/${id}`
    for (const answer of ['Refuse', 'Confirm']) {
      await operator.get(path)
      await operator.submit('#propose', { proposal: 'statement:module' })
      const csrf = csrfOf(operator)
      const again = await operator.post(`${path}/proposals`, { csrf, proposal: 'statement:module' })
      expect(again.status).toBe(409)
      await second.get(path)
      await second.submit(`${answer}: It may confirm: Module marks`)
    }
    expect(await mayAttest(id)).toEqual(['module'])
  })

  test('without an administrator gets one invited; with one it is theirs', async () => {
    const id = await organisation(app, 'employer', [], 'Acme')
    const path = `/operator/organisations/${id}`
    await operator.get(path)
    expect((await operator.submit('#first-administrator', { administrator: 'x' })).status).toBe(422)
    await operator.get(path)
    const invited = await operator.submit('#first-administrator', { administrator: ruth.email })
    expect(invited.text).toContain('An invitation is open until')
    expect(invited.html).not.toContain(ruth.email)
    const hers = await signIn(visitor(), ruth.email)
    await hers.get('/account/memberships')
    await hers.submit('Accept the invitation of Acme')
    const page = await operator.get(path)
    expect(page.document.querySelector('#first-administrator')).toBeNull()
    const csrf = page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    const refused = await operator.post(`${path}/administrator`, { csrf, administrator: people.olu.email })
    expect(refused.status).toBe(409)
  })

  test('is closed for good, after being told what that means', async () => {
    const id = await organisation(app, 'university', ['award'], 'Northmoor')
    const path = `/operator/organisations/${id}`
    await operator.get(path)
    await operator.submit('#first-administrator', { administrator: ruth.email })
    const asked = await operator.click('Close this organisation')
    expect(asked.text).toContain('A closed organisation cannot be opened again.')
    const closed = await operator.submit('#closing')
    expect(closed.html).toContain('The organisation is closed.')
    expect(closed.document.querySelector('form#propose, form#first-administrator')).toBeNull()
    const csrf = closed.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    const proposal = { csrf, proposal: 'statement:module' }
    expect((await operator.post(`${path}/proposals`, proposal)).status).toBe(409)
    expect((await operator.post(`${path}/administrator`, { csrf, administrator: ruth.email })).status).toBe(
      409,
    )
    expect((await operator.post(`${path}/closing`, { csrf })).status).toBe(409)
    expect((await operator.get(`${path}/closing`)).text).toContain('This organisation is closed.')
    expect((await operator.get('/operator?find=Northmoor')).text).toContain('Closed')
    const hers = await signIn(visitor(), ruth.email)
    expect((await hers.get('/account/memberships')).text).not.toContain('Northmoor')
  })

  test('that is none is not found', async () => {
    expect((await operator.get(`/operator/organisations/${olu.id}`)).status).toBe(404)
    expect((await operator.get('/operator/organisations/none')).status).toBe(404)
  })
})
