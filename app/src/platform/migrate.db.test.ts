import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, executeAs } from '../../test/support/database.ts'
import { roleOf } from '../../test/support/database-url.ts'
import { migrate, pendingMigrations } from './migrate.ts'

const database = await createTestDatabase()
const untouched = await createTestDatabase()
const applicationRole = roleOf(database.applicationUrl)

const folder = mkdtempSync(join(tmpdir(), 'vademecum-migrations-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
const run = (upTo?: number) =>
  migrate(database.ownerUrl, { applicationRole, folder, ...(upTo !== undefined && { upTo }) })

async function query(text: string, url = database.ownerUrl) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe('migrate', () => {
  beforeEach(async () => {
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    await executeAs(
      database.ownerUrl,
      `do $$ begin
         drop table if exists first, second; delete from schema_migration;
       end $$`,
    )
    write('0001-first.sql', 'create table first (id int primary key)')
    write('0002-second.sql', 'create table second (id int primary key)')
    write('grants.sql', 'grant select on first to :application')
  })

  it('applies what is missing, in order, once', async () => {
    expect(await run(1)).toEqual(['0001-first'])
    expect(await run()).toEqual(['0002-second'])
    expect(await run()).toEqual([])
    expect(await query('select * from first', database.applicationUrl)).toEqual([])
  })

  it('is done once by many at the same time', async () => {
    const applied = await Promise.all([run(), run(), run()])
    expect(applied.flat()).toEqual(['0001-first', '0002-second'])
  })

  it('refuses a migration that was edited after it ran', async () => {
    await run()
    write('0001-first.sql', 'create table first (id bigint primary key)')
    await expect(run()).rejects.toThrow('0001-first was edited after it ran')
  })

  it('refuses a database of a newer release, and numbers with a gap', async () => {
    await run()
    rmSync(join(folder, '0002-second.sql'))
    await expect(run()).rejects.toThrow('0002-second, which this release does not know')
    write('0003-third.sql', 'select 1')
    await expect(run()).rejects.toThrow('should be number 2')
  })

  it('leaves nothing of a migration that fails, and keeps those before it', async () => {
    write('0002-second.sql', 'create table second (id int); select 1 / 0')
    await expect(run()).rejects.toThrow('0002-second failed: division by zero')
    expect(
      await query(`select to_regclass('first')::text as first, to_regclass('second') as second`),
    ).toEqual([{ first: 'first', second: null }])
  })

  it('says when the role of the application is not there', async () => {
    await expect(migrate(database.ownerUrl, { applicationRole: 'nobody_here', folder })).rejects.toThrow(
      'CREATE ROLE',
    )
  })

  it('lets the owner through forced row-level security only for a backup, and the application never', async () => {
    write(
      '0001-first.sql',
      `create table first (id int primary key); insert into first values (1);
      alter table first enable row level security; alter table first force row level security`,
    )
    await run()
    const count = 'select count(*)::int as rows from first'
    const inBackup = async (url: string) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        await client.query(`begin; set local app.backup = 'on'`)
        return (await client.query(count)).rows
      } finally {
        await client.end()
      }
    }
    expect(await query(count)).toEqual([{ rows: 0 }])
    expect(await inBackup(database.ownerUrl)).toEqual([{ rows: 1 }])
    if (applicationRole === roleOf(database.ownerUrl)) return
    expect(await inBackup(database.applicationUrl)).toEqual([{ rows: 0 }])
  })
})

it('a command beside the service waits for none of its transactions, and none for it', async () => {
  const service = new pg.Client({ connectionString: untouched.ownerUrl })
  await service.connect()
  try {
    const { rows } = await service.query<{ names: string }>(
      `select string_agg(format('%I.%I', schemaname, tablename), ', ') as names from pg_tables
       where schemaname in ('public', 'graphile_worker')`,
    )
    await service.query(`begin; lock table ${rows[0]?.names} in access share mode`)
    const impatient = new URL(untouched.ownerUrl)
    impatient.searchParams.set('options', '-c lock_timeout=5s')
    expect(await migrate(impatient.href, { applicationRole: roleOf(untouched.applicationUrl) })).toEqual([])
  } finally {
    await service.end()
  }
})

it('the application may ask what is pending, and not change the list', async () => {
  const { applicationUrl, ownerUrl } = untouched
  const client = new pg.Client({ connectionString: applicationUrl })
  await client.connect()
  try {
    expect(await pendingMigrations(client)).toEqual([])
    if (roleOf(applicationUrl) === roleOf(ownerUrl)) return
    await expect(client.query('delete from schema_migration')).rejects.toThrow('permission denied')
  } finally {
    await client.end()
  }
})
