import { parseCheckpoint, parseVerifierKey, openCheckpoint, tilePath } from '@vademecum/transparency-log'
import type { JsonObject } from '@vademecum/verifiable-credentials'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../src/credentials/check.ts'
import { markKeyCompromised } from '../../src/credentials/signing-keys.ts'
import { sequence } from '../../src/log/sequence.ts'
import { signCheckpoint } from '../../src/log/sign-checkpoint.ts'
import { command } from '../identity/accounts.ts'
import { arrange } from '../sharing/arrange.ts'
import { commit, commitAndSign } from './commit.ts'

const world = await arrange()
const { app, owner, clock, newIssuer, newLearner, newEvent, newSharer, release, share, visitor } = world

const read = async (path: string) => {
  const answer = await visitor().request(path)
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers }
}
const text = async (path: string) => (await read(path)).bytes.toString()
const sizeOf = async (issuerId: string) => parseCheckpoint(await text(`/log/${issuerId}/checkpoint`)).size

async function learner(): Promise<string> {
  return newLearner((await world.newAccount()).personId)
}

/** An issuer with one batch of some results, of which the instant is `at`. */
async function loaded({ at = 'now', results = 3 } = {}) {
  const issuerId = await newIssuer()
  const batchId = await release(issuerId, at)
  for (let i = 0; i < results; i += 1) await newEvent({ learnerId: await learner(), issuerId, batchId })
  return { issuerId, batchId }
}

const nextYear = () => new Date(Date.now() + 31_536_000_000).toISOString()

describe('what anybody may read', () => {
  test('a log: its checkpoint, its tiles, its entries, and a page that says what it is', async () => {
    const { issuerId, batchId } = await loaded()
    expect(await read(`/log/${issuerId}/checkpoint`)).toMatchObject({ status: 404 })
    await commitAndSign(app, issuerId, batchId)
    const key = parseVerifierKey((await text(`/log/${issuerId}/key`)).trim())
    const { headers } = await read(`/log/${issuerId}/checkpoint`)
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([
      'text/plain; charset=utf-8',
      'no-cache',
    ])
    const checkpoint = await openCheckpoint(await text(`/log/${issuerId}/checkpoint`), key)
    const { host } = new URL(app.config.publicUrl)
    expect(checkpoint).toMatchObject({ origin: `${host}/log/${issuerId}`, size: 1 })
    const tile = await read(`/log/${issuerId}/${tilePath({ level: 0, index: 0, width: 1 })}`)
    expect([tile.status, tile.bytes.length]).toEqual([200, 32])
    expect(tile.headers.get('cache-control')).toContain('immutable')
    expect(tile.headers.get('set-cookie')).toBeNull()
    expect(tile.bytes).toEqual(Buffer.from(checkpoint.root))
    expect((await read(`/log/${issuerId}/tile/entries/000.p/1`)).bytes.length).toBe(34)
    for (const none of [
      'tile/0/000',
      'tile/0/000.p/2',
      'tile/1/000.p/1',
      'tile/0/001.p/1',
      'tile/x',
      'batch/1',
      'batch/01',
    ]) {
      expect((await read(`/log/${issuerId}/${none}`)).status, none).toBe(404)
    }
    const page = await visitor().get('/log')
    expect(page.html).toContain(`/log/${issuerId}`)
    const one = await visitor().get(`/log/${issuerId}`)
    expect(one.html).toContain(key.name)
  })

  test('before the release one leaf shows and nothing else; after it everybody can recount', async () => {
    const { issuerId, batchId } = await loaded({ at: nextYear(), results: 5 })
    await commitAndSign(app, issuerId, batchId)
    expect(await sizeOf(issuerId)).toBe(1)
    for (const hidden of ['batch/0', 'batch/0/tile/0/000.p/5', 'batch/0/tile/0/000.p/1']) {
      expect((await read(`/log/${issuerId}/${hidden}`)).status, hidden).toBe(404)
    }
    const entry = (await read(`/log/${issuerId}/tile/entries/000.p/1`)).bytes
    await owner.query(`update release set release_at = now() where batch_id = $1`, [batchId])
    const batch = JSON.parse(await text(`/log/${issuerId}/batch/0`)) as { size: number }
    expect(batch).toMatchObject({ index: 0, size: 5 })
    expect((await read(`/log/${issuerId}/batch/0/tile/0/000.p/5`)).bytes.length).toBe(5 * 32)
    expect((await read(`/log/${issuerId}/tile/entries/000.p/1`)).bytes).toEqual(entry)
  })

  test('what is added to a batch under embargo has no leaf until the release', async () => {
    const { issuerId, batchId } = await loaded({ at: nextYear() })
    await commitAndSign(app, issuerId, batchId)
    await newEvent({
      learnerId: await learner(),
      issuerId,
      batchId,
      version: 2,
      change: 'corrected',
      grade: '9',
    })
    await commitAndSign(app, issuerId, batchId, 'attached')
    expect(await sizeOf(issuerId)).toBe(1)
    await owner.query(`update release set release_at = now() where batch_id = $1`, [batchId])
    await sequence(app, { issuerId })
    expect(await sizeOf(issuerId)).toBe(2)
  })
})

describe('the one writer', () => {
  test('goes on after an interruption between the leaf and the checkpoint, and changes nothing when it runs again', async () => {
    const { issuerId, batchId } = await loaded()
    await commitAndSign(app, issuerId, batchId)
    const first = await text(`/log/${issuerId}/checkpoint`)
    await sequence(app, { issuerId })
    expect(await text(`/log/${issuerId}/checkpoint`)).toBe(first)
    // As if the process had ended once the leaf was committed.
    await owner.query('delete from log_checkpoint where issuer_id = $1', [issuerId])
    expect((await read(`/log/${issuerId}/tile/0/000.p/1`)).status).toBe(404)
    await sequence(app, { issuerId })
    expect(parseCheckpoint(await text(`/log/${issuerId}/checkpoint`)).root).toEqual(
      parseCheckpoint(first).root,
    )
  })

  test('two at once give one leaf to each batch', async () => {
    const issuerId = await newIssuer()
    for (let i = 0; i < 5; i += 1) {
      const batchId = await release(issuerId)
      await newEvent({ learnerId: await learner(), issuerId, batchId })
      await commit(app, issuerId, batchId)
    }
    await Promise.all([1, 2, 3].map(() => sequence(app, { issuerId })))
    const { rows } = await owner.query<{ leaf_index: number }>(
      'select leaf_index from log_batch where issuer_id = $1 order by turn',
      [issuerId],
    )
    expect(rows.map((row) => row.leaf_index)).toEqual([0, 1, 2, 3, 4])
    expect(await sizeOf(issuerId)).toBe(5)
  })

  test('signs nothing that does not begin with what it signed', async () => {
    const { issuerId, batchId } = await loaded()
    await commitAndSign(app, issuerId, batchId)
    await owner.query('update log_tile set hashes = sha256(hashes) || sha256(hashes) where issuer_id = $1', [
      issuerId,
    ])
    await expect(signCheckpoint(app, issuerId)).rejects.toThrow(/does not begin/)
    expect(await sizeOf(issuerId)).toBe(1)
  })
})

/** Somebody's shared result with the copy that a recipient took. */
async function shared({ logged = true } = {}) {
  const sharer = await newSharer()
  if (logged) {
    const { rows } = await owner.query<{ batch_id: string }>(
      'select batch_id from learning_event where event_id = $1',
      [sharer.eventId],
    )
    await commitAndSign(app, sharer.issuerId, rows[0]?.batch_id ?? '')
  }
  const { path } = await share(sharer, { mayDownload: true })
  return { ...sharer, path, take: () => takeCopy(path) }
}

async function takeCopy(path: string): Promise<JsonObject> {
  const employer = visitor()
  await employer.get(path)
  await employer.submit('Open')
  return JSON.parse((await employer.submit('Take a copy to check later')).html) as JsonObject
}

async function checked(bundle: JsonObject) {
  const found = await checkDocument(app, JSON.stringify(bundle))
  if (found.kind !== 'bundle') throw new Error(found.kind)
  const [report] = found.report.credentials
  const said = (name: string) => {
    const check = report?.checks.find((each) => each.name === name)
    return `${check?.result} ${check?.detail.code}`
  }
  return { verdict: report?.verdict, log: said('log inclusion'), key: said('issuer bound to key') }
}

interface Proof {
  credential: string
  content: Record<string, unknown>
  proof: {
    salt: string
    index: number
    path: string[]
    checkpoint: string
    batch: { path: string[]; size: number }
  }
}
const withProof = (bundle: JsonObject, change: (proof: Proof) => Proof): JsonObject => ({
  ...bundle,
  logProofs: (bundle['logProofs'] as Proof[]).map((each) => change(structuredClone(each))),
})

describe('a proof travels with a shared result', () => {
  test('and is checked', async () => {
    const { take } = await shared()
    const bundle = await take()
    expect(await checked(bundle)).toMatchObject({ verdict: 'verified', log: 'pass log-included' })
    const person = visitor()
    await person.get('/verify')
    const page = await person.submit('Check it', { text: JSON.stringify(bundle) })
    expect(page.html).toContain('It stands in the issuer’s log')
  })

  test('changed anywhere, it fails', async () => {
    const { take } = await shared()
    const other = (await (await shared()).take())['logProofs'] as Proof[]
    const bundle = await take()
    const failing: [string, (proof: Proof) => Proof][] = [
      ['fail log-not-included', (one) => ({ ...one, content: { ...one.content, grade: '9' } })],
      [
        'fail log-not-included',
        (one) => ({ ...one, proof: { ...one.proof, salt: Buffer.alloc(16).toString('base64') } }),
      ],
      [
        'fail log-not-included',
        (one) => ({ ...one, proof: { ...one.proof, batch: { ...one.proof.batch, size: 2 } } }),
      ],
      [
        'fail log-not-included',
        (one) => ({ ...one, proof: { ...one.proof, path: [Buffer.alloc(32).toString('base64')] } }),
      ],
      ['fail log-proof-malformed', (one) => ({ ...one, proof: { ...one.proof, salt: 'x' } })],
      [
        'fail log-checkpoint-invalid',
        (one) => ({
          ...one,
          proof: { ...one.proof, checkpoint: one.proof.checkpoint.replace('\n1\n', '\n2\n') },
        }),
      ],
      ['fail log-checkpoint-invalid', (one) => ({ ...one, proof: other[0]?.proof ?? one.proof })],
    ]
    for (const [outcome, change] of failing) {
      const { log, verdict } = await checked(withProof(bundle, change))
      expect([log, verdict]).toEqual([outcome, 'failed'])
    }
    // Another's result, which the log has, is not this one.
    expect(
      await checked(withProof(bundle, (one) => ({ ...one, credential: 'urn:uuid:another' }))),
    ).toMatchObject({
      log: 'skipped log-proof-none',
      verdict: 'verified',
    })
  })

  test('a line’s own page tells it', async () => {
    const { path } = await shared()
    const employer = visitor()
    await employer.get(path)
    const page = await employer.submit('Open')
    const lines = [...page.html.matchAll(/href="(\/s\/[^"]*\/lines\/[^"]*)"/g)].map(([, href]) => href ?? '')
    const pages = await Promise.all(
      lines.map((href) => employer.request(href).then((answer) => answer.text())),
    )
    expect(pages.filter((html) => html.includes('It stands in the issuer’s log'))).toHaveLength(1)
    expect(pages.join('')).toContain('has exactly this')
  })

  test('a corrected result brings the proof of its own version', async () => {
    const { take, issuerId, learnerId, eventId } = await shared()
    const batchId = await release(issuerId)
    await newEvent({ learnerId, issuerId, eventId, version: 2, change: 'corrected', grade: '8', batchId })
    await commitAndSign(app, issuerId, batchId)
    const bundle = await take()
    expect((bundle['logProofs'] as Proof[])[0]?.content).toMatchObject({ grade: '8' })
    expect(await checked(bundle)).toMatchObject({ verdict: 'verified', log: 'pass log-included' })
  })

  test('once the learner’s key is destroyed nothing can be proved any more, and the log stays what it was', async () => {
    const { take, issuerId, learnerId } = await shared()
    const before = await text(`/log/${issuerId}/checkpoint`)
    await owner.query('delete from learner_log_key where learner_id = $1', [learnerId])
    expect((await take())['logProofs']).toEqual([])
    expect(await text(`/log/${issuerId}/checkpoint`)).toBe(before)
    await sequence(app, { issuerId })
    expect(await text(`/log/${issuerId}/checkpoint`)).toBe(before)
  })
})

describe('a key that was compromised', () => {
  const compromise = async (issuerId: string) => {
    const { rows } = await owner.query<{ key_id: string }>(
      'select key_id from organisation_key where organisation_id = $1',
      [issuerId],
    )
    clock.advance({ minutes: 1 })
    await markKeyCompromised(app, command, issuerId, rows[0]?.key_id ?? '')
  }

  test('fails what it signed, but for what the log had before', async () => {
    const [logged, unlogged] = [await shared(), await shared({ logged: false })]
    const bundles = [await logged.take(), await unlogged.take()]
    await compromise(logged.issuerId)
    await compromise(unlogged.issuerId)
    expect(await checked(bundles[0] ?? {})).toEqual({
      verdict: 'verified',
      log: 'pass log-included',
      key: 'pass key-revoked-later',
    })
    expect(await checked(bundles[1] ?? {})).toMatchObject({ verdict: 'failed', key: 'fail key-revoked' })
  })
})
