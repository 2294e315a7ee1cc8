import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { backupSetting } from '../backup-policies.ts'
import { syncFolder } from '../files.ts'
import { copyOut } from './copy.ts'
import { copyFiles } from './file-parts.ts'
import { digestOf, type Manifest, manifestName, type TablePart } from './manifest.ts'
import { backupTables, plainFormats } from './tables.ts'

export interface BackupOptions {
  readonly ownerUrl: string
  readonly filesFolder: string
  readonly masterKeyId: string | undefined
  /** Empty, or not there. */
  readonly folder: string
  readonly log?: (message: string) => void
}

/**
 * All rows as they were at one moment, and the files that they name, while the server goes on writing. Files are stored
 * before the row that names them, so those of the moment are all there once its snapshot is taken.
 */
export async function backUp(options: BackupOptions): Promise<Manifest> {
  await makeEmptyFolder(options.folder)
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'vademecum backup' })
  await client.connect()
  try {
    await client.query(`begin isolation level repeatable read read only; ${plainFormats}; ${backupSetting}`)
    const tables = await writeTables(client, options)
    const files = await copyFiles(options.filesFolder, options.folder)
    options.log?.(`Copied ${files.count} files`)
    const manifest: Manifest = {
      format: 1,
      madeAt: new Date().toISOString(),
      masterKeyId: options.masterKeyId ?? null,
      ...(await describeDatabase(client)),
      tables,
      files,
      digest: digestOf(tables, files),
    }
    await client.query('commit')
    await writeManifest(options.folder, manifest)
    return manifest
  } finally {
    await client.end()
  }
}

async function makeEmptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty: a backup has a folder of its own.`)
  await mkdir(join(folder, 'tables'), { mode: 0o700 })
}

async function writeTables(client: pg.Client, { folder, log }: BackupOptions): Promise<TablePart[]> {
  const parts: TablePart[] = []
  for (const table of await backupTables(client)) {
    const part = await copyOut(client, table, join(folder, 'tables', `${table.name}.copy`))
    if (part.rows > 0) log?.(`Copied ${part.name}: ${part.rows} rows`)
    parts.push(part)
  }
  return parts
}

async function describeDatabase(
  client: pg.Client,
): Promise<Pick<Manifest, 'postgres' | 'migrations' | 'sequences'>> {
  const { rows } = await client.query<Pick<Manifest, 'postgres' | 'migrations' | 'sequences'>>(
    `select current_setting('server_version') as postgres,
            array(select name from schema_migration order by number) as migrations,
            (select coalesce(json_object_agg(schemaname || '.' || sequencename, last_value::text), '{}')
             from pg_sequences
             where schemaname in ('public', 'graphile_worker') and last_value is not null) as sequences`,
  )
  const [found] = rows
  if (!found) throw new Error('the database does not describe itself')
  return found
}

/** Last, and at once: a folder without it is a backup that was cut short. */
async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const unfinished = join(folder, `${manifestName}.unfinished`)
  await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
  await syncFolder(join(folder, 'tables'))
  await rename(unfinished, join(folder, manifestName))
  await syncFolder(folder)
}
