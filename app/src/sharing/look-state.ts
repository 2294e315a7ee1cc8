import { createHash } from 'node:crypto'
import type { Glance, Powers } from '../platform/db.ts'
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
  /** Of the events, those of which somebody says that something is wrong. */
  readonly challenged: readonly string[]
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

/**
 * One statement for all of it. Events are asked for by award year, each year by itself: then a prepared statement starts
 * only the partitions of those years, which is most of what it costs. The name is read too, so that a corrected one is
 * shown at once. While the owner is asked whether another account is theirs too, what they share of the record pauses.
 */
function stateText(presented: string, condition: string, years: number): string {
  return `
  select ${presented} as presented,
    g.stopped_at is null and (cardinality($7::uuid[]) = 0 or not exists (select from merge_party m
      where m.person_id = $2 and not m.settled)) as running, g.starts_at > now() as early, g.ends_at <= now() as over,
    g.starts_at, g.ends_at, g.recipient, g.purpose, g.may_download, g.scope::text as scope, now() as now,
    (select p.published_version from page p
     where p.owner_id = $2 and p.page_id = $4 and p.deleted_at is null) as page_version,
    (select coalesce(n.known_as, n.given_name) || ' ' || n.family_name from person_name n
     where n.person_id = $2) as owner_name,
    (select array_agg(i.item_id || ' ' || i.version order by i.item_id) from item i
     where i.owner_id = $2 and i.item_id = any($5::uuid[]) and i.deleted_at is null) as items,
    (select array_agg(o.learner_id) from learner_of_person o
     where o.person_id = $2 and o.learner_id = any($7::uuid[])) as learners,
    (select array_agg(c.event_id order by c.event_id) from challenged_line c
     where c.learner_id = any($7::uuid[]) and c.ended_at is null) as challenged,
    ${years === 0 ? 'null' : `array(${Array.from({ length: years }, (_, index) => eventsOf(index)).join(' union all ')})`} as events,
    (select json_agg(json_build_array(k.opening_id, k.shown_digest, k.last_at < now() - interval '${visit}'))
     from opening k where k.owner_id = $2 and k.grant_id = $3 and k.visitor_hash = $6) as openings
  from access_grant g
  where g.owner_id = $2 and g.grant_id = $3 and ${condition}`
}

/** Every released version: the highest counts. */
function eventsOf(index: number): string {
  const year = 8 + index * 2
  return `select v.learner_id || ' ' || v.event_id || ' ' || v.version from learning_event v
     join release r on r.batch_id = v.batch_id and r.issuer_id = v.issuer_id and r.release_at <= now()
     where v.learner_id = any($7::uuid[]) and v.award_year = $${year}::int and v.event_id = any($${year + 1}::uuid[])`
}

/** By link: the key has to be the one that counts now. By account: the grant has to be made for one of the parties. */
const ways = {
  link: [
    '(select l.replaced_at is null from grant_key l where l.token_hash = $1 and l.grant_id = $3)',
    'true',
  ],
  party: ['true', "g.audience = 'person' and g.audience_id::text = any(string_to_array($1, ','))"],
} as const

const texts = new Map<string, string>()

function statement(kind: keyof typeof ways, years: number): { name: string; text: string } {
  const name = `sharing state by ${kind}, years: ${years}`
  const [presented, condition] = ways[kind]
  const text = texts.get(name) ?? stateText(presented, condition, years)
  texts.set(name, text)
  return { name, text }
}

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
  items: string[] | null
  learners: string[] | null
  challenged: string[] | null
  events: string[] | null
  openings: [string, string, boolean][] | null
}

/** How somebody comes to a grant: with a link's secret, or as one of the parties that they are. */
export type Way =
  | { readonly kind: 'link'; readonly tokenHash: string }
  | { readonly kind: 'party'; readonly parties: readonly string[]; readonly personId: string }

export async function readState(
  tx: Glance,
  way: Way,
  { ownerId, grantId, pageId, scope }: GrantPlace,
  visitorHash: string | undefined,
): Promise<LookState | undefined> {
  const presented = way.kind === 'link' ? way.tokenHash : way.parties.join(',')
  const years = [...new Set(scope.events.map((event) => event.awardYear))].sort((a, b) => a - b)
  const { name, text } = statement(way.kind, years.length)
  const [row] = await tx.named<Row>(name, text, [
    presented,
    ownerId,
    grantId,
    pageId,
    scope.items,
    visitorHash ?? '',
    [...new Set(scope.events.map((event) => event.learnerId))],
    ...years.flatMap((year) => [
      year,
      scope.events.filter((event) => event.awardYear === year).map((event) => event.eventId),
    ]),
  ])
  if (!row) return undefined
  const events = currentVersions(row)
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
    items: Object.fromEntries((row.items ?? []).map((pair) => pair.split(' '))),
    events,
    challenged: (row.challenged ?? []).filter((eventId) => eventId in events),
    openings: (row.openings ?? []).map(([id, digest, stale]) => ({ id, digest, stale })),
    now: row.now,
  }
}

/** Of learners that are still the page owner's. */
function currentVersions({ events, learners }: Row): Record<string, string> {
  const owned = new Set(learners)
  const current = new Map<string, number>()
  for (const line of events ?? []) {
    const [learnerId = '', eventId = '', version] = line.split(' ')
    if (owned.has(learnerId)) current.set(eventId, Math.max(Number(version), current.get(eventId) ?? 0))
  }
  const sorted = [...current].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([eventId, version]) => [eventId, String(version)]))
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

/** Names exactly what is shown: another version of the page or of a thing, or a doubt about one, is another digest. */
export function shownDigest({ pageVersion, items, events, challenged }: LookState): string {
  return createHash('sha256')
    .update(JSON.stringify([pageVersion, items, events, challenged]))
    .digest('base64url')
    .slice(0, 22)
}
