import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { CommandError } from '../command.ts'

/** What the database itself says, asked as its owner beside the application. */
export interface Counts {
  readonly openings: number
  /** Events *share.opened*: one for each opening, written with it. */
  readonly audited: number
}

async function ask<Row extends pg.QueryResultRow>(ownerUrl: string, text: string): Promise<Row> {
  // Row-level security holds for the owner too; with this setting it reads everything, as a backup does.
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c app.backup=on' })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(text)
    if (!rows[0]) throw new Error('the database said nothing')
    return rows[0]
  } finally {
    await client.end()
  }
}

export function countOpenings(ownerUrl: string): Promise<Counts> {
  return ask<{ openings: number; audited: number }>(
    ownerUrl,
    `select (select count(*) from opening) as openings,
       (select count(*) from audit_event where action = 'share.opened') as audited`,
  )
}

/** Figures of a database that answers before it has written would be of another product. */
export async function ensureDurable(ownerUrl: string): Promise<void> {
  const row = await ask<{ fsync: string; commit: string }>(
    ownerUrl,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  )
  if (row.fsync === 'on' && row.commit === 'on') return
  throw new CommandError(`fsync is ${row.fsync} and synchronous_commit ${row.commit}: both have to be on.`)
}

/** What loading left to do is done before anything is measured. */
export async function jobsDone(ownerUrl: string): Promise<void> {
  for (;;) {
    const { due } = await ask<{ due: number }>(
      ownerUrl,
      'select count(*) as due from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts',
    )
    if (due === 0) return
    await sleep(500)
  }
}

/** What the learners' data takes in the database, in bytes. */
export async function databaseSize(ownerUrl: string): Promise<number> {
  return (await ask<{ size: number }>(ownerUrl, 'select pg_database_size(current_database()) as size')).size
}

export const serverVersion = async (ownerUrl: string) =>
  (await ask<{ version: string }>(ownerUrl, `select current_setting('server_version') as version`)).version
