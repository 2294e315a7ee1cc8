import { describe, expect, test } from 'vitest'
import { makeOperator } from '../../src/commands/make-operator.ts'
import { people } from '../../src/commands/seed/cast.ts'
import { listOrganisations } from '../../src/institution/organisation.ts'
import { organisation, person, signIn, workDueJobs } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

const { app, clock, database, visitor } = await createTestApp()
const olu = await person(app, 'Olu Adeyemi')
await makeOperator(database.ownerUrl, olu.id, app.now())
const ruth = await person(app, 'Ruth Bevan')
const operator = await signIn(visitor(), olu.email)

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

  test('enters it, admits it and invites its first administrator at once', async () => {
    const made = await enter(filledIn)
    expect(made.status).toBe(200)
    expect(made.heading).toBe('Coleg Newydd')
    expect(made.text).toContain('colegnewydd.example, staff.colegnewydd.example')
    expect(made.text).toContain('Nobody yet. An invitation is open until')
    const id = made.path.split('/').at(-1) ?? ''
    expect(await eventsOf(id)).toEqual(
      ['membership.offered', 'organisation.admitted', 'organisation.admitted', 'organisation.created'].map(
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
  test('is admitted and no longer admitted', async () => {
    const id = await organisation(app, 'awardingOrganisation', [], 'Meridian')
    await operator.get(`/operator/organisations/${id}`)
    expect((await operator.submit('#admit', { kind: '' })).errors).toEqual(['Choose a kind of statement'])
    await operator.get(`/operator/organisations/${id}`)
    const admitted = await operator.submit('#admit', { kind: 'award' })
    expect(admitted.html).toContain('The organisation is admitted.')
    clock.advance({ days: 1 })
    const ended = await operator.submit('End the admission for: Awards')
    expect(ended.html).toContain('The admission has ended.')
    expect(ended.all('tbody tr')).toHaveLength(1)
    expect((await eventsOf(id)).map(({ action }) => action)).toEqual([
      'organisation.admitted',
      'organisation.created',
      'organisation.admissionEnded',
    ])
    const csrf = operator.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    const twice = await operator.post(`${ended.path}/admissions/end`, { csrf, kind: 'award' })
    expect(twice.status).toBe(404)
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
    expect(closed.document.querySelector('form#admit, form#first-administrator')).toBeNull()
    const csrf = closed.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    expect((await operator.post(`${path}/admissions`, { csrf, kind: 'award' })).status).toBe(409)
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
