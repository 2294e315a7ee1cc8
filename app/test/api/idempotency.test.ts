import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { forgetKeys, once } from '../../src/api/idempotency.ts'
import type { Incoming } from '../../src/api/incoming.ts'
import { oneTransaction } from '../../src/api/one-transaction.ts'
import { createPage } from '../../src/portfolio/page/create-page.ts'
import { people } from '../../src/commands/seed/cast.ts'
import { apiWorld } from './world.ts'

const { app, clock, call, owner, organisation, actorOf } = await apiWorld()
const meridian = await organisation('90000011')
const amina = await actorOf('amina')

let key = ''
beforeEach(() => {
  key = randomUUID()
})
const keyed = () => ({ headers: { 'idempotency-key': key } })
const entry = (title: string) => ({ kind: 'entry', title, language: 'en' })

async function count(table: string, condition = 'true'): Promise<number> {
  return Number((await owner.query(`select count(*) from ${table} where ${condition}`)).rows[0].count)
}

describe('a write with a key', () => {
  test('is done once, and answered alike each time', async () => {
    const title = 'Once and once only'
    const ask = { as: 'amina', body: entry(title), ...keyed() } as const
    const first = await call('POST', '/items', ask)
    expect(first.status).toBe(201)
    const second = await call('POST', '/items', ask)
    expect([second.status, second.text]).toEqual([201, first.text])
    expect(await count('item', `title = '${title}'`)).toBe(1)
  })

  test('is another’s under another actor', async () => {
    const title = 'Two people'
    await call('POST', '/items', { as: 'amina', body: entry(title), ...keyed() })
    await call('POST', '/items', { as: 'gethin', body: entry(title), ...keyed() })
    expect(await count('item', `title = '${title}'`)).toBe(2)
  })

  test('is refused with another body, path or query', async () => {
    await call('POST', '/items', { as: 'amina', body: entry('One'), ...keyed() })
    const other = await call('POST', '/items', { as: 'amina', body: entry('Other'), ...keyed() })
    expect(other.status).toBe(409)
    expect(other.json.detail).toBe('This Idempotency-Key was sent with another request before.')
    expect((await call('POST', '/pages', { as: 'amina', body: { title: 'One' }, ...keyed() })).status).toBe(
      409,
    )
  })

  test('that was refused kept nothing, and may be sent again', async () => {
    const wrong = { as: 'amina', body: { ...entry(''), title: ' ' }, ...keyed() } as const
    expect((await call('POST', '/items', wrong)).status).toBe(422)
    const right = { as: 'amina', body: entry('Now it is right'), ...keyed() } as const
    expect((await call('POST', '/items', right)).status).toBe(201)
  })

  test('two at once are one', async () => {
    const title = 'At the same time'
    const ask = { as: 'amina', body: entry(title), ...keyed() } as const
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('POST', '/items', ask)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(await count('item', `title = '${title}'`)).toBe(1)
  })

  test('answers with the same link, which the database does not hold in the clear', async () => {
    const pages = await call('GET', '/pages', { as: 'amina' })
    const { id } = pages.json.items.find((page: { publishedVersion: number | null }) => page.publishedVersion)
    const body = { pageId: id, audience: 'link', recipient: 'Acme Marine Ltd', purpose: 'Work' }
    const first = await call('POST', '/shares', { as: 'amina', body, ...keyed() })
    const again = await call('POST', '/shares', { as: 'amina', body, ...keyed() })
    expect(again.text).toBe(first.text)
    const { rows } = await owner.query('select key, request_hash, body from idempotency')
    const kept = JSON.stringify(rows)
    for (const secret of [key, first.json.link.split('/').at(-1), first.json.id])
      expect(kept).not.toContain(secret)
  })

  test('of bytes is told by the bytes', async () => {
    const ask = { as: 'amina', bytes: 'some notes\n', ...keyed() } as const
    const named = {
      headers: { ...ask.headers, 'content-disposition': 'attachment; filename=notes.txt' },
    }
    const first = await call('POST', '/files', { ...ask, ...named })
    expect(first.status).toBe(201)
    expect((await call('POST', '/files', { ...ask, ...named })).text).toBe(first.text)
    expect((await call('POST', '/files', { ...ask, ...named, bytes: 'other notes\n' })).status).toBe(409)
    expect((await call('GET', `/files/${first.json.id}/content`, { as: 'amina' })).text).toBe('some notes\n')
  })

  test('loads a results file, and leaves nothing of one that cannot be read', async () => {
    const headings =
      'ULN,GivenName,FamilyName,DateOfBirth,QualificationNumber,QualificationTitle,Level,GradingScheme,Grade,Series,AwardDate'
    const row = `4791566857,Jonah,O'Brien,2008-02-11,60146084,GCSE Astronomy,2,GCSE9-1,6,June 2026,2026-08-13`
    const headers = { 'content-type': 'text/csv', 'idempotency-key': key }
    const path = `/organisations/${meridian}/results`
    const before = await count('batch')
    const broken = await call('POST', path, { as: 'helen', bytes: `${headings}\n"${row}`, headers })
    expect(broken.status).toBe(422)
    expect(await count('batch')).toBe(before)
    const good = { as: 'helen', bytes: `${headings}\n${row}\n`, headers } as const
    const loaded = await call('POST', path, good)
    expect(loaded.json).toMatchObject({ held: 1, knownFile: false })
    expect((await call('POST', path, good)).text).toBe(loaded.text)
  })

  test('loads one file for two that come at once with one key, and gives both one answer', async () => {
    const row = `5196840143,Jonah,O'Brien,2008-02-11,60146084,GCSE Astronomy,2,GCSE9-1,5,June 2026,2026-08-13`
    const ask = {
      as: 'helen',
      bytes: `ULN,GivenName,FamilyName,DateOfBirth,QualificationNumber,QualificationTitle,Level,GradingScheme,Grade,Series,AwardDate\n${row}\n`,
      headers: { 'content-type': 'text/csv', ...keyed().headers },
    } as const
    const before = await count('batch')
    const path = `/organisations/${meridian}/results`
    const both = await Promise.all([call('POST', path, ask), call('POST', path, ask)])
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect(both[0]?.text).toBe(both[1]?.text)
    expect(await count('batch')).toBe(before + 1)
  })

  test('makes codes once: they can be read again, and no more than that', async () => {
    const harbour = await organisation('90000035')
    const ask = { as: 'carys', body: { cohort: '2026' }, ...keyed() } as const
    const first = await call('POST', `/organisations/${harbour}/claim-codes`, ask)
    const again = await call('POST', `/organisations/${harbour}/claim-codes`, ask)
    expect(first.json.codes.length).toBeGreaterThan(0)
    expect(again.text).toBe(first.text)
  })

  test('is forgotten after seven days', async () => {
    const title = 'A week later'
    const ask = { as: 'amina', body: entry(title), ...keyed() } as const
    await call('POST', '/items', ask)
    clock.advance({ days: 7, minutes: 1 })
    await call('POST', '/items', ask)
    expect(await count('item', `title = '${title}'`)).toBe(2)
  })

  test('and the job clears what is older, whoever’s it is, and nothing else', async () => {
    await owner.query(`update idempotency set created_at = now() - interval '8 days'`)
    await call('POST', '/items', { as: 'amina', body: entry('Stays'), ...keyed() })
    expect(await count('idempotency')).toBeGreaterThan(1)
    await forgetKeys(app)
    expect(await count('idempotency')).toBe(1)
  })

  test.each(['', '\u00fc', 'x'.repeat(201), 'a b'])('a key like %j is refused', async (odd) => {
    const ask = {
      as: 'amina',
      body: entry('Odd'),
      headers: { 'idempotency-key': odd },
    } as const
    expect((await call('POST', '/items', ask)).json.errors[0].field).toBe('Idempotency-Key')
  })
})

describe('key, change and answer', () => {
  const incoming = (fingerprint: string): Incoming => ({
    fingerprint,
    text: async () => '',
    bytes: async function* () {},
    drain: async () => undefined,
  })

  /** The server dies between the change and the answer: its connection goes, and so does its transaction. */
  test('are there together or not at all', async () => {
    const title = 'Lost between'
    const dies = once(app, amina, key, incoming('f'), async (on) => {
      await createPage(on, amina, title)
      const { rowCount } = await app.db.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'`,
      )
      expect(rowCount).toBe(1)
      return { status: 201, body: '{}', type: 'application/json' }
    })
    await expect(dies).rejects.toThrow()
    expect(await count('page', `title = '${title}'`)).toBe(0)
    expect(await count('idempotency', `request_hash = 'f'`)).toBe(0)

    const made = await once(app, amina, key, incoming('f'), async (on) => {
      const page = await createPage(on, amina, title)
      return { status: 201, body: JSON.stringify(page), type: 'application/json' }
    })
    expect(await count('page', `title = '${title}'`)).toBe(1)
    const never = () => Promise.reject(new Error('done twice'))
    expect(await once(app, amina, key, incoming('f'), never)).toEqual(made)
  })

  test('of several verbs: what one wrote before another failed is gone with it', async () => {
    const title = 'First of two'
    const failing = once(app, amina, key, incoming('f'), async (on) => {
      await createPage(on, amina, title)
      throw new Error('the second failed')
    })
    await expect(failing).rejects.toThrow('the second failed')
    expect(await count('page', `title = '${title}'`)).toBe(0)
  })

  test('each verb has its own powers and no others', async () => {
    const self = { self: [amina.personId] }
    const together = oneTransaction(app, { powers: self, ready: () => true, begin: async () => undefined })
    const read = () =>
      together.app.db.read({ organisation: meridian }, (tx) =>
        tx.named<{ count: number }>('own', 'select count(*) from person where person_id = $1', [
          amina.personId,
        ]),
      )
    await together.app.db.write(self, async () => undefined)
    expect((await read())[0]?.count).toBe(0)
    const own = await together.app.db.read(self, (tx) =>
      tx.named<{ count: number }>('own', 'select count(*) from person where person_id = $1', [
        amina.personId,
      ]),
    )
    expect(own[0]?.count).toBe(1)
    await expect(
      together.app.db.write(self, () => together.app.db.read(self, async () => undefined)),
    ).rejects.toThrow('inside of another')
    await together.rollBack()
  })

  test('more at once than there are connections wait their turn', async () => {
    const asks = Array.from({ length: 20 }, (_, index) =>
      call('POST', '/claims', {
        as: 'olu',
        body: { uln: people.amina.uln, code: `K7Q2-M4XA-09ZC-${1000 + index}` },
        headers: { 'idempotency-key': randomUUID() },
      }),
    )
    const answers = await Promise.all(asks)
    expect(answers.every(({ status }) => status === 422 || status === 429)).toBe(true)
  })
})
