import { describe, expect, test } from 'vitest'
import { openApp } from '../../src/open-app.ts'
import { createServer } from '../../src/server.ts'
import { wordsFor } from '../../src/words.ts'
import { browser as toBrowser } from '../support/browser.ts'
import type { Page } from '../support/page.ts'
import { accounts, password } from './accounts.ts'

const { app, database, visitor, owner, newAccount, newSignedIn, signIn, clock, actionsOf } = await accounts()
const cookieName = 'vademecum_session'
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** What an answer gives away, without what is different in every answer. */
function seen(page: Page, address: string) {
  const headers = Object.fromEntries(
    [...page.headers].filter(([name]) => !['date', 'set-cookie', 'location'].includes(name)),
  )
  const token = page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
  return {
    status: page.status,
    location: page.headers.get('location'),
    cookies: page.headers.getSetCookie().map((line) => line.split('=')[0]),
    headers,
    body: page.html.replaceAll(address, 'ADDRESS').replaceAll(token, 'TOKEN'),
  }
}

describe('signing in', () => {
  test('opens a session that outlives the browser and the server', async () => {
    const account = await newAccount()
    const browser = visitor()
    await browser.get('/account', { follow: false })
    expect(browser.page.headers.get('location')).toBe('/sign-in?to=%2Faccount')
    await browser.get('/sign-in?to=%2Faccount')
    const answer = await browser.submit(
      '#sign-in',
      { 'E-mail address': ` ${account.address.toUpperCase()} `, Password: account.password },
      { follow: false },
    )
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/account')
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(cookieName))
    expect(cookie).toMatch(/^vademecum_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await browser.get('/account')).text).toContain(account.address)

    const restarted = openApp(app.config, database.applicationUrl, { now: clock.now })
    const later = toBrowser(createServer(restarted), { origin: app.config.publicUrl })
    later.cookies.set(cookieName, browser.cookies.get(cookieName) ?? '')
    expect((await later.get('/account')).text).toContain(account.address)
    await restarted.close()

    const { rows } = await owner.query('select token_hash from session where person_id = $1', [
      account.personId,
    ])
    expect(rows[0].token_hash).not.toContain(browser.cookies.get(cookieName))
    expect(await actionsOf(account.personId)).toEqual(['account.opened', 'account.signedIn'])
  })

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads on to %s',
    async (to) => {
      const account = await newAccount()
      const browser = visitor()
      await browser.get('/sign-in')
      const csrf = browser.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
      const { address, password } = account
      const answer = await browser.post('/sign-in', { csrf, address, password, to }, { follow: false })
      expect(answer.headers.get('location')).toBe('/')
    },
  )

  test('answers alike for a wrong password, an unknown address and a recovery address', async () => {
    const known = await newAccount({ address: 'aaaaa@home.example' })
    await owner.query(
      `insert into email_key (address, person_id, purpose) values ('ccccc@home.example', $1, 'recovery')`,
      [known.personId],
    )
    const answers = []
    for (const [address, tried] of [
      [known.address, 'not the password at all'],
      ['bbbbb@home.example', password],
      ['ccccc@home.example', password],
    ] as const) {
      const browser = visitor()
      await browser.get('/sign-in')
      answers.push(seen(await browser.submit('#sign-in', { address, password: tried }), address))
    }
    expect(answers[0]?.status).toBe(422)
    expect(answers[0]?.body).toContain(wordsFor('en')('identity.signInWrong'))
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  test('takes as long for an unknown address', async () => {
    const known = await newAccount()
    const took = { known: [] as number[], unknown: [] as number[] }
    const browser = visitor()
    for (let round = 0; round < 7; round += 1) {
      for (const [kind, address] of [
        ['known', known.address],
        ['unknown', `nobody${round}@home.example`],
      ] as const) {
        await browser.get('/sign-in')
        const start = performance.now()
        await browser.submit('#sign-in', { address, password: 'not the password at all' })
        took[kind].push(performance.now() - start)
      }
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[3] ?? 0
    // Without the hash an unknown address would answer in a fifth of the time.
    expect(median(took.unknown)).toBeGreaterThan(median(took.known) * 0.5)
  })

  test('is refused after ten tries, known or not, until the time is over', async () => {
    const known = await newAccount()
    for (const address of [known.address, 'never-heard-of@home.example']) {
      const browser = visitor()
      for (let times = 0; times < 10; times += 1) {
        await browser.get('/sign-in')
        expect((await browser.submit('#sign-in', { address, password: 'wrong' })).status).toBe(422)
      }
      await browser.get('/sign-in')
      const page = await browser.submit('#sign-in', { address, password })
      expect(page.status).toBe(429)
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(600)
    }
  })

  test('counts from the start again after a success', async () => {
    const account = await newAccount()
    for (let rounds = 0; rounds < 2; rounds += 1) {
      const browser = visitor()
      for (let times = 0; times < 8; times += 1) {
        await browser.get('/sign-in')
        await browser.submit('#sign-in', { address: account.address, password: 'wrong' })
      }
      expect((await signIn(account)).page.status).toBe(303)
    }
  })

  test('leaves the session of before behind', async () => {
    const { account, browser } = await newSignedIn()
    const old = browser.cookies.get(cookieName) ?? ''
    const again = visitor()
    await again.get('/sign-in')
    again.cookies.set(cookieName, old)
    const csrf = (await again.get('/account')).document.querySelector('[name=csrf]')?.getAttribute('value')
    await again.post(
      '/sign-in',
      { csrf: csrf ?? '', address: account.address, password: account.password },
      { follow: false },
    )
    expect(again.cookies.get(cookieName)).not.toBe(old)
    browser.cookies.set(cookieName, old)
    expect((await browser.get('/account', { follow: false })).status).toBe(303)
  })
})

describe('sessions', () => {
  test('are listed, and another device is signed out', async () => {
    const { account, browser } = await newSignedIn()
    const other = visitor()
    await other.get('/sign-in')
    await other.submit(
      '#sign-in',
      { address: account.address, password: account.password },
      { headers: { 'user-agent': firefox }, follow: false },
    )
    const page = await browser.get('/account/sessions')
    expect(page.text).toContain('Firefox, Windows')
    expect(page.text).toContain('this device')
    await browser.submit('Sign out Firefox, Windows')
    expect(browser.page.text).not.toContain('Firefox, Windows')
    expect((await other.get('/account', { follow: false })).status).toBe(303)
    expect((await browser.get('/account')).status).toBe(200)
    expect(await actionsOf(account.personId)).toContain('account.sessionEnded')
  })

  test('of somebody else are not found', async () => {
    const { account } = await newSignedIn()
    const { browser: stranger } = await newSignedIn()
    const { rows } = await owner.query('select session_id from session where person_id = $1', [
      account.personId,
    ])
    const csrf = (await stranger.get('/account/sessions')).document.querySelector('[name=csrf]')
    const fields = { csrf: csrf?.getAttribute('value') ?? '' }
    const path = `/account/sessions/${rows[0].session_id}/end`
    expect((await stranger.post(path, fields)).status).toBe(404)
    expect(
      (await stranger.post('/account/sessions/019a0000-0000-7000-8000-000000000001/end', fields)).status,
    ).toBe(404)
    expect((await stranger.post('/account/sessions/nonsense/end', fields)).status).toBe(404)
    const { rows: still } = await owner.query('select ended_at from session where person_id = $1', [
      account.personId,
    ])
    expect(still[0].ended_at).toBeNull()
  })

  test('end with signing out, also for a copy of the cookie', async () => {
    const { account, browser } = await newSignedIn()
    const cookie = browser.cookies.get(cookieName) ?? ''
    await browser.get('/account')
    await browser.submit('form[action="/sign-out"]', {}, { follow: false })
    expect(browser.cookies.get(cookieName)).toBeUndefined()
    browser.cookies.set(cookieName, cookie)
    expect((await browser.get('/account', { follow: false })).status).toBe(303)
    expect(await actionsOf(account.personId)).toContain('account.signedOut')
  })

  test('rest for 30 days; use keeps them, written at most every ten minutes', async () => {
    const { account, browser } = await newSignedIn()
    const lastSeen = async () => {
      const { rows } = await owner.query('select last_seen_at from session where person_id = $1', [
        account.personId,
      ])
      return rows[0].last_seen_at.getTime()
    }
    const first = await lastSeen()
    clock.advance({ minutes: 9 })
    await browser.get('/account')
    expect(await lastSeen()).toBe(first)
    clock.advance({ minutes: 2 })
    await browser.get('/account')
    expect(await lastSeen()).toBe(first + 11 * 60_000)
    clock.advance({ days: 29 })
    expect((await browser.get('/account')).status).toBe(200)
    clock.advance({ days: 29 })
    expect((await browser.get('/account')).status).toBe(200)
    clock.advance({ days: 30, minutes: 1 })
    expect((await browser.get('/account', { follow: false })).status).toBe(303)
  })

  test.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}'`, '🍪'.repeat(20)])(
    'a cookie of our name that we did not make (%s) is nobody',
    async (value) => {
      const browser = visitor()
      browser.cookies.set(cookieName, encodeURIComponent(value))
      expect((await browser.get('/account', { follow: false })).status).toBe(303)
    },
  )
})
