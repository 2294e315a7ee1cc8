import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bytesSource, openZip } from '@vademecum/leap2a'
import { afterAll, expect, test } from 'vitest'
import { accounts } from '../../test/identity/accounts.ts'

const { app, database, newAccount, actionsOf, owner } = await accounts()
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'vademecum-leap2a-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const account = await newAccount()

/** As an operator types it. */
function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH,
    HOME,
    VADEMECUM_DATA: app.config.dataFolder,
    DATABASE_URL: database.applicationUrl,
    DATABASE_MIGRATION_URL: database.ownerUrl,
  }
  return new Promise((resolve) => {
    const node = ['--conditions=source', '--import', 'tsx', main, ...words]
    execFile(process.execPath, node, { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:leap2="http://terms.leapspecs.org/"><id>urn:f</id><entry><title>Tides</title><id>urn:1</id>
  <rdf:type rdf:resource="leap2:activity"/><category term="sea"/></entry></feed>`

test('looks, brings and takes', { timeout: 60_000 }, async () => {
  const file = join(folder, 'leap2a.xml')
  await writeFile(file, feed)
  const bring = ['import', 'leap2a', file, '--account', account.address, '--json']
  const looked = await run(...bring, '--dry-run')
  expect(looked).toMatchObject({ code: 0, err: '' })
  const expected = { items: 1, pages: 0, files: 0, known: 0, errors: [] }
  expect(JSON.parse(looked.out)).toMatchObject(expected)
  expect((await owner.query('select from item')).rowCount).toBe(0)

  const brought = await run(...bring)
  expect(JSON.parse(brought.out)).toMatchObject({
    ...expected,
    keptAside: expect.arrayContaining([{ entry: 'Tides', part: 'categories', value: 'sea' }]),
  })
  expect(await actionsOf(account.personId)).toContain('portfolio.imported')

  const out = join(folder, 'portfolio.zip')
  const take = ['export', '--account', account.address, '--format', 'leap2a', '--out', out]
  expect(await run(...take)).toMatchObject({ code: 0, err: '' })
  const zip = await openZip(bytesSource(await readFile(out)))
  expect([...zip.keys()]).toEqual(['leap2a.xml'])
  // A file that is there is not written over.
  expect((await run(...take)).code).toBe(1)
})

test('says what is wrong with the call, the file and the account', { timeout: 60_000 }, async () => {
  const [unread, unknown, format] = await Promise.all([
    run('import', 'leap2a', join(folder, 'nowhere.zip'), '--account', account.address),
    run('export', '--account', 'nobody@home.example', '--format', 'leap2a', '--out', join(folder, 'a.zip')),
    run('export', '--account', account.address, '--format', 'pdf', '--out', join(folder, 'b.zip')),
  ])
  expect(unread).toMatchObject({ code: 66 })
  expect(unknown).toMatchObject({ code: 1, err: 'nobody@home.example has no account here.\n' })
  expect(format).toMatchObject({ code: 64, err: '--format is one of leap2a, html.\n' })
})
