import { ensurePerson, ensureScope } from '../access/powers.ts'
import type { App } from '../app.ts'
import type { Actor } from '../identity/actor.ts'
import { partiesOf } from './party.ts'
import { strangersTo } from './strangers.ts'
import './tables.ts'

/** What somebody shared with one of the person's addresses, before it is opened: nothing of what is in it. */
export interface SharedLine {
  readonly grantId: string
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
    const grants = await tx.sql
      .selectFrom('grant_of_party')
      .select(['owner_id', 'grant_id'])
      .where('party_id', 'in', parties)
      .where('stopped_at', 'is', null)
      .where((eb) => eb('ends_at', '>', eb.fn<Date>('now', [])))
      .execute()
    if (grants.length === 0) return []
    await tx.raise({ granted: grants.flatMap((grant) => [grant.owner_id, grant.grant_id]) })
    return tx.named<{ owner_id: string; grant_id: string; name: string; purpose: string; ends_at: Date }>(
      'shared with me',
      `select g.owner_id, g.grant_id, coalesce(n.known_as, n.given_name) || ' ' || n.family_name as name, g.purpose, g.ends_at
       from access_grant g join person_name n on n.person_id = g.owner_id
       where g.owner_id = any($1::uuid[]) and g.grant_id = any($2::uuid[])
         and g.stopped_at is null and g.starts_at <= now() and g.ends_at > now()
       order by g.created_at desc`,
      [grants.map((grant) => grant.owner_id), grants.map((grant) => grant.grant_id)],
    )
  })
  const strangers = await strangersTo(
    app,
    person,
    rows.map((row) => row.owner_id),
  )
  return rows
    .filter((row) => !strangers.has(row.owner_id))
    .map((row) => ({ grantId: row.grant_id, from: row.name, purpose: row.purpose, endsAt: row.ends_at }))
}
