import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'

/** graphile-worker's own name for its schema. */
export const workerSchema = 'graphile_worker'

/** The queue's tables, by its library's own migrations. */
export async function migrateWorker(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, application_name: 'vademecum migrate' })
  // The library asks for both; a lost connection also fails the migration itself, which says so.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) })
  } finally {
    await pool.end()
  }
}

/**
 * The queue's tables have row-level security switched on and no policy, so that only their owner can use them. The
 * application's role is another one: it gets one policy on each, as jobs hold ids and no content. It may not create
 * or change tables there. A policy that stands is left alone, as making it anew would lock tables in use.
 */
export async function allowWorking(owner: pg.Client, applicationRole: string): Promise<void> {
  const role = pg.escapeIdentifier(applicationRole)
  await owner.query(`
    grant usage on schema ${workerSchema} to ${role};
    grant select, insert, update, delete on all tables in schema ${workerSchema} to ${role};
    grant usage, select on all sequences in schema ${workerSchema} to ${role};
    grant execute on all functions in schema ${workerSchema} to ${role};
    revoke insert, update, delete on ${workerSchema}.migrations from ${role};
  `)
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class c
     where relnamespace = $1::regnamespace and relkind = 'r' and relrowsecurity and not exists (
       select from pg_policy p join pg_roles r on p.polroles = array[r.oid]
       where p.polrelid = c.oid and p.polname = 'application' and r.rolname = $2)`,
    [workerSchema, applicationRole],
  )
  for (const { name } of rows) {
    const table = `${workerSchema}.${pg.escapeIdentifier(name)}`
    await owner.query(`drop policy if exists application on ${table}`)
    await owner.query(`create policy application on ${table} to ${role} using (true) with check (true)`)
  }
}
