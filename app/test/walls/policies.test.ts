import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from '../matrix/world.ts'
import {
  idSettings,
  opens,
  openToIngest,
  openToOperators,
  openToRead,
  type Setting,
  withoutOwner,
  writtenByViewers,
} from './what-opens-what.ts'

const { database } = await createWorld()
const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.backup=on' })
const application = new pg.Client({ connectionString: database.applicationUrl })
await Promise.all([owner.connect(), application.connect()])
afterAll(() => Promise.all([owner.end(), application.end()]))
// A load that is under way, as the demonstration leaves none.
await owner.query(
  `insert into batch_progress (issuer_id, batch_id, doing, rows_read, since, seen_at)
   select issuer_id, batch_id, 'load', 0, now(), now() from batch limit 1`,
)

type Row = Record<string, unknown>

async function rowsOf(client: pg.Client, table: string, setting?: string, value?: string): Promise<Row[]> {
  await client.query('begin')
  try {
    if (setting) await client.query(`set local ${setting} = ${pg.escapeLiteral(value ?? '')}`)
    return (await client.query<Row>(`select * from ${pg.escapeIdentifier(table)}`)).rows
  } finally {
    await client.query('rollback')
  }
}

/** Every id that stands in a row, and one that stands nowhere: none but the right column's may open it. */
function idsIn(row: Row): string[] {
  const ids = Object.values(row).filter(
    (value): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value),
  )
  return [...new Set([...ids, randomUUID()])]
}

const count = (rows: readonly Row[], columns: readonly string[], value: unknown) =>
  rows.filter((row) => columns.some((column) => row[column] === value)).length

describe('the second wall', () => {
  it('stands before every table but those of nobody', async () => {
    const { rows } = await owner.query<{ name: string; walled: boolean }>(
      `select relname as name, relrowsecurity and relforcerowsecurity as walled from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and relkind in ('r', 'p') and not relispartition`,
    )
    const walled = rows.filter((row) => row.walled).map((row) => row.name)
    expect(walled.filter((name) => name !== 'release').sort()).toEqual(
      [...Object.keys(opens), ...Object.keys(openToRead)].sort(),
    )
    const open = rows.filter((row) => !row.walled).map((row) => row.name)
    expect([...open, 'release'].sort()).toEqual([...withoutOwner])
  })

  it('lets nobody past by the name of a partition', async () => {
    await expect(application.query('select from learning_event_2026')).rejects.toThrow(/permission denied/)
  })

  for (const [table, by] of Object.entries(opens)) {
    describe(table, () => {
      it('shows nothing when no setting is made', async () => {
        expect(await rowsOf(application, table)).toEqual([])
      })

      for (const setting of [...idSettings, 'app.key'] as Setting[]) {
        const columns = by[setting] ?? []
        it(`${setting} opens ${columns.length > 0 ? `what has it as ${columns.join(' or ')}` : 'nothing'}`, async () => {
          const all = await rowsOf(owner, table)
          for (const row of all.slice(0, 3)) {
            const values =
              setting === 'app.key' ? Object.values(row).filter((v) => typeof v === 'string') : idsIn(row)
            for (const value of values) {
              const seen = await rowsOf(application, table, setting, value)
              expect(seen.length, `${setting} = a value of the row`).toBe(count(all, columns, value))
            }
          }
        })
      }

      it(`app.ingest opens ${openToIngest.has(table) ? 'all' : 'nothing'}`, async () => {
        const seen = await rowsOf(application, table, 'app.ingest', 'on')
        expect(seen.length).toBe(openToIngest.has(table) ? (await rowsOf(owner, table)).length : 0)
      })

      it(`app.operator opens ${openToOperators.has(table) ? 'all' : 'nothing'}`, async () => {
        const seen = await rowsOf(application, table, 'app.operator', 'on')
        expect(seen.length).toBe(openToOperators.has(table) ? (await rowsOf(owner, table)).length : 0)
      })

      it('app.backup opens nothing for the application', async () => {
        expect(await rowsOf(application, table, 'app.backup', 'on')).toEqual([])
      })
    })
  }

  for (const [table, { column, inserts, updates, changes }] of Object.entries(openToRead)) {
    describe(table, () => {
      const again = `insert into ${table} select * from ${table} where ${column} = $1`
      const update = `update ${table} set ${changes} = ${changes}`

      /** How many rows it wrote, or why not; nothing of it stays. */
      async function write(statement: string, setting?: string, value?: string, values: string[] = []) {
        await application.query('begin')
        try {
          if (setting) await application.query(`set local ${setting} = ${pg.escapeLiteral(value ?? '')}`)
          return (await application.query(statement, values)).rowCount
        } catch (error) {
          return (error as Error).message
        } finally {
          await application.query('rollback')
        }
      }

      it('is read by everybody', async () => {
        const all = await rowsOf(owner, table)
        expect(all.length).toBeGreaterThan(0)
        expect(await rowsOf(application, table)).toHaveLength(all.length)
      })

      it(`is written with ${[inserts, ...updates].join(' or ')}, rows of that organisation only`, async () => {
        const all = await rowsOf(owner, table)
        const id = String(all[0]?.[column])
        if (changes === undefined) expect(await write(`delete from ${table}`)).toMatch(/permission denied/)
        else expect(await write(update)).toBe(0)
        for (const setting of [...idSettings, 'app.key', 'app.ingest']) {
          const may = (updates as readonly string[]).includes(setting)
          if (changes !== undefined) {
            expect(await write(update, setting, id), setting).toBe(may ? count(all, [column], id) : 0)
            expect(await write(update, setting, randomUUID()), setting).toBe(0)
          }
          expect(await write(again, setting, id, [id]), setting).toMatch(
            setting === inserts ? /duplicate key/ : /row-level security/,
          )
        }
      })
    })
  }

  it('a key that was compromised stays so', async () => {
    const [key] = await rowsOf(owner, 'organisation_key')
    await application.query('begin')
    try {
      await application.query(`set local app.issuer = ${pg.escapeLiteral(String(key?.['organisation_id']))}`)
      const set = (to: string) =>
        application.query(`update organisation_key set compromised_at = ${to} where key_id = $1`, [
          key?.['key_id'],
        ])
      expect((await set('now()')).rowCount).toBe(1)
      expect((await set('null')).rowCount).toBe(0)
    } finally {
      await application.query('rollback')
    }
  })

  const readOnly = Object.entries(opens).filter(
    ([table, by]) => by['app.granted'] && !writtenByViewers.has(table),
  )
  for (const [table, by] of readOnly) {
    it(`${table} is read only for whoever holds a grant`, async () => {
      const ids = (await rowsOf(owner, table)).map((row) => String(row[by['app.granted']?.[0] ?? '']))
      await application.query('begin')
      try {
        await application.query(`set local app.granted = ${pg.escapeLiteral(ids.join(','))}`)
        const deleted = application.query(`delete from ${pg.escapeIdentifier(table)}`)
        const outcome = await deleted.then(
          ({ rowCount }) => `${rowCount} deleted`,
          (error: Error) => error.message,
        )
        expect(outcome).toMatch(/^0 deleted|permission denied/)
      } finally {
        await application.query('rollback')
      }
    })
  }

  it('has rows to try on in every table that the demonstration fills', async () => {
    const empty: string[] = []
    for (const table of Object.keys(opens)) if ((await rowsOf(owner, table)).length === 0) empty.push(table)
    expect(empty).toEqual([
      'sign_up',
      'recovery_code',
      'imported_entry',
      'waiting_import',
      'copy_taken',
      'idempotency',
    ])
  })
})

describe('what the application may never say', () => {
  for (const statement of [
    'update audit_event set action = action',
    'delete from audit_event',
    'update learning_event set grade = grade',
    'delete from learning_event',
    'update held_decision set reason = reason',
    'delete from held_decision',
    'delete from release',
    `insert into operator values (gen_random_uuid(), now())`,
    'delete from organisation',
    'update organisation set name = name',
    'delete from admission',
    'update admission set since = since',
    'delete from organisation_key',
    'update organisation_key set public_key_multibase = public_key_multibase',
    'delete from status_list',
    'update status_list set url = url',
    'alter table person disable row level security',
    'create table mine ()',
  ]) {
    it(statement, async () => {
      await expect(application.query(statement)).rejects.toThrow(/permission denied|must be owner/)
    })
  }
})
