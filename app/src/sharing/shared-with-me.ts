import { ensurePerson, ensureScope } from '../access/powers.ts'
import { listed } from '../access/visible.ts'
import type { App } from '../app.ts'
import type { Actor } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'
import { partiesOf } from './party.ts'
import { strangersTo } from './strangers.ts'
import './tables.ts'

/** What somebody shared with one of the person's addresses, before it is opened: nothing of what is in it. */
export interface SharedLine {
  readonly grantId: string
  /** A page, or the record or a part of it. */
  readonly what: 'page' | 'record'
  readonly from: string
  readonly purpose: string
  readonly endsAt: Date
}

/** Starts at the grants of the person's own parties; whatever is over or stopped is not there, and for a child what strangers share. */
export async function listSharedWithMe(app: App, actor: Actor): Promise<SharedLine[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:read')
  const rows = await app.db.read({ self: [person.personId] }, async (tx) => {
    const parties = await partiesOf(tx, person)
    if (parties.length === 0) return []
    await tx.raise({ self: [person.personId, ...parties] })
    return liveGrantsOf(tx, parties)
  })
  const strangers = await strangersTo(
    app,
    person,
    rows.map(({ ownerId }) => ownerId),
  )
  return rows.filter(({ ownerId }) => !strangers.has(ownerId)).map(withoutOwner)
}

/** As it is shown: it says from whom by name. */
export function withoutOwner(row: SharedLine & { ownerId: string }): SharedLine {
  const { ownerId: _, ...line } = row
  return line
}

/** The latest first. The transaction has the powers of these parties. */
export async function liveGrantsOf(
  tx: Reader,
  parties: readonly string[],
): Promise<(SharedLine & { readonly ownerId: string })[]> {
  const grants = await tx.sql
    .selectFrom('grant_of_party')
    .select(['owner_id', 'grant_id'])
    .where(listed(parties, 'party_id'))
    .where('stopped_at', 'is', null)
    .where((eb) => eb('ends_at', '>', eb.fn<Date>('now', [])))
    .execute()
  if (grants.length === 0) return []
  await tx.raise({ granted: grants.flatMap((grant) => [grant.owner_id, grant.grant_id]) })
  return tx.named<SharedLine & { ownerId: string }>(
    'shared with me',
    `select g.owner_id as "ownerId", g.grant_id as "grantId",
       case when g.page_id is null then 'record' else 'page' end as what,
       coalesce(n.known_as, n.given_name) || ' ' || n.family_name as "from", g.purpose, g.ends_at as "endsAt"
     from access_grant g join person_name n on n.person_id = g.owner_id
     where g.owner_id = any($1::uuid[]) and g.grant_id = any($2::uuid[])
       and g.stopped_at is null and g.starts_at <= now() and g.ends_at > now()
     order by g.created_at desc`,
    [grants.map((grant) => grant.owner_id), grants.map((grant) => grant.grant_id)],
  )
}
