import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { type SeenChallenge, seen } from './seen.ts'

/** All that was ever said to be wrong in the person's record, by them or by staff of a provider; the latest first. */
export function ownChallenges(app: App, actor: Actor): Promise<SeenChallenge[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  return app.db.read(asSelf(person), (tx) => read(tx, person))
}

export async function ownChallenge(app: App, actor: Actor, challengeId: string): Promise<SeenChallenge> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  const [challenge] = await app.db.read(asSelf(person), (tx) => read(tx, person, { challengeId }))
  return challenge ?? notFound('challenge')
}

/** What was said of one line, for its page. */
export async function challengesOfLine(app: App, actor: Actor, eventId: string): Promise<SeenChallenge[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  return app.db.read(asSelf(person), (tx) => read(tx, person, { eventId }))
}

async function read(
  tx: Reader,
  person: PersonActor,
  { challengeId, eventId }: { challengeId?: string; eventId?: string } = {},
): Promise<SeenChallenge[]> {
  const rows = await tx.sql
    .selectFrom('challenge')
    .selectAll()
    .where(ownedBy(person, 'learner_id'))
    .$if(challengeId !== undefined, (query) => query.where('challenge_id', '=', challengeId ?? ''))
    .$if(eventId !== undefined, (query) => query.where('event_id', '=', eventId ?? ''))
    .orderBy('raised_at', 'desc')
    .orderBy('challenge_id')
    .execute()
  return seen(tx, rows)
}
