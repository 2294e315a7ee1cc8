import { describe, expect, test } from 'vitest'
import { createToken, createTokenOf } from '../../src/identity/api-token.ts'
import { personOfToken } from '../../src/identity/signed-in.ts'
import { accounts, command } from './accounts.ts'

const { app, owner, visitor, newAccount, newSignedIn, clock, actionsOf } = await accounts()
const nothingElse = async () => undefined
const personOf = async (token: string) => (await personOfToken(app, token, nothingElse))?.person

describe('an API token', () => {
  test('is made at a page, shown once, and carries what it was made for', async () => {
    const { account, browser } = await newSignedIn()
    await browser.get('/account/tokens')
    const page = await browser.submit('#make-token', {
      Name: 'My script',
      'It may': ['read your record', 'share, and stop a share'],
      'For how long?': '30 days',
      'Present password': account.password,
    })
    const token = page.document.querySelector('#token')?.getAttribute('value') ?? ''
    expect(token).toMatch(/^vdm_[\w-]{43}$/)
    const person = await personOf(token)
    expect(person).toMatchObject({
      personId: account.personId,
      name: 'Amina Rahman',
      scopes: ['record:read', 'shares:write'],
      isOperator: false,
    })
    const list = await browser.get('/account/tokens')
    expect(list.text).toContain('My script')
    expect(list.html).not.toContain(token)
    const { rows } = await owner.query('select * from api_token where person_id = $1', [account.personId])
    expect(JSON.stringify(rows)).not.toContain(token.slice(4))
    expect(await actionsOf(account.personId)).toContain('account.tokenMade')
  })

  test('ends by itself, and at once when it is revoked', async () => {
    const { account, browser } = await newSignedIn()
    const hour = new Date(clock.now().getTime() + 60 * 60_000)
    const wanted = { label: 'short', scopes: ['record:read'], expiresAt: hour }
    const { token: short } = await createTokenOf(app, command, account.address, wanted)
    const long = { label: 'long', scopes: ['record:read'], expiresAt: null }
    const { token } = await createTokenOf(app, command, account.address, long)
    expect(await personOf(short)).toBeDefined()
    clock.advance({ minutes: 61 })
    expect(await personOf(short)).toBeUndefined()
    expect(await personOf(token)).toBeDefined()
    await browser.get('/account/tokens')
    await browser.submit('Revoke long')
    expect(await personOf(token)).toBeUndefined()
  })

  test('is not somebody else’s to revoke', async () => {
    const account = await newAccount()
    const { browser } = await newSignedIn()
    const wanted = { label: 'mine', scopes: ['record:read'], expiresAt: null }
    const { token, tokenId } = await createTokenOf(app, command, account.address, wanted)
    const csrf = (await browser.get('/account/tokens')).document.querySelector('[name=csrf]')
    const fields = { csrf: csrf?.getAttribute('value') ?? '' }
    expect((await browser.post(`/account/tokens/${tokenId}/end`, fields)).status).toBe(404)
    expect(await personOf(token)).toBeDefined()
  })

  test('makes no tokens and changes no account', async () => {
    const account = await newAccount()
    const wanted = { label: 'x', scopes: ['record:read'], expiresAt: null }
    const { token } = await createTokenOf(app, command, account.address, wanted)
    const answer = await visitor().request('/account', { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(403)
    const person = await personOf(token)
    const actor = { kind: 'person', learnerIds: [], roles: [], ...person } as unknown as Parameters<
      typeof createToken
    >[1]
    await expect(createToken(app, actor, account.password, wanted)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test.each([
    ['no name', { label: ' ', scopes: ['record:read'], expiresAt: null }],
    ['nothing that it may', { label: 'x', scopes: [], expiresAt: null }],
    ['something that there is not', { label: 'x', scopes: ['everything'], expiresAt: null }],
    ['an end in the past', { label: 'x', scopes: ['record:read'], expiresAt: new Date(0) }],
  ])('%s is refused', async (_what, wanted) => {
    const account = await newAccount()
    await expect(createTokenOf(app, command, account.address, wanted)).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('of an account that there is not: not found', async () => {
    const wanted = { label: 'x', scopes: ['record:read'], expiresAt: null }
    await expect(createTokenOf(app, command, 'nobody@home.example', wanted)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test.each(['', 'vdm_', `vdm_${'A'.repeat(43)}`, 'A'.repeat(47)])('%s is nobody’s', async (token) => {
    expect(await personOf(token)).toBeUndefined()
  })

  test('the form says what is missing', async () => {
    const { browser } = await newSignedIn()
    await browser.get('/account/tokens')
    const page = await browser.submit('#make-token', {})
    expect(page.status).toBe(422)
    expect(page.errors).toEqual([
      'Give it a name of at most 100 letters',
      'Choose what it may do',
      'Write the password',
    ])
  })
})
