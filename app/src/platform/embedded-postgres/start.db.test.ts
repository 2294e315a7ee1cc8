import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { embeddedPostgresRuns, startEmbeddedPostgres, stopEmbeddedPostgres } from './start.ts'

const rounds = Number(process.env['KILL_ROUNDS'] ?? 3)

let folder: string
let dataDir: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vademecum-pg-'))
  dataDir = join(folder, 'data')
})
afterEach(async () => {
  await stopEmbeddedPostgres(dataDir)
  rmSync(folder, { recursive: true })
})

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  it('has two roles, of which the application owns nothing, and listens on no port', async () => {
    const server = await startEmbeddedPostgres({ dataDir })
    const role = `select current_user::text as name, rolsuper, rolcreatedb, rolbypassrls from pg_roles
                  where rolname = current_user`
    expect(await query(server.ownerUrl, role)).toEqual([
      { name: 'vademecum_owner', rolsuper: false, rolcreatedb: true, rolbypassrls: false },
    ])
    expect(await query(server.applicationUrl, role)).toEqual([
      { name: 'vademecum_app', rolsuper: false, rolcreatedb: false, rolbypassrls: false },
    ])
    const settings = `select current_setting('listen_addresses') as addresses, current_setting('data_checksums') as sums,
      current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as commit,
      current_setting('fsync') as fsync, (select datlocale from pg_database where datname = 'vademecum') as locale`
    expect(await query(server.ownerUrl, settings)).toEqual([
      { addresses: '', sums: 'on', encoding: 'UTF8', commit: 'on', fsync: 'on', locale: 'C.UTF-8' },
    ])
    await expect(query(server.applicationUrl, 'create table mine (id int)')).rejects.toThrow(
      'permission denied',
    )
  })

  it('keeps its data over a stop and a start, and is joined when it runs', async () => {
    const first = await startEmbeddedPostgres({ dataDir })
    await query(first.ownerUrl, 'create table kept as select 42 as answer')
    await first.stop()
    expect(embeddedPostgresRuns(dataDir)).toBe(false)

    const second = await startEmbeddedPostgres({ dataDir })
    const joined = await startEmbeddedPostgres({ dataDir })
    expect([second.startedHere, joined.startedHere]).toEqual([true, false])
    expect(await query(joined.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  it('is only reached through a folder that is closed to others', async () => {
    await startEmbeddedPostgres({ dataDir })
    expect(statSync(join(dataDir, 'run')).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
  })

  it('runs in a folder whose name is too long for a socket, and finds it again', async () => {
    dataDir = join(folder, 'long'.repeat(30), 'data')
    const server = await startEmbeddedPostgres({ dataDir })
    const socket = readFileSync(join(dataDir, 'run.path'), 'utf8')
    expect(dirname(socket)).toBe(tmpdir())
    expect((await startEmbeddedPostgres({ dataDir })).ownerUrl).toBe(server.ownerUrl)
    rmSync(socket, { recursive: true })
    await server.stop()
    await startEmbeddedPostgres({ dataDir })
    rmSync(readFileSync(join(dataDir, 'run.path'), 'utf8'), { recursive: true })
  })

  it('begins again where its making was cut short', async () => {
    const unfinished = join(dataDir, 'postgres.unfinished-x')
    mkdirSync(unfinished, { recursive: true })
    writeFileSync(join(unfinished, 'half'), '')
    const server = await startEmbeddedPostgres({ dataDir })
    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(readdirSync(dataDir).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it('is not kept from starting by a process number that belongs to somebody else now', async () => {
    const server = await startEmbeddedPostgres({ dataDir })
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    await server.stop()
    writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'))
    expect((await startEmbeddedPostgres({ dataDir })).startedHere).toBe(true)
  })

  it('names backup and restore when the folder holds another major version', async () => {
    mkdirSync(join(dataDir, 'postgres'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/PostgreSQL 17.*backup.*restore/)
  })
})

it(`loses no answered commit over ${rounds} rounds of kill -9`, {
  timeout: 10_000 + rounds * 5000,
}, async () => {
  const first = await startEmbeddedPostgres({ dataDir })
  await query(first.ownerUrl, 'create table written (id int primary key)')
  const answered: number[] = []
  let next = 0
  for (let round = 0; round < rounds; round++) {
    const server = await startEmbeddedPostgres({ dataDir })
    const writers = Array.from({ length: 4 }, async () => {
      const client = new pg.Client({ connectionString: server.ownerUrl })
      client.on('error', () => undefined)
      await client.connect()
      for (;;) {
        const id = next++
        await client.query('insert into written values ($1)', [id])
        answered.push(id)
      }
    })
    const stopped = Promise.allSettled(writers)
    await sleep(100 + Math.random() * 200)
    const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    // Every other time the children go too; else they find themselves alone and end by themselves.
    const children = round % 2 ? childrenOf(pid) : []
    for (const victim of [pid, ...children]) process.kill(victim, 'SIGKILL')
    await stopped
  }
  const last = await startEmbeddedPostgres({ dataDir })
  const rows = await query<{ id: number }>(last.ownerUrl, 'select id from written')
  const written = new Set(rows.map(({ id }) => id))
  expect(answered.length).toBeGreaterThan(0)
  expect(answered.filter((id) => !written.has(id))).toEqual([])
})

function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent
      } catch {
        return false
      }
    })
}
