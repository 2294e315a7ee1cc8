import { describe, expect, test } from 'vitest'
import type { Page } from '../support/page.ts'
import { accounts, linkIn } from './accounts.ts'

const { visitor, newAccount, newSignedIn, signIn, mailOf, clock, actionsOf, owner } = await accounts()
const newPassword = 'kettle orchid saddle 77'

async function askForReset(address: string): Promise<Page> {
  const browser = visitor()
  await browser.get('/forgotten-password')
  return browser.submit('Send the link', { 'E-mail address': address }, { follow: false })
}

describe('a forgotten password', () => {
  test('is set anew through the mailed link, once; every device is signed out', async () => {
    const { account, browser: before } = await newSignedIn()
    await askForReset(account.address)
    const link = linkIn((await mailOf(account.address))[0])
    const browser = visitor()
    expect((await browser.get(link)).heading).toBe('Set a new password')
    const weak = await browser.submit('Set password', { 'New password': 'Amina1234567' })
    expect(weak.status).toBe(422)
    expect(weak.errors[0]).toContain('Leave your name')
    await browser.get(link)
    await browser.submit('Set password', { 'New password': newPassword })
    expect(browser.page.path).toBe('/account')
    expect(browser.page.text).toContain(account.address)
    expect((await before.get('/account', { follow: false })).status).toBe(303)
    expect((await browser.get(link)).status).toBe(410)
    expect((await signIn(account)).page.status).toBe(422)
    expect((await signIn({ ...account, password: newPassword })).page.status).toBe(303)
    expect((await mailOf(account.address))[0]?.subject).toBe('A new password was set')
    expect(await actionsOf(account.personId)).toContain('account.passwordReset')
  })

  test('is answered alike for every address, and nothing is mailed to strangers', async () => {
    const account = await newAccount()
    const known = await askForReset(account.address)
    const unknown = await askForReset('nobody-here@home.example')
    for (const page of [known, unknown]) {
      expect(page.status).toBe(303)
      expect(page.headers.get('location')).toBe('/forgotten-password/sent')
      expect(page.html).toBe('')
    }
    const names = (page: Page) => [...page.headers.keys()].sort()
    expect(names(unknown)).toEqual(names(known))
    expect(await mailOf('nobody-here@home.example')).toEqual([])
    expect(await mailOf(account.address)).toHaveLength(1)
  })

  test('a link of an hour ago, another kind of link, or none of ours is over', async () => {
    const account = await newAccount()
    await askForReset(account.address)
    const link = linkIn((await mailOf(account.address))[0])
    const browser = visitor()
    expect((await browser.get(link.replace('/reset-password/', '/recover/'))).status).toBe(410)
    expect((await browser.get(link.replace('/reset-password/', '/recover/cancel/'))).status).toBe(410)
    expect((await browser.get('/reset-password/nothing')).status).toBe(410)
    await browser.get(link)
    clock.advance({ minutes: 61 })
    expect((await browser.submit('Set password', { 'New password': newPassword })).status).toBe(410)
    expect((await signIn(account)).page.status).toBe(303)
  })

  test('of two links the second ends with the first', async () => {
    const account = await newAccount()
    await askForReset(account.address)
    await askForReset(account.address)
    const [first, second] = (await mailOf(account.address)).map(linkIn)
    const browser = visitor()
    await browser.get(first ?? '')
    await browser.submit('Set password', { 'New password': newPassword })
    expect((await visitor().get(second ?? '')).status).toBe(410)
  })

  test('five letters a day for one address', async () => {
    const account = await newAccount()
    for (let times = 0; times < 5; times += 1) expect((await askForReset(account.address)).status).toBe(303)
    const refused = await askForReset(account.address)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  })

  test('nothing that waits in the queue can be read', async () => {
    const account = await newAccount()
    await askForReset(account.address)
    const { rows } = await owner.query('select payload from graphile_worker._private_jobs')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(account.address)
  })
})

describe('changing the password', () => {
  test('signs out every other device and renews this one', async () => {
    const { account, browser } = await newSignedIn()
    const other = await signIn(account)
    const cookie = browser.cookies.get('vademecum_session')
    await browser.get('/account/password')
    await browser.submit('Change password', {
      'Present password': account.password,
      'New password': newPassword,
    })
    expect(browser.page.path).toBe('/account')
    expect(browser.cookies.get('vademecum_session')).not.toBe(cookie)
    expect((await other.get('/account', { follow: false })).status).toBe(303)
    expect((await mailOf(account.address))[0]?.subject).toBe('Your password was changed')
    expect(await actionsOf(account.personId)).toContain('account.passwordChanged')
  })

  test('asks for the present one, and no more than ten times', async () => {
    const { account, browser } = await newSignedIn()
    const attempt = async () => {
      await browser.get('/account/password')
      return browser.submit('Change password', { 'Present password': 'guess', 'New password': newPassword })
    }
    const page = await attempt()
    expect(page.status).toBe(422)
    expect(page.errors).toEqual(['That is not your present password'])
    for (let times = 1; times < 10; times += 1) await attempt()
    expect((await attempt()).status).toBe(429)
    expect(await mailOf(account.address)).toEqual([])
  })

  test('signed out: to sign in', async () => {
    const page = await visitor().get('/account/password', { follow: false })
    expect(page.headers.get('location')).toBe('/sign-in?to=%2Faccount%2Fpassword')
  })
})
