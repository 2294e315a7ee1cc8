import { describe, expect, test } from 'vitest'
import { accounts } from './accounts.ts'

const { visitor, newSignedIn, newAccount, signIn, actionsOf, clock } = await accounts()

describe('language and look', () => {
  test('belong to the account, on every device', async () => {
    const { account, browser } = await newSignedIn()
    await browser.get('/account/preferences')
    await browser.submit('Save', {
      Language: 'Cymraeg',
      Colours: 'strong contrast',
      'Size of the text': 'larger',
    })
    const other = await signIn(account)
    const page = await other.get('/account')
    const root = page.document.documentElement
    expect([
      root.getAttribute('lang'),
      root.getAttribute('data-theme'),
      root.getAttribute('data-text'),
    ]).toEqual(['cy', 'contrast', 'larger'])
    expect(page.heading).toBe('Eich cyfrif')
    expect(await actionsOf(account.personId)).toContain('account.preferencesChanged')
  })

  test('what there is not is refused', async () => {
    const { browser } = await newSignedIn()
    const csrf = (await browser.get('/account/preferences')).document.querySelector('[name=csrf]')
    const page = await browser.post('/account/preferences', {
      csrf: csrf?.getAttribute('value') ?? '',
      language: 'tlh',
      theme: 'pink',
      textSize: 'huge',
    })
    expect(page.status).toBe(422)
    expect(page.errors).toEqual(['Choose a language', 'Choose the colours', 'Choose a size'])
  })

  test('signed out: to sign in', async () => {
    expect((await visitor().get('/account/preferences', { follow: false })).status).toBe(303)
  })
})

describe('the language switch', () => {
  test('is kept by a visitor’s browser', async () => {
    const browser = visitor()
    await browser.get('/sign-up')
    await browser.submit('Cymraeg')
    expect(browser.page.path).toBe('/sign-up')
    expect(browser.page.heading).toBe('Creu cyfrif')
    await browser.submit('English')
    expect(browser.page.heading).toBe('Create an account')
  })

  test('changes the account of whoever is signed in', async () => {
    const { account, browser } = await newSignedIn()
    await browser.get('/account')
    await browser.submit('Cymraeg')
    expect((await (await signIn(account)).get('/account')).heading).toBe('Eich cyfrif')
  })

  test('never leads to another site', async () => {
    const browser = visitor()
    const csrf =
      (await browser.get('/sign-up')).document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    const page = await browser.post(
      '/language',
      { csrf, language: 'cy', returnTo: '//evil.example/' },
      { follow: false },
    )
    expect(page.headers.get('location')).toBe('/')
  })
})

describe('the account page', () => {
  test('says what is limited for somebody under 18, until the birthday', async () => {
    const today = clock.now().toISOString()
    const birthDate = `${Number(today.slice(0, 4)) - 18}${clock.now().toISOString().slice(4, 10)}`
    const adult = await signIn(await newAccount({ birthDate }))
    expect((await adult.get('/account')).text).not.toContain('Until you are 18')
    const child = await signIn(await newAccount({ birthDate: '2012-01-31' }))
    expect((await child.get('/account')).text).toContain('Until you are 18')
    expect((await child.get('/account')).text).toContain('after 30 days at most')
  })

  test('asks for a second way in', async () => {
    const { browser } = await newSignedIn()
    expect((await browser.get('/account')).text).toContain('You have no second way in')
  })
})
