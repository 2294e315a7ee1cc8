import { describe, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import { createTokenOf } from '../../src/identity/api-token.ts'
import { accounts, command, linkIn, password } from '../identity/accounts.ts'

const { app, server, owner, work, actionsOf, newSignedIn, visitor, mailOf, newAccount, signIn } =
  await accounts()

describe('a link that sets a new password', () => {
  test('ends when its person changes the password', async () => {
    const { account, browser } = await newSignedIn()
    const thief = visitor()
    await thief.get('/forgotten-password')
    await thief.post('/forgotten-password', {
      address: account.address,
      csrf: String(thief.page.html.match(/name="csrf" value="([^"]*)"/)?.[1]),
    })
    const link = linkIn((await mailOf(account.address)).find(({ body }) => body.includes('password')))
    expect((await thief.get(link)).status).toBe(200)
    await browser.get('/account/password')
    await browser.submit('#main form', { password, newPassword: 'meadow kettle thirteen 9' })
    expect((await thief.get(link)).status).toBe(410)
  })
})

describe('sharing with addresses', () => {
  test('sends no flood of letters', async () => {
    const { browser } = await newSignedIn()
    await browser.get('/portfolio/pages/new')
    const made = await browser.submit('Start writing', { title: 'A page' })
    const id = made.path.split('/').at(-2)
    const headers = {
      'content-type': 'application/json',
      'x-csrf-token': String(made.html.match(/name="csrf" value="([^"]*)"/)?.[1]),
    }
    const send = (method: string, path: string, body: unknown) =>
      browser.request(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
    const blocks = [{ kind: 'text', text: 'Read me' }]
    await send('PUT', `/pages/${id}/draft`, { revision: 1, title: 'A page', language: 'en', blocks })
    expect((await send('POST', `/pages/${id}/publication`, {})).status).toBe(201)
    const statuses = new Set<number>()
    for (let index = 0; index < 52; index += 1) {
      const recipient = `stranger${index}@home.example`
      const share = { pageId: id, audience: 'person', recipient, purpose: 'Buy this', days: 7 }
      statuses.add((await send('POST', '/shares', share)).status)
    }
    expect(statuses).toContain(429)
  })
})

describe('wrong passwords by a stranger', () => {
  /** Somebody in another network. */
  const elsewhere = (remoteAddress: string) => {
    const env = { incoming: { socket: { remoteAddress } } }
    const answering = { request: (request: Request) => server.fetch(request, env) }
    return browser(answering, { origin: app.config.publicUrl })
  }

  test('do not keep the person out', async () => {
    const account = await newAccount()
    const stranger = elsewhere('198.51.100.7')
    for (let index = 0; index < 12; index += 1) {
      await stranger.get('/sign-in')
      await stranger.submit('#sign-in', { address: account.address, password: `guess ${index}` })
    }
    expect(stranger.page.status).toBe(429)
    const person = await signIn(account)
    expect((await person.get('/account')).path).toBe('/account')
  })

  test('are told to the person, once in a while', async () => {
    const account = await newAccount()
    const stranger = elsewhere('198.51.100.8')
    for (const address of [account.address, account.address, 'nobody8@home.example', account.address]) {
      await stranger.get('/sign-in')
      expect((await stranger.submit('#sign-in', { address, password: 'guess' })).status).toBe(422)
      await work()
    }
    expect(await actionsOf(account.personId)).toEqual(['account.opened', 'account.signInFailed'])
    const person = await signIn(account)
    const told = (await person.get('/account/activity')).text
    expect(told).toContain('Somebody tried to sign in with a wrong password')
    expect(told).toContain('They could not: it was refused')
  })

  test('are not free because they come from many networks', async () => {
    const { address } = await newAccount()
    let last = 0
    for (let network = 0; network < 12 && last !== 429; network += 1) {
      for (let index = 0; index < 10; index += 1) {
        const stranger = elsewhere(`198.51.100.${network}`)
        await stranger.get('/sign-in')
        const page = await stranger.submit('#sign-in', { address, password: 'guess' })
        last = page.status
      }
    }
    expect(last).toBe(429)
  }, 120_000)
})

describe('wrong codes by a stranger', () => {
  const claim = async (browser: Awaited<ReturnType<typeof signIn>>) => {
    await browser.get('/record/claim')
    return browser.submit('Connect my record', { uln: '8228186621', code: 'K7Q2-M4XA-09ZC-TBHE' })
  }

  test('do not keep the learner from claiming', async () => {
    const { browser: stranger } = await newSignedIn()
    for (let tries = 0; tries < 10; tries += 1) expect((await claim(stranger)).status).toBe(422)
    expect((await claim(stranger)).status).toBe(429)
    const { browser: learner } = await newSignedIn()
    expect((await claim(learner)).status).toBe(422)
  })
})

describe('an account prepared by somebody else', () => {
  const theirs = 'a password of the attacker 7'

  async function prepare(address: string) {
    const attacker = visitor()
    await attacker.get('/sign-up')
    await attacker.submit('Create account', {
      ...{ 'Given name': 'Amina', 'Family name': 'Yusuf', Password: theirs },
      ...{ 'E-mail address': address, Day: '15', Month: '5', Year: '2000' },
    })
    return { attacker, link: linkIn((await mailOf(address))[0]) }
  }

  const personsOf = async (address: string) =>
    (await owner.query('select from email_key where address = $1', [address])).rowCount

  test('is not opened by the victim’s press of a button', async () => {
    const address = 'victim1@home.example'
    const { attacker, link } = await prepare(address)
    const victim = visitor()
    const page = await victim.get(link)
    expect(page.heading).toBe('Did you ask for this account?')
    expect(page.text).toContain(address)
    const pressed = await victim.submit('#confirm')
    expect(pressed.status).toBe(422)
    expect(pressed.errors).toEqual(['Write the password'])
    const guessed = await victim.submit('#confirm', { password: 'a password of the victim 7' })
    expect(guessed.status).toBe(422)
    expect(guessed.errors[0]).toContain('not the password chosen')
    expect(await personsOf(address)).toBe(0)
    await attacker.get('/sign-in')
    expect((await attacker.submit('#sign-in', { address, password: theirs })).status).toBe(422)
  })

  test('is forgotten when the victim says so', async () => {
    const address = 'victim2@home.example'
    const { attacker, link } = await prepare(address)
    const victim = visitor()
    await victim.get(link)
    const home = await victim.submit('This was not me: forget it')
    expect(home.path).toBe('/')
    expect(home.html).toContain('the link no longer works')
    expect((await victim.get(link)).status).toBe(410)
    expect((await attacker.get(link)).status).toBe(410)
    expect((await owner.query('select from sign_up where address = $1', [address])).rowCount).toBe(0)
  })

  test('asks for the password, too, when it is not known which browser asked', async () => {
    const address = 'victim3@home.example'
    const { link } = await prepare(address)
    await owner.query('update sign_up set browser_hash = null where address = $1', [address])
    expect((await visitor().get(link)).heading).toBe('Did you ask for this account?')
  })
})

describe('whoever sits at somebody’s open screen', () => {
  const wanted = { Name: 'Backup', 'It may': ['read your record'], 'For how long?': '365 days' }

  test('makes no token that outlives the session', async () => {
    const { account, browser } = await newSignedIn()
    await browser.get('/account/tokens')
    const page = await browser.submit('#make-token', { ...wanted, 'Present password': 'guess' })
    expect(page.status).toBe(422)
    expect(page.errors).toEqual(['That is not your present password'])
    const { rowCount } = await owner.query('select from api_token where person_id = $1', [account.personId])
    expect(rowCount).toBe(0)
    expect(await mailOf(account.address)).toEqual([])
  })
})

describe('a token of before', () => {
  test('ends when its person changes the password, which says so', async () => {
    const { account, browser } = await newSignedIn()
    const wanted = { label: 'thief', scopes: ['record:read'], expiresAt: null }
    const { token } = await createTokenOf(app, command, account.address, wanted)
    const thief = () => visitor().request('/api/v1/record', { headers: { authorization: `Bearer ${token}` } })
    expect((await thief()).status).toBe(200)
    const page = await browser.get('/account/password')
    expect(page.text).toContain('all access for programs ends')
    await browser.submit('#main form', { password, newPassword: 'meadow kettle thirteen 9' })
    expect((await thief()).status).toBe(401)
  })
})
