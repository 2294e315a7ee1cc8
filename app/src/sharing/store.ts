import { type Insertable, sql } from 'kysely'
import { ownedBy } from '../access/visible.ts'
import type { PersonActor } from '../identity/actor.ts'
import type { Reader, Writer } from '../platform/db.ts'
import type { GrantRow } from './share.ts'
import type { AccessGrantTable, Shown } from './tables.ts'
import './tables.ts'

/** When a share begins and ends is said by the clock that every look asks. */
export async function databaseNow(tx: Reader): Promise<Date> {
  const [row] = await tx.named<{ now: Date }>('database clock', 'select now() as now', [])
  return row?.now ?? new Date(Number.NaN)
}

export async function insertGrant(tx: Writer, grant: Insertable<AccessGrantTable>): Promise<void> {
  await tx.sql.insertInto('access_grant').values(grant).execute()
}

export async function insertKey(
  tx: Writer,
  ownerId: string,
  grantId: string,
  tokenHash: string,
): Promise<void> {
  await tx.sql
    .insertInto('grant_key')
    .values({ token_hash: tokenHash, owner_id: ownerId, grant_id: grantId, replaced_at: null })
    .execute()
}

export async function replaceKeys(tx: Writer, ownerId: string, grantId: string, at: Date): Promise<void> {
  await tx.sql
    .updateTable('grant_key')
    .set({ replaced_at: at })
    .where('owner_id', '=', ownerId)
    .where('grant_id', '=', grantId)
    .where('replaced_at', 'is', null)
    .execute()
}

export async function insertPartyIndex(
  tx: Writer,
  index: { partyId: string; ownerId: string; grantId: string; endsAt: Date },
): Promise<void> {
  await tx.sql
    .insertInto('grant_of_party')
    .values({
      party_id: index.partyId,
      owner_id: index.ownerId,
      grant_id: index.grantId,
      ends_at: index.endsAt,
      stopped_at: null,
    })
    .execute()
}

export function findGrant(tx: Reader, actor: PersonActor, grantId: string): Promise<GrantRow | undefined> {
  return tx.sql
    .selectFrom('access_grant')
    .selectAll()
    .where(ownedBy(actor, 'owner_id'))
    .where('grant_id', '=', grantId)
    .executeTakeFirst()
}

/** Held until the transaction ends, so that it is stopped once and not given a new link meanwhile. */
export function findGrantToChange(
  tx: Writer,
  actor: PersonActor,
  grantId: string,
): Promise<GrantRow | undefined> {
  return tx.sql
    .selectFrom('access_grant')
    .selectAll()
    .where(ownedBy(actor, 'owner_id'))
    .where('grant_id', '=', grantId)
    .forUpdate()
    .executeTakeFirst()
}

export async function setStopped(tx: Writer, row: GrantRow, at: Date): Promise<void> {
  await tx.sql
    .updateTable('access_grant')
    .set({ stopped_at: at })
    .where('owner_id', '=', row.owner_id)
    .where('grant_id', '=', row.grant_id)
    .execute()
  await tx.sql
    .updateTable('grant_of_party')
    .set({ stopped_at: at })
    .where('owner_id', '=', row.owner_id)
    .where('grant_id', '=', row.grant_id)
    .execute()
}

export async function setScope(tx: Writer, ownerId: string, grantId: string, scope: string): Promise<void> {
  await tx.sql
    .updateTable('access_grant')
    .set({ scope })
    .where('owner_id', '=', ownerId)
    .where('grant_id', '=', grantId)
    .execute()
}

/** The grants of a page that somebody can open now, or from a later day on. */
export async function liveGrants(tx: Reader, ownerId: string, pageId: string): Promise<GrantRow[]> {
  return tx.sql
    .selectFrom('access_grant')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('page_id', '=', pageId)
    .where('stopped_at', 'is', null)
    .where(sql<boolean>`ends_at > now()`)
    .orderBy('grant_id')
    .execute()
}

export interface GrantWithCount extends GrantRow {
  readonly page_title: string | null
  readonly openings: number
  readonly last_at: Date | null
}

export function findGrants(tx: Reader, actor: PersonActor): Promise<GrantWithCount[]> {
  return tx.sql
    .selectFrom('access_grant as g')
    .leftJoin('page as p', (join) =>
      join.onRef('p.owner_id', '=', 'g.owner_id').onRef('p.page_id', '=', 'g.page_id'),
    )
    .selectAll('g')
    .select([
      'p.title as page_title',
      sql<number>`(select count(*) from opening o where o.owner_id = g.owner_id and o.grant_id = g.grant_id)`.as(
        'openings',
      ),
      sql<Date | null>`(select max(o.last_at) from opening o
        where o.owner_id = g.owner_id and o.grant_id = g.grant_id)`.as('last_at'),
    ])
    .where(ownedBy(actor, 'g.owner_id'))
    .orderBy('g.created_at', 'desc')
    .execute()
}

export interface OpeningRow {
  readonly opening_id: string
  readonly page_version: number
  readonly shown: Shown
  readonly first_at: Date
  readonly last_at: Date
  readonly looks: number
  readonly viewer_name: string | null
}

/** More than a person reads are counted, not listed. */
const mostListed = 200

export function findOpenings(tx: Reader, row: GrantRow): Promise<OpeningRow[]> {
  return tx.sql
    .selectFrom('opening')
    .select(['opening_id', 'page_version', 'shown', 'first_at', 'last_at', 'looks', 'viewer_name'])
    .where('owner_id', '=', row.owner_id)
    .where('grant_id', '=', row.grant_id)
    .orderBy('last_at', 'desc')
    .limit(mostListed)
    .execute()
}

export function findCopies(tx: Reader, row: GrantRow): Promise<{ taken_at: Date; digest: string }[]> {
  return tx.sql
    .selectFrom('copy_taken')
    .select(['taken_at', 'digest'])
    .where('owner_id', '=', row.owner_id)
    .where('grant_id', '=', row.grant_id)
    .orderBy('taken_at', 'desc')
    .execute()
}
