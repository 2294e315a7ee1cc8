import { createHash } from 'node:crypto'
import { ownedBy } from '../access/visible.ts'
import type { PersonActor } from '../identity/actor.ts'
import type { Reader, Writer } from '../platform/db.ts'
import type { ImportedEntryTable } from './tables.ts'

export interface ImportedEntry {
  /** What the feed calls it, in full. */
  readonly id: string
  readonly thingKind: ImportedEntryTable['thing_kind']
  readonly thingId?: string
  readonly entry: unknown
}

/** Ids of feeds may be of any length, and say who somebody is. */
const keyOf = (id: string) => createHash('sha256').update(id).digest('hex')

/** By what the feed calls them: the things that were brought here before, removed ones too. */
export async function findKnown(
  tx: Reader,
  actor: PersonActor,
): Promise<(id: string) => { thingKind: string; thingId: string | null } | undefined> {
  const rows = await tx.sql
    .selectFrom('imported_entry')
    .select(['entry_key', 'thing_kind', 'thing_id'])
    .where(ownedBy(actor, 'owner_id'))
    .execute()
  const known = new Map(
    rows.map((row) => [row.entry_key, { thingKind: row.thing_kind, thingId: row.thing_id }]),
  )
  return (id) => known.get(keyOf(id))
}

/** All that came with the actor's things. */
export async function findImported(tx: Reader, actor: PersonActor): Promise<ImportedEntry[]> {
  const rows = await tx.sql
    .selectFrom('imported_entry')
    .select(['thing_kind', 'thing_id', 'entry'])
    .where(ownedBy(actor, 'owner_id'))
    .orderBy('entry_key')
    .execute()
  return rows.map((row) => ({
    id: (row.entry as { id: string }).id,
    thingKind: row.thing_kind,
    ...(row.thing_id ? { thingId: row.thing_id } : {}),
    entry: row.entry,
  }))
}

/** How many were new: fewer than given when somebody else brought the same meanwhile. */
export async function insertImported(
  tx: Writer,
  ownerId: string,
  entries: readonly ImportedEntry[],
  at: Date,
): Promise<number> {
  if (entries.length === 0) return 0
  const rows = await tx.named<{ entry_key: string }>(
    'imported_entry.insert',
    `insert into imported_entry (owner_id, entry_key, thing_kind, thing_id, entry, imported_at)
     select $1::uuid, entry_key, thing_kind, thing_id, entry::jsonb, $6::timestamptz
     from unnest($2::text[], $3::text[], $4::uuid[], $5::text[]) as t (entry_key, thing_kind, thing_id, entry)
     on conflict do nothing returning entry_key`,
    [
      ownerId,
      entries.map(({ id }) => keyOf(id)),
      entries.map(({ thingKind }) => thingKind),
      entries.map(({ thingId }) => thingId ?? null),
      entries.map(({ entry }) => JSON.stringify(entry)),
      at,
    ],
  )
  return rows.length
}

export interface WaitingFile {
  readonly name: string
  readonly sha256: string
  readonly size: number
}

export async function findWaiting(tx: Reader, actor: PersonActor): Promise<WaitingFile | undefined> {
  const row = await tx.sql
    .selectFrom('waiting_import')
    .select(['file_name', 'sha256', 'size'])
    .where(ownedBy(actor, 'owner_id'))
    .executeTakeFirst()
  return row && { name: row.file_name, sha256: row.sha256, size: row.size }
}

export async function replaceWaiting(
  tx: Writer,
  actor: PersonActor,
  file: WaitingFile | undefined,
  at: Date,
): Promise<void> {
  await tx.sql.deleteFrom('waiting_import').where(ownedBy(actor, 'owner_id')).execute()
  if (!file) return
  await tx.sql
    .insertInto('waiting_import')
    .values({
      owner_id: actor.personId,
      file_name: file.name,
      sha256: file.sha256,
      size: file.size,
      sent_at: at,
    })
    .execute()
}
