import { asIssuer, ensurePerson, ensureScope } from '../../access/powers.ts'
import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Powers, Reader } from '../../platform/db.ts'
import type { RecordLine } from '../own/record-line.ts'
import { type IssuedVersion, versionsOfEvent } from '../results/issued.ts'
import { answeringLines } from './answering-lines.ts'
import type { ChallengeKind, ChallengeState } from './challenge.ts'
import { type SeenChallenge, seen } from './seen.ts'
import { findOfParty, type Part } from './store.ts'
import { mayRaiseAt } from './target.ts'

/** One line of a work list: nothing of what was said, and not of whom. */
export interface WorkLine {
  readonly challengeId: string
  readonly reference: string
  readonly kind: ChallengeKind
  readonly state: ChallengeState
  readonly raisedAt: Date
  readonly dueAt: Date
}

export interface WorkList {
  /** For this organisation to answer: what is open, the longest due first. */
  readonly toAnswer: readonly WorkLine[]
  readonly answered: readonly WorkLine[]
  /** Said by its own staff about its learners. */
  readonly raisedHere: readonly WorkLine[]
}

const shown = 200

export async function challengesAt(app: App, actor: Actor, organisationId: string): Promise<WorkList> {
  return app.db.read(reading(actor, organisationId), async (tx) => {
    const issued = await lines(tx, organisationId, 'issuer')
    const open = issued.filter(({ state }) => state === 'raised' || state === 'withIssuer')
    return {
      toAnswer: open.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
      answered: issued.filter((line) => !open.includes(line)),
      raisedHere: mayRaiseAt(actor, organisationId) ? await lines(tx, organisationId, 'raiser') : [],
    }
  })
}

export interface ChallengeAtWork {
  readonly part: Part
  readonly challenge: SeenChallenge
  /** The line as its issuer sees it; empty for one that is missing, and for whoever raised it. */
  readonly versions: readonly IssuedVersion[]
  /** What can be named as the missing one. */
  readonly found: readonly RecordLine[]
}

export async function challengeAt(
  app: App,
  actor: Actor,
  organisationId: string,
  challengeId: string,
): Promise<ChallengeAtWork> {
  return app.db.read(reading(actor, organisationId), async (tx) => {
    const toAnswer = await findOfParty(tx, organisationId, challengeId, 'issuer')
    const raised = mayRaiseAt(actor, organisationId)
      ? await findOfParty(tx, organisationId, challengeId, 'raiser')
      : undefined
    const row = toAnswer ?? raised ?? notFound('challenge')
    const [challenge = notFound('challenge')] = await seen(tx, [row])
    const isIssuer = toAnswer !== undefined
    return {
      part: isIssuer ? 'issuer' : 'raiser',
      challenge,
      versions: isIssuer && row.event_id ? await versionsOfEvent(tx, organisationId, row.event_id) : [],
      found: isIssuer && row.event_id === null ? await answeringLines(tx, row) : [],
    }
  })
}

function reading(actor: Actor, organisationId: string): Powers {
  const person = ensurePerson(actor)
  ensureScope(person, 'results:read')
  return asIssuer(person, organisationId)
}

async function lines(tx: Reader, organisationId: string, part: Part): Promise<WorkLine[]> {
  return tx.sql
    .selectFrom('challenge_of_party')
    .select([
      'challenge_id as challengeId',
      'reference',
      'kind',
      'state',
      'raised_at as raisedAt',
      'due_at as dueAt',
    ])
    .where(heldBy(organisationId, 'party_id'))
    .where(heldBy(organisationId, part === 'issuer' ? 'issuer_id' : 'raised_for'))
    .orderBy('raised_at', 'desc')
    .limit(shown)
    .execute()
}
