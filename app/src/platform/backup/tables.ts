import pg from 'pg'

/** A table as it is copied out and in. */
export interface BackupTable {
  /** `schema.table` */
  readonly name: string
  readonly columns: readonly string[]
  readonly isForced: boolean
  /** What COPY reads: the same rows give the same bytes on every server. */
  readonly select: string
}

interface CatalogueRow {
  oid: string
  schema: string
  table: string
  columns: string[]
  key: Array<{ name: string; isText: boolean }> | null
  isForced: boolean
  isHidden: boolean
  refersTo: string[]
}

/** Kept as a list of names, or made again by their own migrations. */
const notCopied = new Set(['public.schema_migration', 'graphile_worker.migrations'])

/** A job or queue that a worker holds is free again in the copy: that worker is not there any more. */
const alwaysNull: Readonly<Record<string, readonly string[]>> = {
  'graphile_worker._private_jobs': ['locked_at', 'locked_by'],
  'graphile_worker._private_job_queues': ['locked_at', 'locked_by'],
}

/** Every table with lasting content, those that others refer to first. */
export async function backupTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<CatalogueRow>(catalogue)
  const hidden = rows.filter(({ isHidden }) => isHidden).map(({ table }) => table)
  if (hidden.length > 0) {
    throw new Error(
      `This role would not see all rows of ${hidden.join(', ')}: run \`migrate\` as the tables' owner.`,
    )
  }
  return inOrderOfReferences(rows)
    .filter(({ schema, table }) => !notCopied.has(`${schema}.${table}`))
    .map(describe)
}

/** So that the same value is written the same way everywhere. Literal, for the transaction. */
export const plainFormats = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'iso_8601'`,
  `set local extra_float_digits = 1`,
  `set local bytea_output = 'hex'`,
  `set local client_encoding = 'UTF8'`,
  `set local search_path = public`,
  `set local statement_timeout = 0`,
  `set local idle_in_transaction_session_timeout = 0`,
].join(';')

const catalogue = `
  select c.oid::text, n.nspname::text as schema, c.relname::text as "table",
    array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          order by a.attnum) as columns,
    (select json_agg(json_build_object('name', a.attname, 'isText', a.attcollation <> 0) order by k.position)
     from pg_index i, unnest(i.indkey) with ordinality as k (number, position)
     join pg_attribute a on a.attnum = k.number
     where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid) as key,
    c.relforcerowsecurity as "isForced",
    (select not (rolsuper or rolbypassrls) from pg_roles where rolname = current_user)
      and c.relrowsecurity and (c.relforcerowsecurity or not pg_has_role(current_user, c.relowner, 'usage'))
      and (not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup'
                       and (select oid from pg_roles where rolname = current_user) = any (p.polroles))
           or exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)) as "isHidden",
    array(select f.confrelid::text from pg_constraint f
          where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'graphile_worker')
    and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
  order by n.nspname collate "C", c.relname collate "C"`

function describe({ schema, table, columns, key, isForced }: CatalogueRow): BackupTable {
  const name = `${schema}.${table}`
  const empty = new Set(alwaysNull[name])
  const values = columns.map((column) => (empty.has(column) ? 'null' : pg.escapeIdentifier(column)))
  const order = key
    ? key.map((column) => pg.escapeIdentifier(column.name) + (column.isText ? ' collate "C"' : ''))
    : ['t::text collate "C"']
  const from = `${quoted(name)} as t`
  return {
    name,
    columns,
    isForced,
    select: `select ${values.join(', ')} from ${from} order by ${order.join(', ')}`,
  }
}

export function quoted(name: string): string {
  return name.split('.').map(pg.escapeIdentifier).join('.')
}

function inOrderOfReferences(tables: CatalogueRow[]): CatalogueRow[] {
  const ordered: CatalogueRow[] = []
  let waiting = tables
  while (waiting.length > 0) {
    const still = new Set(waiting.map(({ oid }) => oid))
    const ready = waiting.filter(({ refersTo }) => !refersTo.some((oid) => still.has(oid)))
    if (ready.length === 0) {
      throw new Error(
        `These tables refer to each other in a circle: ${waiting.map(({ table }) => table).join(', ')}`,
      )
    }
    ordered.push(...ready)
    waiting = waiting.filter((table) => !ready.includes(table))
  }
  return ordered
}
