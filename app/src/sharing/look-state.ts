import { createHash } from 'node:crypto'
import type { Reader } from '../platform/db.ts'
import type { Powers } from '../platform/db.ts'
import type { Scope } from './scope.ts'
import './tables.ts'

/**
 * Where a grant is kept and what it lists: remembered between looks, so that a look needs one query. It decides nothing:
 * every look reads the grant itself again, and one whose scope changed is found out by comparing it.
 */
export interface GrantPlace {
  readonly ownerId: string
  readonly grantId: string
  readonly pageId: string
  readonly scopeText: string
  readonly scope: Scope
}

/** What is true at this moment, by the database's clock, read in one statement. */
export interface LookState {
  readonly live: boolean
  /** Not open yet, and from when on. */
  readonly early: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  readonly recipient: string
  readonly purpose: string
  readonly mayDownload: boolean
  readonly ownerName: string
  readonly scopeText: string
  readonly pageVersion: number | null
  /** Id to version of everything that the grant lists and that may be seen now. */
  readonly items: Readonly<Record<string, string>>
  readonly events: Readonly<Record<string, string>>
  readonly openings: readonly KnownOpening[]
  readonly now: Date
}

export interface KnownOpening {
  readonly id: string
  readonly digest: string
  /** The last look was longer ago than a visit lasts. */
  readonly stale: boolean
}

/** Looks of one visitor that are no further apart count as one. */
const visit = '30 minutes'

/** The person's own name is read each time, so that a corrected name is shown at once. */
const state = (presented: string, condition: string) => `
  select ${presented} as presented,
    g.stopped_at is null as running, g.starts_at > now() as early, g.ends_at <= now() as over,
    g.starts_at, g.ends_at, g.recipient, g.purpose, g.may_download, g.scope::text as scope, now() as now,
    (select p.published_version from page p
     where p.owner_id = $2 and p.page_id = $4 and p.deleted_at is null) as page_version,
    (select coalesce(n.known_as, n.given_name) || ' ' || n.family_name from person_name n
     where n.person_id = $2) as owner_name,
    (select json_object_agg(i.item_id, i.version order by i.item_id) from item i
     where i.owner_id = $2 and i.item_id = any($5::uuid[]) and i.deleted_at is null) as items,
    (select json_object_agg(w.event_id, e.version order by w.event_id)
     from unnest($6::uuid[], $7::int[], $8::uuid[]) as w (learner_id, award_year, event_id)
     join learner_owner o on o.learner_id = w.learner_id and o.person_id = $2
     cross join lateral (
       select v.version, v.change from learning_event v
       join release r on r.batch_id = v.batch_id and r.issuer_id = v.issuer_id and r.release_at <= now()
       where v.learner_id = w.learner_id and v.award_year = w.award_year and v.event_id = w.event_id
       order by v.version desc limit 1) e) as events,
    (select json_agg(json_build_array(k.opening_id, k.shown_digest, k.last_at < now() - interval '${visit}'))
     from opening k where k.owner_id = $2 and k.grant_id = $3 and k.visitor_hash = $9) as openings
  from access_grant g
  where g.owner_id = $2 and g.grant_id = $3 and ${condition}`

/** By link: the key has to be the one that counts now. */
const stateByLink = state(
  '(select l.replaced_at is null from grant_key l where l.token_hash = $1 and l.grant_id = $3)',
  'true',
)
/** By account: the party has to be the one for whom the grant was made. */
const stateByParty = state(
  'true',
  "g.audience = 'person' and g.audience_id::text = any(string_to_array($1, ','))",
)

interface Row {
  presented: boolean | null
  running: boolean
  early: boolean
  over: boolean
  starts_at: Date
  ends_at: Date
  recipient: string
  purpose: string
  may_download: boolean
  scope: string
  now: Date
  page_version: number | null
  owner_name: string | null
  items: Record<string, number> | null
  events: Record<string, number> | null
  openings: [string, string, boolean][] | null
}

/** How somebody comes to a grant: with a link's secret, or as one of the parties that they are. */
export type Way =
  | { readonly kind: 'link'; readonly tokenHash: string }
  | { readonly kind: 'party'; readonly parties: readonly string[]; readonly personId: string }

export async function readState(
  tx: Reader,
  way: Way,
  { ownerId, grantId, pageId, scope }: GrantPlace,
  visitorHash: string | undefined,
): Promise<LookState | undefined> {
  const [name, text, presented] =
    way.kind === 'link'
      ? (['sharing state by link', stateByLink, way.tokenHash] as const)
      : (['sharing state by party', stateByParty, way.parties.join(',')] as const)
  const [row] = await tx.named<Row>(name, text, [
    presented,
    ownerId,
    grantId,
    pageId,
    scope.items,
    scope.events.map((event) => event.learnerId),
    scope.events.map((event) => event.awardYear),
    scope.events.map((event) => event.eventId),
    visitorHash ?? '',
  ])
  if (!row) return undefined
  return {
    live: row.presented === true && row.running && !row.over && row.page_version !== null,
    early: row.early,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    recipient: row.recipient,
    purpose: row.purpose,
    mayDownload: row.may_download,
    ownerName: row.owner_name ?? '',
    scopeText: row.scope,
    pageVersion: row.page_version,
    items: texts(row.items),
    events: texts(row.events),
    openings: (row.openings ?? []).map(([id, digest, stale]) => ({ id, digest, stale })),
    now: row.now,
  }
}

function texts(versions: Record<string, number> | null): Record<string, string> {
  return Object.fromEntries(Object.entries(versions ?? {}).map(([id, version]) => [id, String(version)]))
}

/** What row-level security opens for a look: the grant, its page, its things, and whose they are. */
export function powersOf(way: Way, { ownerId, grantId, pageId, scope }: GrantPlace): Powers {
  const granted = [
    grantId,
    pageId,
    ownerId,
    ...scope.items,
    ...new Set(scope.events.flatMap(({ learnerId, eventId }) => [learnerId, eventId])),
  ]
  return way.kind === 'link'
    ? { key: way.tokenHash, granted }
    : { self: [way.personId, ...way.parties], granted }
}

/** Names exactly what is shown: another page version or another version of a thing is another digest. */
export function shownDigest({ pageVersion, items, events }: LookState): string {
  return createHash('sha256')
    .update(JSON.stringify([pageVersion, items, events]))
    .digest('base64url')
    .slice(0, 22)
}
