import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { batchEntry, leafHash, TreeBuilder } from '@vademecum/transparency-log'
import { afterAll, expect, test, vi } from 'vitest'
import { exitCodeOf, sentenceOf } from '../../src/commands/command.ts'
import { audit } from '../../src/commands/log/audit.ts'
import { makeWitnessKey } from '../../src/commands/log/witness-key.ts'
import { witness } from '../../src/commands/log/witness.ts'
import { witnesses } from '../../src/commands/log/witnesses.ts'
import { sequence } from '../../src/log/sequence.ts'
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

interface Ended {
  code: number
  out: string
  error: string
}

/** A command's act: what it printed, and with what it would end. */
async function ended(act: () => Promise<void>): Promise<Ended> {
  const written: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  const progress = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    await act()
    return { code: 0, out: written.join(''), error: '' }
  } catch (error) {
    return { code: exitCodeOf(error), out: written.join(''), error: sentenceOf(error) }
  } finally {
    write.mockRestore()
    progress.mockRestore()
  }
}

const state = (name: string) => ({ state: inFolder(name) })

async function add(issuerId: string, results = 1, at = 'now') {
  const batchId = await release(issuerId, at)
  await newEvent({ learnerId, issuerId, batchId })
  await owner.query(
    `insert into learning_event (learner_id, award_year, event_id, version, issuer_id, batch_id, change,
       specification_id, identifier, grade, award_date, loaded_at)
     select $1, 2026, gen_random_uuid(), 1, $2, $3, 'loaded', 1, '8228186621', '7', '2026-08-20', now()
     from generate_series(2, $4)`,
    [learnerId, issuerId, batchId, results],
  )
  await commitAndSign(app, issuerId, batchId)
}

const logOf = (issuerId: string) => `${url}/log/${issuerId}`

test('an audit keeps what it saw, proves that the log continues it, and recounts what is published', async () => {
  const issuerId = await newIssuer()
  await add(issuerId, 3)
  const options = { ...state('audit.json'), json: true }
  const first = await ended(() => audit(logOf(issuerId), options))
  expect([first.code, JSON.parse(first.out)]).toMatchObject([0, { size: 1, sizeBefore: null }])
  await add(issuerId, 300)
  await add(issuerId, 2, new Date(Date.now() + 31_536_000_000).toISOString())
  const second = await ended(() => audit(logOf(issuerId), { ...options, recount: true }))
  expect([second.code, JSON.parse(second.out)]).toMatchObject([
    0,
    { size: 3, sizeBefore: 1, recounted: 2, statements: 303, notPublished: 1 },
  ])
  await owner.query(
    'update log_batch_tile set hashes = sha256(hashes) where issuer_id = $1 and length(hashes) = 96',
    [issuerId],
  )
  const third = await ended(() => audit(logOf(issuerId), { ...state('recount.json'), recount: true }))
  expect(third).toMatchObject({ code: 1 })
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
  const old = state('old.json')
  expect(await ended(() => audit(logOf(issuerId), old))).toMatchObject({ code: 0 })
  const kept = await readFile(old.state, 'utf8')
  await rewrite(issuerId)
  await add(issuerId)
  expect(await ended(() => audit(logOf(issuerId), state('new.json')))).toMatchObject({ code: 0 })
  const found = await ended(() => audit(logOf(issuerId), old))
  expect([found.code, found.error]).toEqual([1, expect.stringContaining('was rewritten')])
  // What was seen before stays, as the evidence.
  expect(await readFile(old.state, 'utf8')).toBe(kept)
})

test('a log that became shorter, or has another key, fails too', async () => {
  const issuerId = await newIssuer()
  await add(issuerId)
  await add(issuerId)
  const old = state('shorter.json')
  await ended(() => audit(logOf(issuerId), old))
  await owner.query('delete from log_checkpoint where issuer_id = $1', [issuerId])
  await owner.query('delete from log_tile where issuer_id = $1', [issuerId])
  await owner.query('update log_batch set leaf_index = null where issuer_id = $1', [issuerId])
  await owner.query('delete from log_batch where issuer_id = $1 and turn = 2', [issuerId])
  await sequence(app, { issuerId })
  expect(await ended(() => audit(logOf(issuerId), old))).toMatchObject({ code: 1 })
  const key = 'other.example+33cff8ff+AQXqFZV1k7UmHqNkfaGvpq8ct6DE5SZNGYIdLLJJsnEu'
  expect(await ended(() => audit(logOf(issuerId), { ...state('key.json'), key }))).toMatchObject({ code: 1 })
})

test('a wrong signature is 1, no answer 2, no address 64, a file that is no state 66', async () => {
  const issuerId = await newIssuer()
  await add(issuerId)
  await owner.query(
    `update log_checkpoint set note = regexp_replace(note, '^([^\n]*)\n1\n', '\\1\n2\n') where issuer_id = $1`,
    [issuerId],
  )
  await writeFile(inFolder('no-state.json'), '{')
  const outcomes = [
    await ended(() => audit(logOf(issuerId), state('a.json'))),
    await ended(() => audit('http://127.0.0.1:9/log/x', state('b.json'))),
    await ended(() => audit(logOf(randomUUID()), state('b.json'))),
    await ended(() => audit('nowhere', state('c.json'))),
    await ended(() => audit(logOf(issuerId), state('no-state.json'))),
  ]
  expect(outcomes.map(({ code }) => code)).toEqual([1, 2, 2, 64, 66])
})

test('as it is installed: a call without its state file is a wrong call, and no log no finding', async () => {
  const executable = new URL('../../bin/vademecum.js', import.meta.url).pathname
  const run = (...given: string[]) =>
    new Promise<number>((resolve) => {
      execFile(process.execPath, [executable, 'log', ...given], (error) => {
        resolve(typeof error?.code === 'number' ? error.code : 0)
      })
    })
  expect(await run('audit', url)).toBe(64)
  expect(await run('audit', 'http://127.0.0.1:9/log/x', '--state', inFolder('e.json'))).toBe(2)
})

test('a witness that is listed cosigns; one that is not is refused', async () => {
  const issuerId = await newIssuer()
  await add(issuerId)
  const key = inFolder('witness.key')
  const made = await ended(() => makeWitnessKey('witness.example/w1', { key }))
  expect(made).toMatchObject({ code: 0 })
  expect(await ended(() => makeWitnessKey('witness.example/w1', { key }))).toMatchObject({ code: 66 })
  const cosigning = { key, ...state('witness.json') }
  const cosign = () => ended(() => witness(logOf(issuerId), cosigning))
  expect(await cosign()).toMatchObject({ code: 2 })
  const config = { ...app.config, database: { kind: 'server' as const, ...database } }
  const listed = await ended(() => witnesses(config, { add: made.out.trim(), json: true }))
  expect(JSON.parse(listed.out)).toMatchObject({ witnesses: [{ witness: 'witness.example/w1' }] })
  expect(await cosign()).toMatchObject({ code: 0 })
  const checkpoint = await (await fetch(`${logOf(issuerId)}/checkpoint`)).text()
  expect(checkpoint).toContain('— witness.example/w1 ')
  expect((await world.visitor().get('/log')).html).toContain('1 witness')
  const printed = await ended(() => witness(logOf(issuerId), { ...cosigning, print: true }))
  expect(printed.out).toMatch(/^— witness\.example\/w1 \S+\n$/)
  // Somebody else's line, and one for another checkpoint.
  const send = (body: string) => fetch(`${logOf(issuerId)}/cosignature`, { method: 'POST', body })
  expect((await send('— other.example AAAAAAAA\n')).status).toBe(403)
  await add(issuerId)
  expect((await send(printed.out)).status).toBe(409)
  expect(await ended(() => witnesses(config, { remove: 'witness.example/w1' }))).toMatchObject({ code: 0 })
  expect(await cosign()).toMatchObject({ code: 2 })
})
