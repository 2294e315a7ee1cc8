import { describe, expect, test } from 'vitest'
import { forgetSignUp } from '../../src/identity/confirm-sign-up.ts'
import { accounts, linkIn, password } from './accounts.ts'

const { visitor, owner, mailOf, newAccount, clock, actionsOf, app } = await accounts()

const someone = {
  'Given name': 'Bethan',
  'Family name': 'Pugh',
  'E-mail address': 'bethan@home.example',
  Password: password,
  Day: '3',
  Month: '9',
  Year: '1998',
}

async function signUpAs(fields: Partial<typeof someone>, language = 'en') {
  const browser = visitor()
  await browser.get('/sign-up')
  if (language === 'cy') {
    await browser.submit('Cymraeg')
    const welsh = {
      givenName: 'Bethan',
      familyName: 'Pugh',
      address: fields['E-mail address'] ?? '',
      password,
    }
    const page = await browser.submit('Creu’r cyfrif', {
      'Enw cyntaf': welsh.givenName,
      Cyfenw: welsh.familyName,
      'Cyfeiriad e-bost': welsh.address,
      Cyfrinair: welsh.password,
      Diwrnod: '3',
      Mis: '9',
      Blwyddyn: '1998',
    })
    return { browser, page }
  }
  return { browser, page: await browser.submit('Create account', { ...someone, ...fields }) }
}

const rowsOf = async (table: string) =>
  (await owner.query(`select count(*)::int as n from ${table}`)).rows[0].n

test('an account: asked for, confirmed by the link in the mail, signed in', async () => {
  const { browser, page } = await signUpAs({ 'E-mail address': ' Bethan@Home.example ' })
  expect(page.heading).toBe('Look at your mail')
  expect(page.path).toBe('/sign-up/sent')
  const [letter] = await mailOf('bethan@home.example')
  expect(letter?.subject).toBe('Confirm your address to open your account')

  const link = linkIn(letter)
  const confirm = await browser.get(link)
  expect(confirm.heading).toBe('Welcome, Bethan')
  // A scanner that follows the link has opened nothing.
  expect(await rowsOf('person')).toBe(0)
  await browser.submit('Open my account', {}, { follow: false })
  const account = await browser.get('/account')
  expect(account.status).toBe(200)
  expect(account.text).toContain('Bethan Pugh')
  expect(account.text).toContain('bethan@home.example')
  const { rows } = await owner.query('select person_id from person')
  expect(await actionsOf(rows[0].person_id)).toEqual(['account.opened'])

  const again = await browser.get(link)
  expect(again.status).toBe(410)
})

test('in another browser: confirmed with the password that was chosen', async () => {
  await signUpAs({ 'E-mail address': 'telephone@home.example' })
  const link = linkIn((await mailOf('telephone@home.example'))[0])
  const telephone = visitor()
  await telephone.get(link)
  await telephone.submit('#confirm', { 'The password that you chose': password }, { follow: false })
  expect((await telephone.get('/account')).text).toContain('telephone@home.example')
})

test('in another browser, in Welsh', async () => {
  await signUpAs({ 'E-mail address': 'ffon@home.example' })
  const link = linkIn((await mailOf('ffon@home.example'))[0])
  const telephone = visitor()
  telephone.cookies.set('vademecum_language', 'cy')
  expect((await telephone.get(link)).heading).toBe('Ai chi ofynnodd am y cyfrif hwn?')
  const refused = await telephone.submit('Nid fi oedd hwn: anghofiwch ef')
  expect(refused.html).toContain('Mae wedi’i anghofio')
})

describe('somebody who has an account already', () => {
  test('gets a letter; whoever asked sees what everybody sees', async () => {
    const known = await newAccount({ address: 'known1@home.example', language: 'cy' })
    const before = await rowsOf('person')
    const { page: forKnown } = await signUpAs({ 'E-mail address': known.address })
    const { page: forUnknown } = await signUpAs({ 'E-mail address': 'other1@home.example' })
    expect(forKnown.status).toBe(forUnknown.status)
    expect(forKnown.path).toBe(forUnknown.path)
    expect(forKnown.text).toBe(forUnknown.text)
    const [letter] = await mailOf(known.address)
    expect(letter?.subject).toBe('Mae gennych gyfrif eisoes')
    expect(letter?.body).not.toContain('/sign-up/confirm/')
    expect(await rowsOf('person')).toBe(before)
  })

  test('cannot take the address a second time with a link of before', async () => {
    await signUpAs({ 'E-mail address': 'twice@home.example' })
    const { browser } = await signUpAs({ 'E-mail address': 'twice@home.example' })
    const [first, second] = await mailOf('twice@home.example')
    await browser.get(linkIn(first))
    await browser.submit('#confirm', { password }, { follow: false })
    const late = visitor()
    await late.get(linkIn(second))
    const refused = await late.submit('#confirm', { password })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('belongs to an account already')
  })
})

test('under 13: kindly told to wait, and nothing is kept', async () => {
  const tables = ['sign_up', 'person', 'email_address', 'audit_event', 'rate_limit', 'kept_mail']
  const counts = async () => Promise.all(tables.map(rowsOf))
  const before = await counts()
  const { page } = await signUpAs({ Year: String(clock.now().getUTCFullYear() - 12) })
  expect(page.status).toBe(422)
  expect(page.heading).toBe('Not quite yet')
  expect(page.text).toContain('from 13')
  expect(page.html).not.toContain('Bethan')
  expect(await counts()).toEqual(before)
})

test('exactly 13 is old enough', async () => {
  const today = clock.now()
  const { page } = await signUpAs({
    'E-mail address': 'thirteen@home.example',
    Day: String(today.getUTCDate()),
    Month: String(today.getUTCMonth() + 1),
    Year: String(today.getUTCFullYear() - 13),
  })
  expect(page.heading).toBe('Look at your mail')
})

test.each([
  ['a short password', { Password: 'short one' }, 'The password is too short: use at least 12 characters'],
  ['a common one', { Password: 'Password123456!' }, 'This password is among those that are tried first.'],
  ['one with the name', { Password: 'the bethan of all' }, 'Leave your name and your e-mail address out'],
  ['no name', { 'Given name': ' ' }, 'Write your given name'],
  ['no address', { 'E-mail address': 'bethan' }, 'Write a whole e-mail address'],
  ['no day of the calendar', { Day: '31', Month: '2' }, 'Write a real date of birth'],
  ['a day to come', { Year: '2190' }, 'Write a real date of birth'],
])('%s is refused, and what was typed is kept', async (_what, fields, problem) => {
  const before = await rowsOf('sign_up')
  const { page } = await signUpAs(fields)
  expect(page.status).toBe(422)
  expect(page.errors).toHaveLength(1)
  expect(page.errors[0]).toContain(problem)
  expect(page.document.querySelector('[name=familyName]')?.getAttribute('value')).toBe('Pugh')
  expect(page.document.querySelector('[name=password]')?.getAttribute('value')).toBeNull()
  expect(await rowsOf('sign_up')).toBe(before)
})

test('several problems are named in the order of the page', async () => {
  const { page } = await signUpAs({ 'Given name': '', Password: 'short', Day: '40' })
  expect(page.errors.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'Write your given',
    'The password is',
    'Write a real',
  ])
})

describe('an address of an institution', () => {
  test.each([
    ['of an organisation here', 'bethan@students.northmoor.example'],
    ['of a university', 'bethan@cs.elsewhere.ac.uk'],
    ['of a school', 'bethan@ysgol.sch.uk'],
  ])('%s is accepted with a warning', async (_what, address) => {
    await owner.query(
      `insert into organisation (organisation_id, ukprn, name, kind, email_domains, created_at)
       values ('019a0000-0000-7000-8000-000000000001', '90000059', 'University of Northmoor', 'university',
         '{northmoor.example}', now()) on conflict do nothing`,
    )
    const { browser, page } = await signUpAs({ 'E-mail address': address })
    expect(page.text).toContain('This looks like an address of a school, college or university')
    const [letter] = await mailOf(address)
    await browser.get(linkIn(letter))
    await browser.submit('Open my account', {}, { follow: false })
    const account = await browser.get('/account')
    expect(account.text).toContain('Add one of your own')
  })
})

test('in Welsh: page, letter and account', async () => {
  const { browser, page } = await signUpAs({ 'E-mail address': 'cymraes@home.example' }, 'cy')
  expect(page.heading).toBe('Edrychwch ar eich e-bost')
  const [letter] = await mailOf('cymraes@home.example')
  expect(letter?.subject).toBe('Cadarnhewch eich cyfeiriad i agor eich cyfrif')
  expect(letter?.body).toContain('o fewn 24 awr')
  expect(letter?.body).not.toMatch(/\b(the|your|account)\b/)
  await browser.get(linkIn(letter))
  await browser.submit('Agor fy nghyfrif', {}, { follow: false })
  browser.cookies.set('vademecum_language', 'en')
  expect((await browser.get('/account')).heading).toBe('Eich cyfrif')
})

test('a link that is old, wrong or forgotten says that it is over', async () => {
  const { browser } = await signUpAs({ 'E-mail address': 'late@home.example' })
  const [letter] = await mailOf('late@home.example')
  const link = linkIn(letter)
  clock.advance({ hours: 24, minutes: 1 })
  for (const path of [link, '/sign-up/confirm/nothing', `/sign-up/confirm/${'A'.repeat(43)}`]) {
    const page = await browser.get(path)
    expect(page.status).toBe(410)
    expect(page.text).toContain('This link was used already, or its time is over')
  }
  const { rows } = await owner.query(`select token_hash from sign_up where address = 'late@home.example'`)
  await forgetSignUp(app, rows[0].token_hash)
  expect((await owner.query(`select from sign_up where address = 'late@home.example'`)).rowCount).toBe(0)
})

test('too many for one address: 429, and how long to wait', async () => {
  for (let times = 0; times < 5; times += 1) await signUpAs({ 'E-mail address': 'often@home.example' })
  const { page } = await signUpAs({ 'E-mail address': 'often@home.example' })
  expect(page.status).toBe(429)
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a form without its token is refused', async () => {
  const page = await visitor().post('/sign-up', { givenName: 'x' })
  expect(page.status).toBe(403)
})
