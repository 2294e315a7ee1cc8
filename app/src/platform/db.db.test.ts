import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { openDb } from './db.ts'
import { newId } from './id.ts'
import '../audit/tables.ts'

const database = await createTestDatabase()
const db = openDb(database.applicationUrl, { connections: 2 })
afterAll(() => db.close())

async function insertPerson(personId: string): Promise<void> {
  await db.write({ self: [personId] }, (tx) =>
    tx.named(
      'insert person',
      `insert into person (person_id, birth_date, language, created_at) values ($1, '2008-01-01', 'en', now())`,
      [personId],
    ),
  )
}

const countPeople = (powers: Parameters<typeof db.read>[0]) =>
  db.read(
    powers,
    async (tx) =>
      (await tx.named<{ n: number }>('count people', 'select count(*) as n from person', []))[0]?.n,
  )

describe('a transaction', () => {
  it('opens what its powers name, and nothing without them', async () => {
    const [one, other] = [newId(), newId()]
    await insertPerson(one)
    await insertPerson(other)
    expect(await countPeople({})).toBe(0)
    expect(await countPeople({ self: [one] })).toBe(1)
    expect(await countPeople({ self: [one, other] })).toBe(2)
    expect(await countPeople({})).toBe(0)
  })

  it('refuses to write a row that its powers do not open', async () => {
    const [one, other] = [newId(), newId()]
    const stranger = db.write({ self: [one] }, (tx) =>
      tx.named(
        'insert a stranger',
        'insert into person (person_id, birth_date, language, created_at) values ($1, $2, $3, now())',
        [other, '2008-01-01', 'en'],
      ),
    )
    await expect(stranger).rejects.toThrow(/row-level security/)
  })

  it('keeps nothing of what failed, and its connection goes on working', async () => {
    const person = newId()
    await expect(
      db.write({ self: [person] }, async (tx) => {
        await tx.named(
          'insert person',
          `insert into person (person_id, birth_date, language, created_at) values ($1, '2008-01-01', 'en', now())`,
          [person],
        )
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await countPeople({ self: [person] })).toBe(0)
  })

  it('cannot write when it only reads', async () => {
    const person = newId()
    await expect(
      db.read({ self: [person] }, (tx) =>
        tx.named(
          'insert person',
          `insert into person (person_id, birth_date, language, created_at) values ($1, '2008-01-01', 'en', now())`,
          [person],
        ),
      ),
    ).rejects.toThrow(/read-only/)
  })

  it('ends with its last statements, and with none of it when one of them fails', async () => {
    const [kept, lost] = [newId(), newId()]
    const insertTwice = (person: string, times: number) =>
      db.write({ self: [person] }, async (tx) => {
        const insert = () =>
          tx.named(
            'insert person',
            `insert into person (person_id, birth_date, language, created_at) values ($1, '2008-01-01', 'en', now())`,
            [person],
          )
        tx.last(Promise.all(Array.from({ length: times }, insert)))
      })
    await insertTwice(kept, 1)
    expect(await countPeople({ self: [kept] })).toBe(1)
    await expect(insertTwice(lost, 2)).rejects.toThrow(/duplicate key/)
    expect(await countPeople({ self: [lost] })).toBe(0)
  })

  it('glances at what its powers name in one trip, and leaves nothing open', async () => {
    const [one, other] = [newId(), newId()]
    await insertPerson(one)
    await insertPerson(other)
    const count = (powers: Parameters<typeof db.read>[0]) =>
      db.glance(powers, (tx) =>
        tx.named<{ n: number }>('count people', 'select count(*) as n from person', []),
      )
    expect(await count({ self: [one, other] })).toEqual([{ n: 2 }])
    expect(await count({})).toEqual([{ n: 0 }])
    await expect(db.glance({}, (tx) => tx.named('nonsense', 'select nonsense', []))).rejects.toThrow(
      /nonsense/,
    )
    await expect(
      db.glance({ self: [one] }, (tx) => tx.named('no writing', 'delete from person', [])),
    ).rejects.toThrow(/read-only/)
    expect(await countPeople({ self: [one] })).toBe(1)
  })

  it('plans a query once by indexes, though its table may be empty as yet', async () => {
    const plan = (powers: Parameters<typeof db.read>[0], name: string) =>
      db.read(powers, (tx) =>
        tx.named(name, 'explain select learner_id from learning_event where learner_id = $1', [newId()]),
      )
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    await owner.query('analyze learning_event').finally(() => owner.end())
    expect(JSON.stringify(await plan({ self: [newId()] }, 'plan for now'))).toContain('Seq Scan')
    expect(JSON.stringify(await plan({ self: [newId()], onePlan: true }, 'one plan'))).not.toContain(
      'Seq Scan',
    )
  })

  it('takes glances of many at once, each with its own powers, whatever becomes of the one before', async () => {
    const people = Array.from({ length: 40 }, () => newId())
    await Promise.all(people.map(insertPerson))
    const asked = people.map((person, index) =>
      db.glance({ self: [person] }, (tx) =>
        index % 4 === 0
          ? tx.named<{ person_id: string }>('nonsense', 'select nonsense', [])
          : tx.named<{ person_id: string }>('who', 'select person_id from person', []),
      ),
    )
    const seen = await Promise.allSettled(asked)
    expect(seen.map((each) => (each.status === 'fulfilled' ? each.value : undefined))).toEqual(
      people.map((person, index) => (index % 4 === 0 ? undefined : [{ person_id: person }])),
    )
  })

  it('refuses a glance that asks after its end: it would be in the transaction of another', async () => {
    const late = db.glance({}, async (tx) => {
      await tx.named('first', 'select 1 as n', [])
      return tx.named('late', 'select 2 as n', [])
    })
    await expect(late).rejects.toThrow('at once')
    expect(await db.glance({}, (tx) => tx.named('first', 'select 1 as n', []))).toEqual([{ n: 1 }])
  })

  it('sends many at once over few connections without mixing them up', async () => {
    const people = Array.from({ length: 40 }, () => newId())
    await Promise.all(people.map(insertPerson))
    const counts = await Promise.all(people.map((person) => countPeople({ self: [person] })))
    expect(counts).toEqual(people.map(() => 1))
  })

  it('takes a look-up key with quotes as text', async () => {
    const rows = await db.read({ key: `x' or 'a' = 'a\\` }, (tx) =>
      tx.named('addresses', 'select address from email_key', []),
    )
    expect(rows).toEqual([])
    await expect(db.read({ self: ["x'; drop table person"] }, async () => undefined)).rejects.toThrow(
      'not an id',
    )
  })
})
