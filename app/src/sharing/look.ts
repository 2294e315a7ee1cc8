import type { App } from '../app.ts'
import type { PersonActor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { forgetPlace } from './grant-places.ts'
import {
  type GrantPlace,
  type KnownOpening,
  type LookState,
  powersOf,
  readState,
  shownDigest,
  type Way,
} from './look-state.ts'

/** Who looks: one browser's visit, or one session of somebody signed in. */
export interface Visitor {
  /** Undefined before the first opening. */
  readonly hash: string | undefined
  readonly person?: PersonActor
  /** For which the person looks. */
  readonly organisationId?: string
}

export type Look<T> =
  /** Stopped, over, replaced or removed: the same for all of them. */
  | { readonly kind: 'gone' }
  /** From a later day on. */
  | { readonly kind: 'early'; readonly state: LookState }
  /** It can be opened, and this visitor has not yet. */
  | { readonly kind: 'closed'; readonly state: LookState }
  | {
      readonly kind: 'open'
      readonly state: LookState
      readonly place: GrantPlace
      readonly openingId: string
      readonly digest: string
      /** What `load` read in the same transaction. */
      readonly loaded: T
    }

export interface LookOptions<T> {
  /** The visitor has pressed *open* just now. */
  readonly opens: boolean
  /** Reads what is to be shown, in the transaction in which the look is recorded. */
  readonly load: (tx: Writer, state: LookState, place: GrantPlace, digest: string) => Promise<T> | T
  /** What needs no loading: it was loaded before, and is kept under the versions that it shows. */
  readonly held?: (state: LookState, digest: string) => T | undefined
}

/**
 * One look at a share, and the only way in which anything of it is read for somebody else: in one transaction the grant
 * is found live by the database's clock, what it lists is read, and the look is recorded (design §3.3). A visitor who
 * has opened sees what changed since without pressing again, as another opening.
 */
export async function look<T>(
  app: App,
  way: Way,
  place: GrantPlace,
  visitor: Visitor,
  options: LookOptions<T>,
): Promise<Look<T> | 'moved'> {
  const powers = { ...powersOf(way, place), onePlan: true }
  if (options.held) {
    // Most looks leave nothing to record or to load: what they come to is told by the state alone.
    const state = await app.db.glance(powers, (tx) => readState(tx, way, place, visitor.hash))
    const seen = standingOf(app, way, place, state)
    if (seen === 'moved' || seen.kind !== 'live') return seen
    const { digest, known } = seen
    if (!known && !options.opens && seen.state.openings.length === 0) {
      return { kind: 'closed', state: seen.state }
    }
    const loaded = known && !known.stale ? options.held(seen.state, digest) : undefined
    if (known && loaded !== undefined) {
      return { kind: 'open', state: seen.state, place, openingId: known.id, digest, loaded }
    }
  }
  return app.db.write(powers, async (tx) => {
    const seen = standingOf(app, way, place, await readState(tx, way, place, visitor.hash))
    if (seen === 'moved' || seen.kind !== 'live') return seen
    const { state, digest, known } = seen
    if (!known && !options.opens && state.openings.length === 0) return { kind: 'closed', state }
    const [openingId, loaded] = await Promise.all([
      known ? lookAgain(tx, place, known, state) : openFirst(tx, way.kind, place, visitor, state, digest),
      options.load(tx, state, place, digest),
    ])
    return { kind: 'open', state, place, openingId, digest, loaded }
  })
}

type Standing =
  | 'moved'
  | { readonly kind: 'gone' }
  | { readonly kind: 'early'; readonly state: LookState }
  | {
      readonly kind: 'live'
      readonly state: LookState
      readonly digest: string
      /** This visitor has opened what is shown now. */
      readonly known: KnownOpening | undefined
    }

function standingOf(app: App, way: Way, place: GrantPlace, state: LookState | undefined): Standing {
  if (!state?.live) return { kind: 'gone' }
  if (state.scopeText !== place.scopeText) {
    // The learner published more or less: the powers of this transaction are those of the old list.
    if (way.kind === 'link') forgetPlace(app, way.tokenHash)
    return 'moved'
  }
  if (state.early) return { kind: 'early', state }
  const digest = shownDigest(state)
  return { kind: 'live', state, digest, known: state.openings.find((opening) => opening.digest === digest) }
}

type Grant = Pick<GrantPlace, 'ownerId' | 'grantId'>

/** Within a visit nothing is written. */
export async function lookAgain(
  tx: Writer,
  { ownerId, grantId }: Grant,
  known: { id: string; stale: boolean },
  { now }: Pick<LookState, 'now'>,
): Promise<string> {
  if (known.stale) {
    await tx.named(
      'opening again',
      `update opening set last_at = $4, looks = looks + 1
       where owner_id = $1 and grant_id = $2 and opening_id = $3`,
      [ownerId, grantId, known.id, now],
    )
  }
  return known.id
}

/**
 * Rows of this visit alone: nothing that two visitors would both have to write, so that openings of one share never wait
 * for each other. The audit event is `recordEvent`'s, prepared once.
 */
export async function openFirst(
  tx: Writer,
  way: Way['kind'],
  { ownerId, grantId }: Grant,
  { hash, person, organisationId }: Visitor,
  {
    pageVersion,
    items,
    events,
    now,
    openings,
  }: Pick<LookState, 'pageVersion' | 'items' | 'events' | 'now' | 'openings'>,
  digest: string,
): Promise<string> {
  if (hash === undefined) throw new Error('an opening needs a visitor')
  const made = newId(now.getTime())
  const opening = tx.named<{ opening_id: string }>(
    'opening first',
    `insert into opening (owner_id, grant_id, visitor_hash, shown_digest, opening_id, page_version, shown,
       person_id, first_at, last_at, looks, organisation_id, viewer_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 1, $10, $11)
     on conflict (owner_id, grant_id, visitor_hash, shown_digest) do nothing returning opening_id`,
    [
      ownerId,
      grantId,
      hash,
      digest,
      made,
      pageVersion,
      JSON.stringify({ items, events }),
      person?.personId ?? null,
      now,
      organisationId ?? null,
      person?.name ?? null,
    ],
  )
  const tell = () =>
    tx.named(
      'opening audit',
      `insert into audit_event (owner_id, event_id, at, actor_kind, actor_id, actor_name, permission, action,
         thing_kind, thing_id, detail, organisation_id)
       values ($1, $2, $3, $4, $5, $6, $7, 'share.opened', 'grant', $8, $9, $10)`,
      [
        ownerId,
        newId(now.getTime()),
        now,
        person ? 'person' : 'visitor',
        person?.personId ?? null,
        person?.name ?? '',
        way === 'link' ? 'link' : 'grant',
        grantId,
        JSON.stringify({ openingId: made, pageVersion }),
        organisationId ?? null,
      ],
    )
  // A link's visit that begins has a secret that nobody else can have: both rows leave with the commit.
  if (way === 'link' && openings.length === 0) {
    tx.last(Promise.all([opening, tell()]))
    return made
  }
  if ((await opening).length > 0) {
    tx.last(tell())
    return made
  }
  // The same visit in another window was first.
  const [first] = await tx.named<{ opening_id: string }>(
    'opening of a visit',
    `select opening_id from opening
     where owner_id = $1 and grant_id = $2 and visitor_hash = $3 and shown_digest = $4`,
    [ownerId, grantId, hash, digest],
  )
  return first?.opening_id ?? made
}
