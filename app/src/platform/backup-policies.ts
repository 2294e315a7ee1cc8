import pg from 'pg'

/** What `backup`, `restore` and nothing else sets, by literal SET LOCAL. */
export const backupSetting = "set local app.backup = 'on'"

/**
 * Tables force row-level security on their owner too, so a backup by the owner would be silently empty. Each such table
 * lets its owner through while `app.backup` is on.
 *
 * The policy names the owner's role: for the application's role, which owns nothing, the setting does nothing. Where
 * one role is both (development only; production refuses it) the setting is as strong a wall as `app.self`: only
 * somebody who already runs SQL of their own could set it.
 */
export async function allowBackup(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string; hasPolicy: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
            exists (select from pg_policy p
                    where p.polrelid = c.oid and p.polname = 'backup' and p.polroles = array[r.oid]) as "hasPolicy"
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_roles r on r.rolname = current_user
     where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relforcerowsecurity and c.relowner = r.oid`,
  )
  for (const { name, hasPolicy } of rows) {
    if (hasPolicy) continue
    await owner.query(`drop policy if exists backup on ${name}`)
    await owner.query(
      `create policy backup on ${name} to current_user
       using (current_setting('app.backup', true) = 'on')
       with check (current_setting('app.backup', true) = 'on')`,
    )
  }
}
