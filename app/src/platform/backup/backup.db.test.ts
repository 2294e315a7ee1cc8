import { randomBytes } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { roleOf } from '../../../test/support/database-url.ts'
import { openDb } from '../db.ts'
import { openFileStore } from '../files.ts'
import { newId } from '../id.ts'
import { openJobs } from '../jobs.ts'
import { createLog } from '../log.ts'
import { backUp } from './backup.ts'
import type { Manifest } from './manifest.ts'
import { readManifest, restore, verifyBackup } from './restore.ts'

const source = await createTestDatabase()
const empty = await createTestDatabase()
const another = await createTestDatabase()
const notEmpty = await createTestDatabase()
const db = openDb(source.applicationUrl)
afterAll(() => db.close())

let folder: string
const at = (name: string) => join(folder, name)
const ownerId = newId()
const ownerKey = randomBytes(32)
const content = randomBytes(100_000)
let sha256: string
let manifest: Manifest

const take = (to: string, from: TestDatabase = source, files = 'files') =>
  backUp({ ownerUrl: from.ownerUrl, filesFolder: at(files), masterKeyId: 'abc', folder: at(to) })
const fill = async (from: string, target: TestDatabase, files: string) =>
  restore(
    {
      ownerUrl: target.ownerUrl,
      applicationRole: roleOf(target.applicationUrl),
      filesFolder: at(files),
      folder: at(from),
    },
    await readManifest(at(from)),
  )

/** A person with two names and a job: what one act of the application leaves, in one transaction. */
async function addPerson(): Promise<void> {
  const personId = newId()
  await db.write({ self: [personId] }, async (tx) => {
    await tx.connection.query('insert into kept_mail values ($1, now(), $2, $3, $4)', [
      personId,
      'ŵ\t"quoted"\n\\N',
      'subject',
      'body',
    ])
    await openJobs(source.applicationUrl, createLog('silent')).add(tx, 'welcome', { personId })
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vademecum-backup-'))
  const stored = await openFileStore(at('files')).put(ownerId, ownerKey, one(content), { limit: 1e6 })
  sha256 = stored.sha256
  for (let turn = 0; turn < 5; turn++) await addPerson()
  await hideSomething(source)
  manifest = await take('backup')
})
afterAll(() => rm(folder, { recursive: true }))

async function* one(bytes: Buffer) {
  yield bytes
}

/** A row that the owner of the table may not see, but for a backup. */
async function hideSomething(database: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ hidden: boolean }>(
      `select relforcerowsecurity as hidden from pg_class where relname = 'person'`,
    )
    expect(rows).toEqual([{ hidden: true }])
    await client.query(`begin; set local app.backup = 'on'`)
    await client.query(`insert into owner_key values ($1, $2, now())`, [ownerId, ownerKey])
    await client.query('commit')
    expect((await client.query('select from owner_key')).rowCount).toBe(0)
  } finally {
    await client.end()
  }
}

describe('a backup', () => {
  it('has all rows, also those that row-level security hides, and all files', () => {
    const rows = Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]))
    expect(rows).toMatchObject({
      'public.kept_mail': 5,
      'public.owner_key': 1,
      'graphile_worker._private_jobs': 5,
    })
    expect(manifest.files.count).toBe(1)
  })

  it('has no copy of a key, and is only its user to read', async () => {
    expect(manifest.masterKeyId).toBe('abc')
    expect((await stat(at('backup'))).mode & 0o777).toBe(0o700)
    expect((await stat(at('backup/tables/public.kept_mail.copy'))).mode & 0o777).toBe(0o600)
  })

  it('does not go into a folder that holds something', async () => {
    await expect(take('backup')).rejects.toThrow('not empty')
  })

  it('is equal when nothing has changed', async () => {
    expect((await take('again')).digest).toBe(manifest.digest)
  })

  it('is of one moment while others write', async () => {
    let writing = true
    const writers = [1, 2].map(async () => {
      while (writing) await addPerson()
    })
    const live = await take('live').finally(() => {
      writing = false
    })
    await Promise.all(writers)
    const rows = Object.fromEntries(live.tables.map((table) => [table.name, table.rows]))
    expect(rows['graphile_worker._private_jobs']).toBe(rows['public.kept_mail'])
    await verifyBackup(at('live'), live)
    expect(await fill('live', another, 'live-files')).toEqual({ digest: live.digest })
  })
})

describe('restoring', () => {
  it('gives an equal database and equal files', async () => {
    expect(await fill('backup', empty, 'restored')).toEqual({ digest: manifest.digest })
    expect((await take('second', empty, 'restored')).digest).toBe(manifest.digest)
    const { stream } = await openFileStore(at('restored')).open(ownerId, ownerKey, sha256)
    expect((await buffer(stream)).equals(content)).toBe(true)
  })

  it('leaves the tables as well guarded as before', async () => {
    const restored = openDb(empty.ownerUrl)
    expect((await restored.pool.query('select from owner_key')).rowCount).toBe(0)
    await restored.close()
  })

  it('lets the queue go on with new numbers', async () => {
    const restored = openDb(empty.applicationUrl)
    const jobs = openJobs(empty.applicationUrl, createLog('silent'))
    await expect(restored.write({}, (tx) => jobs.add(tx, 'welcome', {}))).resolves.toBeUndefined()
    await restored.close()
  })

  it('refuses a place that is not empty', async () => {
    await expect(fill('backup', notEmpty, 'files')).rejects.toThrow('holds files')
    const taken = openDb(notEmpty.applicationUrl)
    await taken.pool.query(`insert into kept_mail values ($1, now(), 'a', 'b', 'c')`, [newId()])
    await taken.close()
    await expect(fill('backup', notEmpty, 'nowhere')).rejects.toThrow('rows in "public"."kept_mail"')
    await expect(stat(at('nowhere'))).rejects.toThrow()
  })

  it('refuses a backup of a newer release', async () => {
    await expect(
      restore(
        { ownerUrl: notEmpty.ownerUrl, applicationRole: 'x', filesFolder: at('none'), folder: at('backup') },
        { ...manifest, migrations: [...manifest.migrations, '9999-later'] },
      ),
    ).rejects.toThrow('9999-later')
  })
})

describe('damage to a backup is found before anything is touched', () => {
  const damage: Array<[string, (path: string) => Promise<unknown>]> = [
    ['tables/public.kept_mail.copy', (path) => appendFile(path, 'x')],
    ['tables/public.kept_mail.copy', (path) => rm(path)],
    ['files.sha256', (path) => writeFile(path, '')],
  ]
  it.each(damage)('in %s', async (name, change) => {
    const copy = await mkdtemp(join(folder, 'damaged-'))
    await rm(copy, { recursive: true })
    await take(copy.slice(folder.length + 1))
    await change(join(copy, name))
    await expect(verifyBackup(copy, await readManifest(copy))).rejects.toThrow(name.replace('tables/', ''))
  })

  it('in a file, and in the manifest', async () => {
    await take('broken')
    await expect(
      verifyBackup(at('broken'), { ...(await readManifest(at('broken'))), digest: '0'.repeat(64) }),
    ).rejects.toThrow('manifest was changed')
    const path = at(`broken/files/${ownerId}/${sha256}`)
    const bytes = await readFile(path)
    bytes[500] = (bytes[500] ?? 0) ^ 1
    await writeFile(path, bytes)
    await expect(verifyBackup(at('broken'), await readManifest(at('broken')))).rejects.toThrow('is changed')
  })
})
