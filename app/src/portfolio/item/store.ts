import { sql } from 'kysely'
import { listed, ownedBy } from '../../access/visible.ts'
import type { PersonActor } from '../../identity/actor.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import '../tables.ts'
import { type Item, type ItemBody, itemKinds, type Relation } from './item.ts'

const columns = [
  'owner_id',
  'item_id',
  'kind',
  'title',
  'content',
  'language',
  'occurred_on',
  'version',
  'created_at',
  'updated_at',
] as const

/** The actor's own item; undefined when it is somebody else's, removed, or of a kind that is not written here. */
export async function findItem(tx: Reader, actor: PersonActor, id: string): Promise<Item | undefined> {
  const row = await ownItems(tx, actor).where('item_id', '=', id).executeTakeFirst()
  return row && itemOf(row)
}

export async function findItems(tx: Reader, actor: PersonActor): Promise<Item[]> {
  const rows = await ownItems(tx, actor).orderBy('updated_at', 'desc').orderBy('item_id').execute()
  return rows.map(itemOf)
}

/** Of one owner, those that are listed: what a page needs, for its owner and for whoever it is shown to. */
export async function findItemsById(tx: Reader, ownerId: string, ids: readonly string[]): Promise<Item[]> {
  if (ids.length === 0) return []
  const rows = await tx.sql
    .selectFrom('item')
    .select(columns)
    .where('owner_id', '=', ownerId)
    .where(listed(ids, 'item_id'))
    .where('kind', 'in', itemKinds)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(itemOf)
}

/** All of one owner, for picking from; `ownerIds` are those whose rows the viewer may see. */
export async function findItemsOf(tx: Reader, ownerId: string, ownerIds: readonly string[]): Promise<Item[]> {
  const rows = await tx.sql
    .selectFrom('item')
    .select(columns)
    .where('owner_id', '=', ownerId)
    .where(listed(ownerIds, 'owner_id'))
    .where('kind', 'in', itemKinds)
    .where('deleted_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .orderBy('item_id')
    .execute()
  return rows.map(itemOf)
}

function ownItems(tx: Reader, actor: PersonActor) {
  return tx.sql
    .selectFrom('item')
    .select(columns)
    .where(ownedBy(actor, 'owner_id'))
    .where('kind', 'in', itemKinds)
    .where('deleted_at', 'is', null)
}

export async function insertItem(tx: Writer, item: Item): Promise<void> {
  await insertItems(tx, [item])
}

/** Any number of rows in one statement, which has a value for each column and not for each field. */
export async function insertItems(tx: Writer, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return
  await tx.named(
    'item.insert',
    `insert into item (owner_id, item_id, kind, title, content, language, occurred_on, version, created_at, updated_at)
     select owner_id, item_id, kind, title, content::jsonb, language, occurred_on, version, created_at, updated_at
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
       $9::timestamptz[], $10::timestamptz[])
       as t (owner_id, item_id, kind, title, content, language, occurred_on, version, created_at, updated_at)`,
    [
      items.map(({ ownerId }) => ownerId),
      items.map(({ id }) => id),
      items.map(({ kind }) => kind),
      items.map(({ title }) => title),
      items.map(({ content }) => JSON.stringify(content)),
      items.map(({ language }) => language),
      items.map(({ occurredOn }) => occurredOn ?? null),
      items.map(({ version }) => version),
      items.map(({ createdAt }) => createdAt),
      items.map(({ updatedAt }) => updatedAt),
    ],
  )
}

/** False when somebody saved in between: nothing is written then. */
export async function updateItem(tx: Writer, actor: PersonActor, item: Item): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('item')
    .set({
      title: item.title,
      content: JSON.stringify(item.content),
      language: item.language,
      occurred_on: item.occurredOn ?? null,
      version: item.version,
      updated_at: item.updatedAt,
    })
    .where(ownedBy(actor, 'owner_id'))
    .where('item_id', '=', item.id)
    .where('version', '=', item.version - 1)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** True when it was there, and was not so already. */
export async function setRemoved(
  tx: Writer,
  actor: PersonActor,
  id: string,
  at: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('item')
    .set({ deleted_at: at })
    .where(ownedBy(actor, 'owner_id'))
    .where('item_id', '=', id)
    .where('deleted_at', at ? 'is' : 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What a removed item was called: undefined when it is not removed, or not the actor's. */
export async function findRemovedTitle(
  tx: Reader,
  actor: PersonActor,
  id: string,
): Promise<string | undefined> {
  const row = await tx.sql
    .selectFrom('item')
    .select('title')
    .where(ownedBy(actor, 'owner_id'))
    .where('item_id', '=', id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  return row?.title
}

export interface RelatedItem {
  readonly relation: Relation
  /** `to`: this item says it of the other one; `from`: the other one says it of this. */
  readonly direction: 'to' | 'from'
  readonly item: Item
}

export async function findRelated(tx: Reader, actor: PersonActor, id: string): Promise<RelatedItem[]> {
  const rows = await tx.sql
    .selectFrom('item_relation as r')
    .innerJoin('item as i', (join) =>
      join
        .onRef('i.owner_id', '=', 'r.owner_id')
        .on((on) =>
          on('i.item_id', '=', sql<string>`case when r.item_id = ${id} then r.other_id else r.item_id end`),
        ),
    )
    .select(columns.map((column) => `i.${column}` as const))
    .select(['r.relation', 'r.item_id as says'])
    .where(ownedBy(actor, 'r.owner_id'))
    .where((where) => where.or([where('r.item_id', '=', id), where('r.other_id', '=', id)]))
    .where('i.kind', 'in', itemKinds)
    .where('i.deleted_at', 'is', null)
    .orderBy('i.title')
    .execute()
  return rows.map((row) => ({
    relation: row.relation as Relation,
    direction: row.says === id ? 'to' : 'from',
    item: itemOf(row),
  }))
}

export interface RelationKey {
  readonly ownerId: string
  readonly itemId: string
  readonly relation: Relation
  readonly otherId: string
  /** Of a part, where its whole says one. */
  readonly displayOrder?: number
}

export async function insertRelation(tx: Writer, key: RelationKey): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.sql
    .insertInto('item_relation')
    .values({
      owner_id: key.ownerId,
      item_id: key.itemId,
      relation: key.relation,
      other_id: key.otherId,
      display_order: key.displayOrder ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Those that are there already stay as they are. */
export async function insertRelations(tx: Writer, keys: readonly RelationKey[]): Promise<void> {
  if (keys.length === 0) return
  await tx.named(
    'item_relation.insert',
    `insert into item_relation (owner_id, item_id, relation, other_id, display_order)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[]) on conflict do nothing`,
    [
      keys.map(({ ownerId }) => ownerId),
      keys.map(({ itemId }) => itemId),
      keys.map(({ relation }) => relation),
      keys.map(({ otherId }) => otherId),
      keys.map(({ displayOrder }) => displayOrder ?? null),
    ],
  )
}

/** All relations of the actor's things, in their order. */
export async function findRelations(tx: Reader, actor: PersonActor): Promise<RelationKey[]> {
  const rows = await tx.sql
    .selectFrom('item_relation')
    .selectAll()
    .where(ownedBy(actor, 'owner_id'))
    .orderBy('item_id')
    .orderBy('relation')
    .orderBy('display_order')
    .execute()
  return rows.map((row) => ({
    ownerId: row.owner_id,
    itemId: row.item_id,
    relation: row.relation as Relation,
    otherId: row.other_id,
    ...(row.display_order === null ? {} : { displayOrder: row.display_order }),
  }))
}

/** Removed ones too: what was brought here before is not brought again. */
export async function findEveryItemId(tx: Reader, actor: PersonActor): Promise<string[]> {
  const rows = await tx.sql.selectFrom('item').select('item_id').where(ownedBy(actor, 'owner_id')).execute()
  return rows.map((row) => row.item_id)
}

export async function deleteRelation(
  tx: Writer,
  actor: PersonActor,
  key: Omit<RelationKey, 'ownerId'>,
): Promise<boolean> {
  const { numDeletedRows } = await tx.sql
    .deleteFrom('item_relation')
    .where(ownedBy(actor, 'owner_id'))
    .where('item_id', '=', key.itemId)
    .where('relation', '=', key.relation)
    .where('other_id', '=', key.otherId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

function itemOf(row: {
  owner_id: string
  item_id: string
  kind: string
  title: string
  content: unknown
  language: string
  occurred_on: string | null
  version: number
  created_at: Date
  updated_at: Date
}): Item {
  return {
    id: row.item_id,
    ownerId: row.owner_id,
    // Written by `bodyFrom` alone, which pairs kind and content.
    ...({ kind: row.kind, content: row.content } as ItemBody),
    title: row.title,
    language: row.language,
    ...(row.occurred_on ? { occurredOn: row.occurred_on } : {}),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
