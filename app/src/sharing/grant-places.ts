import type { App } from '../app.ts'
import type { Reader } from '../platform/db.ts'
import type { GrantPlace, Way } from './look-state.ts'
import type { Scope } from './scope.ts'
import './tables.ts'

const remembered = new WeakMap<App, Map<string, GrantPlace>>()
const mostRemembered = 20_000

/** Where the grant of a link is; undefined for a link that never was. */
export async function placeOfLink(app: App, tokenHash: string): Promise<GrantPlace | undefined> {
  const known = placesOf(app).get(tokenHash)
  if (known) return known
  const found = await app.db.read({ key: tokenHash }, async (tx) => {
    const key = await tx.sql
      .selectFrom('grant_key')
      .select(['owner_id', 'grant_id'])
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst()
    if (!key) return undefined
    await tx.raise({ granted: [key.grant_id] })
    return readPlace(tx, key.owner_id, key.grant_id)
  })
  if (found) remember(app, tokenHash, found)
  return found
}

/** Where a grant is that was made to somebody's address; undefined when it is not theirs. */
export async function placeOfParty(
  app: App,
  way: Extract<Way, { kind: 'party' }>,
  grantId: string,
): Promise<GrantPlace | undefined> {
  if (way.parties.length === 0) return undefined
  return app.db.read({ self: [way.personId, ...way.parties] }, async (tx) => {
    const index = await tx.sql
      .selectFrom('grant_of_party')
      .select('owner_id')
      .where('party_id', 'in', [...way.parties])
      .where('grant_id', '=', grantId)
      .executeTakeFirst()
    if (!index) return undefined
    await tx.raise({ granted: [grantId] })
    return readPlace(tx, index.owner_id, grantId)
  })
}

export function forgetPlace(app: App, tokenHash: string): void {
  placesOf(app).delete(tokenHash)
}

async function readPlace(tx: Reader, ownerId: string, grantId: string): Promise<GrantPlace | undefined> {
  const [grant] = await tx.named<{ page_id: string | null; scope: string }>(
    'grant place',
    'select page_id, scope::text as scope from access_grant where owner_id = $1 and grant_id = $2',
    [ownerId, grantId],
  )
  if (!grant?.page_id) return undefined
  // Written by us (`scope.ts`), so its shape is known.
  const scope = JSON.parse(grant.scope) as Scope
  return { ownerId, grantId, pageId: grant.page_id, scopeText: grant.scope, scope }
}

function placesOf(app: App): Map<string, GrantPlace> {
  const places = remembered.get(app) ?? new Map<string, GrantPlace>()
  remembered.set(app, places)
  return places
}

function remember(app: App, tokenHash: string, place: GrantPlace): void {
  const places = placesOf(app)
  const [oldest] = places.keys()
  if (places.size >= mostRemembered && oldest !== undefined) places.delete(oldest)
  places.set(tokenHash, place)
}
