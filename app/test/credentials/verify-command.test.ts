import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { trustState } from '../../src/credentials/trust-state.ts'
import { arrange } from '../sharing/arrange.ts'

const world = await arrange()
const folder = await mkdtemp(join(tmpdir(), 'vademecum-verify-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const sharer = await world.newSharer()
const { path } = await world.share(sharer, { mayDownload: true })
const employer = world.visitor()
await employer.get(path)
await employer.submit('Open')
const bundle = (await employer.submit('Take a copy to check later')).html
const [issuer] = (await trustState(world.app, 'now')).issuers.values()

const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

/** The command as it is installed, on a machine without a database of ours unless one is named. */
function verify(...given: string[]): Promise<{ code: number; out: string }> {
  const executable = new URL('../../bin/vademecum.js', import.meta.url).pathname
  const { DATABASE_URL: _, DATABASE_MIGRATION_URL: __, ...environment } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [executable, 'verify', ...given],
      { env: { ...environment, VADEMECUM_DATA: join(folder, 'none'), LOG_LEVEL: 'error' } },
      (error, out) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out }),
    )
  })
}

interface Told {
  verdict: string
  checks: { name: string; status: string }[]
  credentials: { verdict: string }[]
}

test('without a register and unreachable issuer: unknown, exit 2', async () => {
  const { code, out } = await verify(await file('bundle.json', bundle), '--json')
  const told = JSON.parse(out) as Told
  expect(code).toBe(2)
  expect(told.verdict).toBe('unknown')
  expect(told.checks.find(({ name }) => name === 'issuer bound to key')?.status).toBe('unknown')
  expect(told.credentials).toHaveLength(1)
})

test('with the issuer’s document by hand: verified, exit 0', async () => {
  const document = await file('did.json', JSON.stringify(issuer?.document))
  const { code, out } = await verify(
    await file('bundle.json', bundle),
    '--json',
    '--issuer-document',
    document,
  )
  expect(JSON.parse(out) as Told).toMatchObject({ verdict: 'verified' })
  expect(code).toBe(0)
})

test('a changed byte: failed on the proof, exit 1', async () => {
  const document = await file('did.json', JSON.stringify(issuer?.document))
  const changed = await file('changed.json', bundle.replace('"value": "7"', '"value": "9"'))
  const { code, out } = await verify(changed, '--json', '--issuer-document', document)
  const told = JSON.parse(out) as Told
  expect(code).toBe(1)
  expect(told.checks.filter(({ status }) => status === 'fail').map(({ name }) => name)).toEqual(['proof'])
})

test('what cannot be read is 66, a wrong call 64', async () => {
  expect((await verify(join(folder, 'nothing.json'))).code).toBe(66)
  expect((await verify(await file('other.json', '{"a":1}'))).code).toBe(66)
  expect((await verify()).code).toBe(64)
})
