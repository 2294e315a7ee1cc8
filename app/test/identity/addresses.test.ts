import { describe, expect, test } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { accounts, linkIn } from './accounts.ts'

const { visitor, newAccount, newSignedIn, signIn, mailOf, clock, actionsOf } = await accounts()

async function add(browser: Browser, address: string, purpose: string, password: string) {
  await browser.get('/account/addresses')
  return browser.submit('#add-address', {
    'New address': address,
    'What is it for?': purpose,
    'Present password': password,
  })
}

async function addConfirmed(browser: Browser, address: string, purpose: string, password: string) {
  await add(browser, address, purpose, password)
  const link = linkIn((await mailOf(address))[0])
  const telephone = visitor()
  await telephone.get(link)
  await telephone.submit('Confirm')
  return link
}

test('a second address for signing in: added, confirmed on a telephone that is not signed in, told to all', async () => {
  const { account, browser } = await newSignedIn()
  const page = await add(browser, 'second@home.example', 'signing in', account.password)
  expect(page.text).toContain('waiting for you to open the link')
  expect((await signIn({ ...account, address: 'second@home.example' })).page.status).toBe(422)

  const [letter] = await mailOf('second@home.example')
  const telephone = visitor()
  const confirm = await telephone.get(linkIn(letter))
  expect(confirm.text).toContain('second@home.example')
  await telephone.submit('Confirm')
  expect(telephone.page.path).toBe('/sign-in')
  for (const address of [account.address, 'second@home.example']) {
    expect((await mailOf(address)).map(({ subject }) => subject)).toEqual([
      'An address was added to your account',
    ])
  }
  expect((await signIn({ ...account, address: 'second@home.example' })).page.status).toBe(303)
  expect((await telephone.get(linkIn(letter))).status).toBe(410)
  expect(await actionsOf(account.personId)).toEqual(
    expect.arrayContaining(['account.addressAdded', 'account.addressConfirmed']),
  )
})

test('a recovery address brings back, and signs nobody in', async () => {
  const { account, browser } = await newSignedIn()
  await addConfirmed(browser, 'mother@home.example', 'a way back only', account.password)
  expect((await mailOf(account.address))[0]?.subject).toBe('A second address was added to your account')
  await mailOf('mother@home.example')
  expect((await signIn({ ...account, address: 'mother@home.example' })).page.status).toBe(422)

  const lost = visitor()
  await lost.get('/forgotten-password')
  await lost.submit('Send the link', { 'E-mail address': 'mother@home.example' })
  const link = linkIn((await mailOf('mother@home.example'))[0])
  expect(link).toMatch(/^\/recover\//)
  await lost.get(link)
  await lost.submit('Set password', { 'New password': 'kettle orchid saddle 77' })
  expect(lost.page.path).toBe('/account')
  for (const address of [account.address, 'mother@home.example']) {
    expect((await mailOf(address))[0]?.subject).toBe('Your account was recovered')
  }
})

describe('removing', () => {
  test('tells every address, the removed one too; it can no longer be used', async () => {
    const { account, browser } = await newSignedIn()
    await addConfirmed(browser, 'gone@home.example', 'signing in', account.password)
    await mailOf(account.address)
    await mailOf('gone@home.example')
    await browser.get('/account/addresses')
    await browser.submit('Remove gone@home.example')
    expect(browser.page.text).not.toContain('gone@home.example')
    for (const address of [account.address, 'gone@home.example']) {
      expect((await mailOf(address))[0]?.body).toContain('gone@home.example was removed')
    }
    expect((await signIn({ ...account, address: 'gone@home.example' })).page.status).toBe(422)
  })

  test('never takes the last one for signing in', async () => {
    const { account, browser } = await newSignedIn()
    await addConfirmed(browser, 'onlyback@home.example', 'a way back only', account.password)
    const page = await browser.get('/account/addresses')
    expect(page.text).toContain('the last one stays')
    const csrf = page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    const refused = await browser.post('/account/addresses/removal', { csrf, address: account.address })
    expect(refused.status).toBe(422)
    expect(refused.errors[0]).toContain('the last address with which you can sign in')
    expect((await signIn(account)).page.status).toBe(303)
  })

  test('two at once do not leave none', async () => {
    const { account, browser } = await newSignedIn()
    await addConfirmed(browser, 'both@home.example', 'signing in', account.password)
    const page = await browser.get('/account/addresses')
    const csrf = page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    const answers = await Promise.all(
      [account.address, 'both@home.example'].map((address) =>
        browser.request('/account/addresses/removal', {
          method: 'POST',
          body: new URLSearchParams({ csrf, address }),
        }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 422]))
  })

  test('is not for somebody else’s', async () => {
    const other = await newAccount()
    const { browser } = await newSignedIn()
    const csrf = (await browser.get('/account/addresses')).document.querySelector('[name=csrf]')
    const answer = await browser.post('/account/addresses/removal', {
      csrf: csrf?.getAttribute('value') ?? '',
      address: other.address,
    })
    expect(answer.status).toBe(404)
    expect((await signIn(other)).page.status).toBe(303)
  })
})

test('an address that somebody else has: the same answer, and a letter to them', async () => {
  const other = await newAccount()
  const { account, browser } = await newSignedIn()
  // The list of addresses is in the order in which they came.
  clock.advance({ minutes: 1 })
  const known = await add(browser, other.address, 'signing in', account.password)
  const said = known.text.replaceAll(other.address, 'ADDRESS')
  const [letter] = await mailOf(other.address)
  expect(letter?.subject).toBe('Somebody wanted to add your address')
  expect(letter?.body).not.toContain('/confirm/')
  const { account: mine, browser: second } = await newSignedIn()
  clock.advance({ minutes: 1 })
  const unknown = await add(second, 'free@home.example', 'signing in', mine.password)
  expect(unknown.text.replaceAll('free@home.example', 'ADDRESS').replace(mine.address, '')).toBe(
    said.replace(account.address, ''),
  )
})

test.each([
  ['nothing chosen', { 'New address': 'x@home.example' }, 3],
  ['no address', { 'New address': 'x', 'What is it for?': 'signing in', 'Present password': 'y' }, 1],
  [
    'a wrong password',
    { 'New address': 'x@home.example', 'What is it for?': 'signing in', 'Present password': 'y' },
    1,
  ],
])('%s is refused', async (_what, fields, most) => {
  const { browser } = await newSignedIn()
  await browser.get('/account/addresses')
  const page = await browser.submit('#add-address', fields)
  expect(page.status).toBe(422)
  expect(page.errors.length).toBeGreaterThan(0)
  expect(page.errors.length).toBeLessThanOrEqual(most)
  expect(await mailOf('x@home.example')).toEqual([])
})

test('a link of yesterday is over', async () => {
  const { account, browser } = await newSignedIn()
  await add(browser, 'slow@home.example', 'signing in', account.password)
  const link = linkIn((await mailOf('slow@home.example'))[0])
  clock.advance({ hours: 25 })
  expect((await visitor().get(link)).status).toBe(410)
})

test('signed out: to sign in', async () => {
  const page = await visitor().get('/account/addresses', { follow: false })
  expect(page.headers.get('location')).toBe('/sign-in?to=%2Faccount%2Faddresses')
})
