import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { backupSetting } from '../backup-policies.ts'
import { migrate, pendingMigrations, readMigrations } from '../migrate.ts'
import { copyIn, copyOut, measureFile } from './copy.ts'
import { listFiles, restoreFiles, verifyFiles } from './file-parts.ts'
import { digestOf, Manifest, manifestName } from './manifest.ts'
import { backupTables, plainFormats, quoted } from './tables.ts'

export interface RestoreOptions {
  readonly ownerUrl: string
  readonly applicationRole: string
  readonly filesFolder: string
  readonly folder: string
  readonly log?: (message: string) => void
}

export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8')
  const read = Manifest.safeParse(JSON.parse(text))
  if (!read.success)
    throw new Error(`${join(folder, manifestName)} is not a backup that this release can read.`)
  return read.data
}

/** Whether every part is as it was written. Before anything is touched. */
export async function verifyBackup(folder: string, manifest: Manifest): Promise<void> {
  for (const part of manifest.tables) {
    const found = await measureFile(partPath(folder, part.name)).catch(() => undefined)
    if (found?.sha256 !== part.sha256) {
      throw new Error(`tables/${part.name}.copy is ${found ? 'changed' : 'missing'} in the backup.`)
    }
  }
  await verifyFiles(folder, manifest.files)
  if (digestOf(manifest.tables, manifest.files) !== manifest.digest)
    throw new Error('The manifest was changed.')
}

/**
 * Fills an empty database and an empty files folder, or leaves both empty. The tables are made as they were at the
 * time of the backup; newer migrations run over the restored rows.
 */
export async function restore(options: RestoreOptions, manifest: Manifest): Promise<{ digest: string }> {
  ensureKnownMigrations(manifest)
  if ((await listFiles(options.filesFolder)).length > 0) {
    throw new Error(`${options.filesFolder} holds files: restore only fills an empty place.`)
  }
  const migrateOptions = {
    applicationRole: options.applicationRole,
    ...(options.log && { log: options.log }),
  }
  const isNew = await isUntouched(options.ownerUrl)
  await migrate(options.ownerUrl, { ...migrateOptions, upTo: manifest.migrations.length })
  try {
    await restoreFiles(options.folder, options.filesFolder)
    options.log?.(`Restored ${manifest.files.count} files`)
    const digest = await fillTables(options, manifest, isNew)
    await migrate(options.ownerUrl, migrateOptions)
    return { digest }
  } catch (error) {
    await rm(options.filesFolder, { recursive: true, force: true })
    throw error
  }
}

async function fillTables(options: RestoreOptions, manifest: Manifest, isNew: boolean): Promise<string> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'vademecum restore' })
  await client.connect()
  try {
    await client.query(`begin; ${plainFormats}; ${backupSetting}`)
    const tables = await backupTables(client)
    const names = tables.map(({ name }) => quoted(name))
    await client.query(`lock table ${names.join(', ')} in access exclusive mode`)
    // Rows in a database that we have just made are the migrations' own; the backup has them too.
    if (isNew) await client.query(`truncate ${names.join(', ')}`)
    else await ensureEmpty(client, names)

    // COPY does not go through row-level security. Nobody else sees the tables until this commits.
    const forced = tables.filter(({ isForced }) => isForced).map(({ name }) => quoted(name))
    for (const name of forced) await client.query(`alter table ${name} no force row level security`)
    for (const part of manifest.tables) {
      await copyIn(client, part, partPath(options.folder, part.name))
      if (part.rows > 0) options.log?.(`Restored ${part.name}: ${part.rows} rows`)
    }
    for (const [name, value] of Object.entries(manifest.sequences)) {
      await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), value])
    }
    for (const name of forced) await client.query(`alter table ${name} force row level security`)

    const restored = []
    for (const table of tables) restored.push(await copyOut(client, table))
    const digest = digestOf(restored, manifest.files)
    if (digest !== manifest.digest)
      throw new Error('What was restored is not what was backed up: nothing was kept.')
    await client.query('commit')
    return digest
  } finally {
    await client.end()
  }
}

function ensureKnownMigrations(manifest: Manifest): void {
  const known = readMigrations().map(({ name }) => name)
  const unknown = manifest.migrations.find((name, index) => known[index] !== name)
  if (unknown)
    throw new Error(`The backup needs migration ${unknown}: restore it with the release that made it.`)
}

async function isUntouched(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await pendingMigrations(client)).length === readMigrations().length
  } finally {
    await client.end()
  }
}

async function ensureEmpty(client: pg.Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { rowCount } = await client.query(`select from ${name} limit 1`)
    if (rowCount) throw new Error(`The database has rows in ${name}: restore only fills an empty one.`)
  }
}

function partPath(folder: string, name: string): string {
  return join(folder, 'tables', `${name}.copy`)
}
