import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { batchEntry, leafHash, TreeBuilder } from '@vademecum/transparency-log'
import { afterAll, expect, test } from 'vitest'
import { signCheckpoint } from '../../src/log/sign-checkpoint.ts'
import { arrange } from '../sharing/arrange.ts'
import { commitAndSign } from './commit.ts'

const world = await arrange()
const { app, owner, database, newIssuer, newLearner, newEvent, release } = world
const folder = await mkdtemp(join(tmpdir(), 'vademecum-log-'))
const http = createHttpServer(getRequestListener(world.server.fetch))
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()))
const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
afterAll(async () => {
  http.close()
  await rm(folder, { recursive: true, force: true })
})

const learnerId = await newLearner((await world.newAccount()).personId)
const inFolder = (name: string) => join(folder, name)

/** The command as it is installed; of the database it knows only what is told. */
function vademecum(...given: string[]): Promise<{ code: number; out: string; error: string }> {
  const executable = new URL('../../bin/vademecum.js', import.meta.url).pathname
  const { DATABASE_URL: _, DATABASE_MIGRATION_URL: __, ...environment } = process.env
  const settings = { VADEMECUM_DATA: inFolder('none'), LOG_LEVEL: 'error' }
  const databases = { DATABASE_URL: database.applicationUrl, DATABASE_MIGRATION_URL: database.ownerUrl }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [executable, 'log', ...given],
      { env: { ...environment, ...settings, ...(given[0] === 'witnesses' ? databases : {}) } },
      (error, out, text) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, error: text }),
    )
  })
}

async function add(issuerId: string, results = 1, at = 'now') {
  const batchId = await release(issuerId, at)
  for (let i = 0; i < results; i += 1) await newEvent({ learnerId, issuerId, batchId })
  await commitAndSign(app, issuerId, batchId)
}

const logOf = (issuerId: string) => `${url}/log/${issuerId}`

test('an audit keeps what it saw, proves that the log continues it, and recounts what is published', async () => {
  const issuerId = await newIssuer()
  await add(issuerId, 3)
  const state = ['--state', inFolder('audit.json'), '--json']
  const first = await vademecum('audit', logOf(issuerId), ...state)
  expect([first.code, JSON.parse(first.out)]).toMatchObject([0, { size: 1, sizeBefore: null }])
  await add(issuerId, 300)
  await add(issuerId, 2, new Date(Date.now() + 31_536_000_000).toISOString())
  const second = await vademecum('audit', logOf(issuerId), '--recount', ...state)
  expect([second.code, JSON.parse(second.out)]).toMatchObject([
    0,
    { size: 3, sizeBefore: 1, recounted: 2, statements: 303, notPublished: 1 },
  ])
})

/** As whoever holds database and keys could: a batch is replaced, every tile made anew, and all of it signed again. */
async function rewrite(issuerId: string): Promise<void> {
  const { rows } = await owner.query<{ log_batch_id: string; size: number; root: Buffer }>(
    'select log_batch_id, size, root from log_batch where issuer_id = $1 order by leaf_index',
    [issuerId],
  )
  const tree = new TreeBuilder()
  for (const [index, { log_batch_id, size, root }] of rows.entries()) {
    const forged = index === 0 ? Buffer.alloc(32, 7) : root
    await owner.query('update log_batch set root = $2 where log_batch_id = $1', [log_batch_id, forged])
    const id = Buffer.from(log_batch_id.replaceAll('-', ''), 'hex')
    tree.append(leafHash(batchEntry({ id, size, root: forged })))
  }
  await owner.query('delete from log_tile where issuer_id = $1', [issuerId])
  for (const { level, index, hashes } of tree.unfinished()) {
    await owner.query('insert into log_tile values ($1, $2, $3, $4)', [
      issuerId,
      level,
      index,
      Buffer.from(hashes),
    ])
  }
  await owner.query('delete from log_checkpoint where issuer_id = $1', [issuerId])
  await signCheckpoint(app, issuerId)
}

test('a log that was rewritten fails against an old checkpoint, however well it is signed', async () => {
  const issuerId = await newIssuer()
  await add(issuerId)
  await add(issuerId)
  const state = ['--state', inFolder('old.json')]
  expect(await vademecum('audit', logOf(issuerId), ...state)).toMatchObject({ code: 0 })
  const kept = await readFile(inFolder('old.json'), 'utf8')
  await rewrite(issuerId)
  await add(issuerId)
  expect(await vademecum('audit', logOf(issuerId), '--state', inFolder('new.json'))).toMatchObject({
    code: 0,
  })
  const found = await vademecum('audit', logOf(issuerId), ...state)
  expect([found.code, found.error]).toEqual([1, expect.stringContaining('was rewritten')])
  // What was seen before stays, as the evidence.
  expect(await readFile(inFolder('old.json'), 'utf8')).toBe(kept)
})

test('a wrong signature is 1, no answer 2, a wrong call 64, a file that is no state 66', async () => {
  const issuerId = await newIssuer()
  await add(issuerId)
  const key = 'other.example+33cff8ff+AQXqFZV1k7UmHqNkfaGvpq8ct6DE5SZNGYIdLLJJsnEu'
  const { rows } = await owner.query<{ note: string }>(
    'select note from log_checkpoint where issuer_id = $1',
    [issuerId],
  )
  await owner.query('update log_checkpoint set note = $2 where issuer_id = $1', [
    issuerId,
    rows[0]?.note.replace(
      /\n(.{43}=)\n\n/,
      (_, root: string) => `\n${root.startsWith('A') ? 'B' : 'A'}${root.slice(1)}\n\n`,
    ),
  ])
  await writeFile(inFolder('no-state.json'), '{')
  const codes = await Promise.all([
    vademecum('audit', logOf(issuerId), '--state', inFolder('a.json')),
    vademecum('audit', 'http://127.0.0.1:9/log/x', '--state', inFolder('b.json')),
    vademecum('audit', 'nowhere', '--state', inFolder('c.json')),
    vademecum('audit', logOf(issuerId)),
    vademecum('audit', logOf(issuerId), '--state', inFolder('no-state.json')),
    vademecum('audit', logOf(issuerId), '--state', inFolder('d.json'), '--key', key),
  ])
  expect(codes.map(({ code }) => code)).toEqual([1, 2, 64, 64, 66, 1])
})

test('a witness that is listed cosigns; one that is not is refused', async () => {
  const issuerId = await newIssuer()
  await add(issuerId)
  const key = inFolder('witness.key')
  const made = await vademecum('witness-key', 'witness.example/w1', '--key', key)
  expect(made).toMatchObject({ code: 0 })
  const cosigning = ['witness', logOf(issuerId), '--key', key, '--state', inFolder('witness.json')]
  expect(await vademecum(...cosigning)).toMatchObject({ code: 2 })
  const listed = await vademecum('witnesses', '--add', made.out.trim(), '--json')
  expect(JSON.parse(listed.out)).toMatchObject({ witnesses: [{ witness: 'witness.example/w1' }] })
  expect(await vademecum(...cosigning)).toMatchObject({ code: 0 })
  const checkpoint = await (await fetch(`${logOf(issuerId)}/checkpoint`)).text()
  expect(checkpoint).toContain('— witness.example/w1 ')
  expect((await world.visitor().get('/log')).html).toContain('1 witness')
  const printed = await vademecum(...cosigning, '--print')
  expect(printed.out).toMatch(/^— witness\.example\/w1 \S+\n$/)
  // Somebody else's line, and one for another checkpoint.
  const send = (body: string) => fetch(`${logOf(issuerId)}/cosignature`, { method: 'POST', body })
  expect((await send('— other.example AAAAAAAA\n')).status).toBe(403)
  await add(issuerId)
  expect((await send(printed.out)).status).toBe(409)
  expect(await vademecum('witnesses', '--remove', 'witness.example/w1')).toMatchObject({ code: 0 })
  expect(await vademecum(...cosigning)).toMatchObject({ code: 2 })
})
