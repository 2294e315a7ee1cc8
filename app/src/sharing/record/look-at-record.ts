import { createHash } from 'node:crypto'
import { everythingGoesTo, grantReaders } from '../../access/bases.ts'
import { ensurePerson, ensureScope } from '../../access/powers.ts'
import { listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import { ensureRole } from '../../institution/acting.ts'
import { type OrganisationKind, organisationById } from '../../institution/organisation.ts'
import type { Powers, Reader, Writer } from '../../platform/db.ts'
import type { RecordLine } from '../../record/own/record-line.ts'
import { linesOf, releasedVersions } from '../../record/own/released-versions.ts'
import { lookAgain, openFirst, type Visitor } from '../look.ts'
import { partiesOf } from '../party.ts'
import type { Scope } from '../scope.ts'
import { strangersTo } from '../strangers.ts'
import { gone, hashVisit } from '../visit.ts'
import { isInside } from './record-scope.ts'

/** To whom it was shared: the person themselves, by one of their addresses, or an organisation for which they act. */
export type Door =
  | { readonly kind: 'person' }
  | { readonly kind: 'organisation'; readonly organisationId: string }

export interface SharedRecord {
  readonly from: string
  readonly recipient: string
  readonly purpose: string
  readonly endsAt: Date
  readonly lines: readonly RecordLine[]
}

export type RecordLook =
  | { readonly kind: 'early'; readonly startsAt: Date }
  /** It can be opened, and this visitor has not yet. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly record: SharedRecord }

/**
 * One look at a record that was shared, and the only way to it: in one transaction the grant is found live by the
 * database's clock, the lines inside it are read, and the look is recorded (design §3.3).
 */
export async function lookAtRecord(
  app: App,
  actor: Actor,
  door: Door,
  grantId: string,
  { opens }: { opens: boolean },
): Promise<RecordLook> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:read')
  const { powers, parties, visitor, kind } = await enter(app, person, door)
  if (door.kind === 'person') await ensureNoStranger(app, person, { powers, parties, grantId })
  return app.db.write(powers, async (tx) => {
    const place = (await findGrant(tx, parties, grantId)) ?? notFound('share')
    const grant = await readGrant(tx, place, door.kind)
    const { record } = grant.scope
    if (!record || grant.over || !mayStillReceive(record.kind, kind)) gone()
    if (grant.early) return { kind: 'early', startsAt: grant.startsAt }
    const lines = await linesInside(tx, place.ownerId, grant.scope, grantId)
    const seen = {
      pageVersion: 0,
      items: {},
      events: Object.fromEntries(lines.map(({ eventId, version }) => [eventId, String(version)])),
      now: grant.now,
      openings: await openingsOf(tx, place.ownerId, grantId, visitor.hash ?? ''),
    }
    const digest = digestOf(lines)
    const known = seen.openings.find((opening) => opening.digest === digest)
    if (!known && !opens && seen.openings.length === 0) return { kind: 'closed' }
    const where = { ownerId: place.ownerId, grantId }
    await (known ? lookAgain(tx, where, known, seen) : openFirst(tx, 'party', where, visitor, seen, digest))
    const { recipient, purpose, endsAt } = grant
    return { kind: 'open', record: { from: grant.ownerName, recipient, purpose, endsAt, lines } }
  })
}

interface Entered {
  readonly powers: Powers
  readonly parties: readonly string[]
  readonly visitor: Visitor
  /** What the organisation is; undefined for a person. */
  readonly kind: OrganisationKind | undefined
}

async function enter(app: App, person: PersonActor, door: Door): Promise<Entered> {
  const hash = hashVisit(`${person.personId} ${person.credentialId}`)
  if (door.kind === 'person') {
    const parties = await app.db.read({ self: [person.personId] }, (tx) => partiesOf(tx, person))
    const powers = { self: [person.personId, ...parties] }
    return { powers, parties, visitor: { hash, person }, kind: undefined }
  }
  const { organisationId } = door
  const { kind } = await ensureGrantReader(app, person, organisationId)
  return {
    powers: { self: [person.personId], organisation: organisationId },
    parties: [organisationId],
    visitor: { hash, person, organisationId },
    kind,
  }
}

/** The same as for pages: a child finds nothing of strangers. */
async function ensureNoStranger(
  app: App,
  person: PersonActor,
  { powers, parties, grantId }: { powers: Powers; parties: readonly string[]; grantId: string },
): Promise<void> {
  const place = await app.db.read(powers, (tx) => findGrant(tx, parties, grantId))
  const strangers = place && (await strangersTo(app, person, [place.ownerId]))
  if (!place || strangers?.has(place.ownerId)) notFound('share')
}

/** A member whose role may open what is shared with the organisation, which is still there. */
export async function ensureGrantReader(
  app: App,
  person: PersonActor,
  organisationId: string,
): Promise<{ kind: OrganisationKind; name: string }> {
  ensureRole(person, organisationId, 'any')
  const { kind, name, closedAt } = await app.db.read({}, (tx) => organisationById(tx, organisationId))
  ensureRole(person, organisationId, grantReaders[kind])
  if (closedAt !== null) notFound('organisation')
  return { kind, name }
}

const mayStillReceive = (what: string, kind: OrganisationKind | undefined) =>
  what !== 'everything' || (kind !== undefined && everythingGoesTo.includes(kind))

interface Place {
  readonly ownerId: string
  readonly grantId: string
}

/** Starts at the index row of the party: what is not theirs is not there. */
async function findGrant(
  tx: Reader,
  parties: readonly string[],
  grantId: string,
): Promise<Place | undefined> {
  if (parties.length === 0) return undefined
  const row = await tx.sql
    .selectFrom('grant_of_party')
    .select('owner_id')
    .where('party_id', 'in', [...parties])
    .where('grant_id', '=', grantId)
    .executeTakeFirst()
  return row && { ownerId: row.owner_id, grantId }
}

interface Grant {
  readonly over: boolean
  readonly early: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  readonly recipient: string
  readonly purpose: string
  readonly scope: Scope
  readonly ownerName: string
  readonly now: Date
}

async function readGrant(tx: Reader, { ownerId, grantId }: Place, audience: Door['kind']): Promise<Grant> {
  await tx.raise({ granted: [grantId, ownerId] })
  const [row] = await tx.named<Grant>(
    'shared record',
    // While two accounts have not both confirmed that they are one person, what they share pauses.
    `select (g.stopped_at is not null or g.ends_at <= now() or exists (select from merge_party m
         where m.person_id = $1 and not m.settled)) as over, g.starts_at > now() as early,
       g.starts_at as "startsAt", g.ends_at as "endsAt", g.recipient, g.purpose, g.scope, now() as now,
       (select coalesce(n.known_as, n.given_name) || ' ' || n.family_name from person_name n
        where n.person_id = $1) as "ownerName"
     from access_grant g where g.owner_id = $1 and g.grant_id = $2 and g.audience = $3 and g.page_id is null`,
    [ownerId, grantId, audience],
  )
  return row ?? notFound('share')
}

/** Of learners that are still the owner's, what was released and is inside. */
async function linesInside(
  tx: Writer,
  ownerId: string,
  { events, record }: Scope,
  grantId: string,
): Promise<RecordLine[]> {
  if (!record) return []
  const byRule = record.kind !== 'listed'
  const learnerIds = byRule ? record.learnerIds : [...new Set(events.map(({ learnerId }) => learnerId))]
  const eventIds = events.map(({ eventId }) => eventId)
  await tx.raise({ granted: [grantId, ownerId, ...learnerIds, ...eventIds] })
  const owned = await tx.named<{ learner_id: string }>(
    'learners still of the owner',
    'select learner_id from learner_of_person where learner_id = any($1::uuid[]) and person_id = $2',
    [learnerIds, ownerId],
  )
  const ids = owned.map(({ learner_id }) => learner_id)
  if (ids.length === 0) return []
  if (byRule) await tx.raise({ grantedRecord: ids })
  const lines = linesOf(await releasedVersions(tx, listed(ids, 'event.learner_id')))
  const inScope = new Set(eventIds)
  return lines.filter((line) => isInside(record, inScope, line))
}

async function openingsOf(tx: Reader, ownerId: string, grantId: string, visitorHash: string) {
  return tx.named<{ id: string; digest: string; stale: boolean }>(
    'openings of a visitor',
    `select opening_id as id, shown_digest as digest, last_at < now() - interval '30 minutes' as stale
     from opening where owner_id = $1 and grant_id = $2 and visitor_hash = $3`,
    [ownerId, grantId, visitorHash],
  )
}

/** Another version, or another doubt about one, is another opening. */
function digestOf(lines: readonly RecordLine[]): string {
  const shown = lines.map(({ eventId, version, challengedSince }) => [
    eventId,
    version,
    challengedSince !== null,
  ])
  const sorted = shown.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 22)
}
