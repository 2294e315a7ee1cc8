import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { accounts } from '../../test/identity/accounts.ts'

const { app, server, database, newAccount, mailOf, actionsOf } = await accounts()
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const account = await newAccount()

/** As an operator types it. */
function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH,
    HOME,
    // The same key as the application of this test has.
    VADEMECUM_DATA: app.config.dataFolder,
    DATABASE_URL: database.applicationUrl,
    DATABASE_MIGRATION_URL: database.ownerUrl,
  }
  return new Promise((resolve) => {
    const node = ['--conditions=source', '--import', 'tsx', main, 'token', 'create', ...words]
    execFile(process.execPath, node, { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

function asks(token: string, path: string): Promise<Response> {
  const request = new Request(`${app.config.publicUrl}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return Promise.resolve(server.request(request))
}

test('makes a token for a program, which does what it was made for and nothing else', async () => {
  const made = await run('--account', account.address, '--scope', 'account:read', '--json')
  expect(made).toMatchObject({ code: 0, err: '' })
  const { token } = JSON.parse(made.out)
  const me = await asks(token, '/me')
  expect((await me.json()) as object).toMatchObject({ id: account.personId, scopes: ['account:read'] })
  expect((await asks(token, '/record')).status).toBe(403)
}, 60_000)

test('its person reads that it was made, in their log and by letter', async () => {
  expect(await actionsOf(account.personId)).toContain('account.tokenMade')
  expect((await mailOf(account.address)).map(({ subject }) => subject)).toHaveLength(1)
})

test('may do everything that a token can without --scope', async () => {
  const { out } = await run('--account', account.address, '--label', 'Sync', '--days', '7')
  expect((await asks(out.trim(), '/record')).status).toBe(200)
}, 60_000)

test.each([
  { code: 64, said: 'No scope everything', words: ['--account', account.address, '--scope', 'everything'] },
  { code: 64, said: 'from 1 to 365', words: ['--account', account.address, '--days', '366'] },
  { code: 64, said: '--account', words: ['--json'] },
  { code: 1, said: 'Nothing here', words: ['--account', 'nobody@home.example'] },
])(
  'exits with $code and says $said',
  async ({ code, said, words }) => {
    expect(await run(...words)).toMatchObject({ code, out: '', err: expect.stringContaining(said) })
  },
  60_000,
)
