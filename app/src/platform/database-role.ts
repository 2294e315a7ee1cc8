import pg from 'pg'

export interface DatabaseRole {
  readonly name: string
  readonly isSuperuser: boolean
  readonly bypassesRowSecurity: boolean
  /** Owns a table, by itself or by a role it belongs to. */
  readonly ownsTables: boolean
  readonly serverVersion: number
}

export async function inspectRole(url: string): Promise<DatabaseRole> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'vademecum',
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  try {
    const { rows } = await client.query<DatabaseRole>(
      `select rolname as name, rolsuper as "isSuperuser", rolbypassrls as "bypassesRowSecurity",
              exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      where n.nspname = 'public' and c.relkind in ('r', 'p')
                        and pg_has_role(current_user, c.relowner, 'usage')) as "ownsTables",
              current_setting('server_version_num')::int / 10000 as "serverVersion"
       from pg_roles where rolname = current_user`,
    )
    const role = rows[0]
    if (!role) throw new Error('the database does not know the role that it let in')
    return role
  } finally {
    await client.end()
  }
}

/** What production refuses: for such a role row-level security is no wall. Undefined when there is nothing. */
export function dangerOf(role: DatabaseRole): string | undefined {
  if (role.isSuperuser) return `${role.name} is a superuser`
  if (role.bypassesRowSecurity) return `${role.name} bypasses row-level security`
  if (role.ownsTables) return `${role.name} owns the tables`
  return undefined
}

/** In production `serve` calls this before it takes requests. */
export async function ensureSafeRole(applicationUrl: string): Promise<void> {
  const danger = dangerOf(await inspectRole(applicationUrl))
  if (danger) {
    throw new Error(
      `The application may not run as this role: ${danger}. Give DATABASE_URL a role of its own ` +
        '(CREATE ROLE vademecum_app LOGIN) and DATABASE_MIGRATION_URL the owner.',
    )
  }
}
