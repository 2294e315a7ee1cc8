import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'

const database = await createTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'vademecum-account-'))
afterAll(() => rmSync(folder, { recursive: true }))
const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** As an operator types it, with the password on standard input. */
function run(words: readonly string[], typed = ''): Promise<{ code: number; out: string; err: string }> {
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH,
    HOME,
    VADEMECUM_DATA: folder,
    DATABASE_URL: database.applicationUrl,
    DATABASE_MIGRATION_URL: database.ownerUrl,
  }
  return new Promise((resolve) => {
    const node = ['--conditions=source', '--import', 'tsx', main, 'account', 'create', ...words]
    const child = execFile(process.execPath, node, { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
    child.stdin?.end(typed)
  })
}

const gwen = [
  ...['--email', 'Gwen@record.example', '--given-name', 'Gwen', '--family-name', 'Prys'],
  ...['--birth-date', '1980-02-29', '--language', 'cy'],
]

test('opens the first operator’s account, once', async () => {
  const made = await run(
    [...gwen, '--operator', '--password-file', '-', '--json'],
    'lantern harbour velvet 9\n',
  )
  expect(made).toMatchObject({ code: 0 })
  const { personId, password } = JSON.parse(made.out)
  expect(password).toBeUndefined()

  const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.backup=on' })
  await owner.connect()
  const { rows } = await owner.query('select person_id from operator')
  await owner.end()
  expect(rows).toEqual([{ person_id: personId }])

  const again = await run([...gwen, '--operator'])
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('belongs to an account already') })
}, 60_000)

test('makes a password when none is given, and says what is wrong', async () => {
  const owen = gwen.map((word) => word.replace('Gwen@', 'owen@'))
  const made = await run(owen)
  expect(made.out).toMatch(/shown only now: ([0-9A-Z]{4}-){3}[0-9A-Z]{4}/)
  expect(await run(['--email', 'x'])).toMatchObject({ code: 64 })
  expect(await run([...owen, '--language', 'tlh'])).toMatchObject({ code: 64 })
  expect(await run([...owen, '--password-file', join(folder, 'nothing')])).toMatchObject({ code: 66 })
  const weak = await run([...gwen, '--password-file', '-'], 'Gwen12345678')
  expect(weak).toMatchObject({ code: 1, err: expect.stringContaining('password: Leave your name') })
}, 60_000)
