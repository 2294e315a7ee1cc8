import { describe, expect, test } from 'vitest'
import { effectRecovery } from '../../src/identity/request-recovery.ts'
import type { Browser } from '../support/browser.ts'
import { accounts, linkIn } from './accounts.ts'

const { app, owner, visitor, newAccount, newSignedIn, newOperator, signIn, mailOf, actionsOf } =
  await accounts()
const newPassword = 'kettle orchid saddle 77'

async function makeCodes(browser: Browser, password: string): Promise<string[]> {
  await browser.get('/account/recovery-codes')
  const page = await browser.submit('Make ten codes', { 'Present password': password })
  return page.all('ol code')
}

async function recover(address: string, code: string) {
  const browser = visitor()
  await browser.get('/recover')
  await browser.submit('Continue', { 'E-mail address': address, Code: code })
  return browser
}

describe('printed codes', () => {
  test('ten, shown once; each opens the way to a new password, once; all are told', async () => {
    const { account, browser } = await newSignedIn()
    const codes = await makeCodes(browser, account.password)
    expect(codes).toHaveLength(10)
    expect(codes[0]).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect((await mailOf(account.address))[0]?.subject).toBe('New recovery codes were made')
    const { rows } = await owner.query('select code_hash from recovery_code where person_id = $1', [
      account.personId,
    ])
    expect(rows).toHaveLength(10)
    expect(JSON.stringify(rows)).not.toContain(codes[0])
    expect((await browser.get('/account/recovery-codes')).html).not.toContain(codes[0])

    const typed = ` ${codes[3]?.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `
    const lost = await recover(account.address, typed)
    expect(lost.page.heading).toBe('Set a new password')
    await lost.submit('Set password', { 'New password': newPassword })
    expect(lost.page.path).toBe('/account')
    expect((await mailOf(account.address)).map(({ subject }) => subject)).toEqual([
      'A recovery code was used',
      'Your account was recovered',
    ])
    expect((await browser.get('/account', { follow: false })).status).toBe(303)
    expect(await actionsOf(account.personId)).toEqual(
      expect.arrayContaining([
        'account.recoveryCodesMade',
        'account.recoveryCodeUsed',
        'account.passwordReset',
      ]),
    )
    const again = await recover(account.address, codes[3] ?? '')
    expect(again.page.status).toBe(422)
  })

  test('of before end with new ones', async () => {
    const { account, browser } = await newSignedIn()
    const [old] = await makeCodes(browser, account.password)
    await makeCodes(browser, account.password)
    expect((await recover(account.address, old ?? '')).page.status).toBe(422)
  })

  test('unknown address, another’s code and wrong code are answered alike, five times', async () => {
    const { account, browser } = await newSignedIn()
    const other = await newAccount()
    const [code] = await makeCodes(browser, account.password)
    const answers = []
    for (const [address, tried] of [
      [account.address, 'AAAA-BBBB-CCCC-DDDD'],
      [other.address, code ?? ''],
      ['nobody@home.example', code ?? ''],
    ] as const) {
      const { page } = await recover(address, tried)
      const token = page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
      answers.push([page.status, page.html.replaceAll(address, 'ADDRESS').replaceAll(token, 'TOKEN')])
    }
    expect(answers[0]?.[0]).toBe(422)
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    for (let times = 1; times < 5; times += 1) await recover('nobody@home.example', 'x')
    expect((await recover('nobody@home.example', 'x')).page.status).toBe(429)
  })

  test('are made only with the present password', async () => {
    const { account, browser } = await newSignedIn()
    expect(await makeCodes(browser, 'a guess')).toEqual([])
    expect(browser.page.status).toBe(422)
    expect(await mailOf(account.address)).toEqual([])
  })
})

async function request(operator: Browser, address: string, newAddress: string) {
  await operator.get('/operator/recoveries')
  return operator.submit('#request-recovery', {
    'An address of the account': address,
    'New address': newAddress,
    'How you know who it is': 'Her college confirmed it by telephone.',
  })
}

async function requestOf(personId: string) {
  const { rows } = await owner.query('select * from recovery_request where person_id = $1', [personId])
  return rows[0]
}

/** The hours pass, by the database's clock. */
async function hoursPass(personId: string): Promise<void> {
  await owner.query(
    `update recovery_request set effective_at = now() - interval '1 second' where person_id = $1`,
    [personId],
  )
}

describe('an operator’s help', () => {
  test('waits 72 hours, tells all addresses, and then gives the account to the new one', async () => {
    const operator = await newOperator()
    const { account, browser } = await newSignedIn()
    const page = await request(operator.browser, account.address, 'new1@home.example')
    expect(page.text).toContain('new1@home.example')
    expect(page.text).toContain('waiting')
    const asked = await requestOf(account.personId)
    expect(asked.effective_at - asked.requested_at).toBe(72 * 60 * 60_000)
    const [warning] = await mailOf(account.address)
    expect(warning?.subject).toBe('Somebody asks for access to your account: you can stop it')
    expect(linkIn(warning)).toMatch(/^\/recover\/cancel\//)

    const ids = { personId: account.personId, requestId: asked.request_id }
    await effectRecovery(app, ids)
    expect(await mailOf('new1@home.example')).toEqual([])
    expect((await browser.get('/account')).status).toBe(200)

    await hoursPass(account.personId)
    await effectRecovery(app, ids)
    const [ready] = await mailOf('new1@home.example')
    const person = visitor()
    await person.get(linkIn(ready))
    await person.submit('Set password', { 'New password': newPassword })
    expect(person.page.text).toContain('new1@home.example')
    expect((await browser.get('/account', { follow: false })).status).toBe(303)
    for (const address of [account.address, 'new1@home.example']) {
      expect((await mailOf(address))[0]?.subject).toBe('Your account has a new address and password')
    }
    expect((await signIn({ address: 'new1@home.example', password: newPassword })).page.status).toBe(303)
    expect((await operator.browser.get('/operator/recoveries')).text).toContain('done')
    expect(await actionsOf(account.personId)).toEqual(
      expect.arrayContaining(['account.recoveryRequested', 'account.recoveryTookEffect']),
    )
  })

  test('is stopped from any address, also after the hours; its links then end', async () => {
    const operator = await newOperator()
    const account = await newAccount()
    await request(operator.browser, account.address, 'thief@home.example')
    const stop = linkIn((await mailOf(account.address))[0])
    const { request_id: requestId } = await requestOf(account.personId)
    await hoursPass(account.personId)
    await effectRecovery(app, { personId: account.personId, requestId })
    const link = linkIn((await mailOf('thief@home.example'))[0])

    const person = visitor()
    expect((await person.get(stop)).heading).toBe('Stop the request for your account')
    expect((await requestOf(account.personId)).cancelled_at).toBeNull()
    await person.submit('Stop the request')
    expect(person.page.path).toBe('/sign-in')
    expect((await person.get(stop)).status).toBe(410)
    expect((await visitor().get(link)).status).toBe(410)
    await effectRecovery(app, { personId: account.personId, requestId })
    expect(await mailOf('thief@home.example')).toEqual([])
    expect((await mailOf(account.address))[0]?.subject).toBe('The request for your account was stopped')
    expect((await signIn(account)).page.status).toBe(303)
    expect((await operator.browser.get('/operator/recoveries')).text).toContain('stopped')
  })

  test('can be withdrawn by the operator who asked, by no other', async () => {
    const operator = await newOperator()
    const other = await newOperator()
    const account = await newAccount()
    await request(operator.browser, account.address, 'mistake@home.example')
    const { request_id: id } = await requestOf(account.personId)
    const csrf = (await other.browser.get('/operator/recoveries')).document.querySelector('[name=csrf]')
    const fields = { csrf: csrf?.getAttribute('value') ?? '' }
    expect((await other.browser.post(`/operator/recoveries/${id}/end`, fields)).status).toBe(404)
    await operator.browser.get('/operator/recoveries')
    await operator.browser.submit('Withdraw the request for mistake@home.example')
    expect((await requestOf(account.personId)).cancelled_at).not.toBeNull()
  })

  test.each([
    ['no account', 'nobody@home.example', 'fresh@home.example', 'No account has this address'],
    ['somebody else’s address', undefined, 'taken@home.example', 'belongs to another account'],
  ])('%s is refused', async (_what, address, newAddress, problem) => {
    const operator = await newOperator()
    const account = await newAccount()
    if (newAddress === 'taken@home.example') await newAccount({ address: newAddress })
    const page = await request(operator.browser, address ?? account.address, newAddress)
    expect(page.status).toBe(422)
    expect(page.errors[0]).toContain(problem)
    expect(await mailOf(account.address)).toEqual([])
  })

  test('one request at a time', async () => {
    const operator = await newOperator()
    const account = await newAccount()
    await request(operator.browser, account.address, 'one@home.example')
    const page = await request(operator.browser, account.address, 'two@home.example')
    expect(page.errors).toEqual(['There is a request for this account already'])
  })

  test('is nothing for anybody else', async () => {
    const { browser } = await newSignedIn()
    expect((await browser.get('/operator/recoveries')).status).toBe(404)
    const csrf =
      (await browser.get('/account')).document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
    const answer = await browser.post('/operator/recoveries', {
      csrf,
      address: 'a@home.example',
      newAddress: 'b@home.example',
      reason: 'because I say so',
    })
    expect(answer.status).toBe(404)
    expect((await visitor().get('/operator/recoveries', { follow: false })).status).toBe(303)
  })
})
