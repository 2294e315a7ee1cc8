import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { allowBackup } from './backup-policies.ts'
import { packageFolder } from './package-folder.ts'
import { allowWorking, migrateWorker, workerSchema } from './worker-schema.ts'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

export interface MigrateOptions {
  /** The role that the application signs in as; may be the owner itself in development. */
  readonly applicationRole: string
  readonly log?: (message: string) => void
  /** Stop after this number: `restore` fills a database as it was when it was backed up. */
  readonly upTo?: number
  readonly folder?: string
}

/** One runner at a time: "vade" in ASCII. */
const lockNumber = 0x76616465

/**
 * Brings the database to the newest migration, each in a transaction of its own; then grants and policies, which are
 * written to be run again. Returns what was applied.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<string[]> {
  const folder = options.folder ?? join(packageFolder(), 'migrations')
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'vademecum migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await ensureRole(client, options.applicationRole)
    const applied = await applyMissing(client, readMigrations(folder), options)
    await migrateWorker(ownerUrl)
    const grants = readFileSync(join(folder, 'grants.sql'), 'utf8')
    const application = pg.escapeIdentifier(options.applicationRole)
    await inTransaction(client, async () => {
      await client.query(grants.replaceAll(':application', application))
      await client.query(`revoke insert, update, delete on schema_migration from ${application}`)
      await allowWorking(client, options.applicationRole)
      await restoreOwner(client)
      await allowBackup(client)
    })
    return applied
  } finally {
    await client.end()
  }
}

export function readMigrations(folder = join(packageFolder(), 'migrations')): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { number: Number(file.slice(0, 4)), name: file.slice(0, -'.sql'.length), sql, checksum }
    })
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1) {
      throw new Error(
        `Migrations are numbered without gaps: ${migration.name} should be number ${index + 1}.`,
      )
    }
  })
  return migrations
}

/** What this release would still do to a database; any role that may read the list can ask. */
export async function pendingMigrations(client: Pick<pg.Client, 'query'>): Promise<string[]> {
  const migrations = readMigrations()
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.schema_migration') is not null as there`,
  )
  if (!rows[0]?.there) return migrations.map(({ name }) => name)
  const applied = await readApplied(client)
  ensureSameHistory(migrations, applied)
  return migrations.slice(applied.length).map(({ name }) => name)
}

async function applyMissing(
  client: pg.Client,
  migrations: readonly Migration[],
  { log, upTo = Number.POSITIVE_INFINITY }: MigrateOptions,
): Promise<string[]> {
  await client.query(`set client_min_messages = warning`)
  await client.query(`create table if not exists schema_migration (
    number int primary key, name text not null, checksum text not null, applied_at timestamptz not null
  )`)
  const applied = await readApplied(client)
  ensureSameHistory(migrations, applied)
  const missing = migrations.slice(applied.length).filter(({ number }) => number <= upTo)
  for (const migration of missing) {
    await inTransaction(client, async () => {
      await client.query(migration.sql)
      await client.query('insert into schema_migration values ($1, $2, $3, $4)', [
        migration.number,
        migration.name,
        migration.checksum,
        new Date(),
      ])
    }).catch((cause: unknown) => {
      throw new Error(`Migration ${migration.name} failed: ${(cause as Error).message}`, { cause })
    })
    log?.(`Migrated ${migration.name}`)
  }
  return missing.map(({ name }) => name)
}

interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly checksum: string
}

async function readApplied(client: Pick<pg.Client, 'query'>): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    'select number, name, checksum from schema_migration order by number',
  )
  return rows
}

/** What ran once may not read otherwise today: the tables would not be what the file says. */
function ensureSameHistory(migrations: readonly Migration[], applied: readonly AppliedMigration[]): void {
  for (const row of applied) {
    const migration = migrations[row.number - 1]
    if (!migration) {
      throw new Error(
        `The database has migration ${row.name}, which this release does not know: it is newer.`,
      )
    }
    if (migration.checksum !== row.checksum) {
      throw new Error(
        `Migration ${migration.name} was edited after it ran here as ${row.name}: add a new one.`,
      )
    }
  }
}

async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rowCount === 0)
    throw new Error(`The application's role ${role} is not there: CREATE ROLE it, with LOGIN.`)
}

/** What is taken from the application is also taken from the owner where one role is both: it gets it back. */
async function restoreOwner(client: pg.Client): Promise<void> {
  await client.query(`grant all on all tables in schema public to current_user`)
  await client.query(`grant all on all tables in schema ${workerSchema} to current_user`)
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
