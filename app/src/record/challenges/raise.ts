import { asMember, asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import type { RateRule } from '../../platform/rate-limit.ts'
import { jobs } from '../jobs.ts'
import { type ChallengeKind, dueAfter, newReference } from './challenge.ts'
import { insertChallenge } from './store.ts'
import {
  ensureEnrolled,
  ensureIssuer,
  learnerNamed,
  ownLearner,
  ownLine,
  providerRoles,
  type Target,
  lineOfLearner,
} from './target.ts'

/** A line of which something is said, or the organisation that should have a result and shows none. */
export type NewChallenge =
  | { readonly kind: Exclude<ChallengeKind, 'missing'>; readonly eventId: string; readonly said: string }
  | { readonly kind: 'missing'; readonly issuerId: string; readonly said: string }

export interface Raised {
  readonly challengeId: string
  readonly reference: string
}

const limit: RateRule = { name: 'challenges', times: 30, seconds: 24 * 60 * 60 }

/** The learner says that something is wrong in their own record. It changes no value. */
export async function raiseChallenge(app: App, actor: Actor, challenge: NewChallenge): Promise<Raised> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:write')
  await app.limit.take(limit, person.personId)
  return app.db.write(asSelf(person), async (tx) => {
    const target =
      challenge.kind === 'missing'
        ? { learnerId: await ownLearner(tx, person), issuerId: await ensureIssuer(tx, challenge.issuerId) }
        : await ownLine(tx, person, challenge.eventId)
    return raise(app, tx, person, challenge, target)
  })
}

/** Staff say so for a learner of their own. */
export async function raiseForLearner(
  app: App,
  actor: Actor,
  organisationId: string,
  learnerId: string,
  challenge: NewChallenge,
): Promise<Raised> {
  const person = ensurePerson(actor)
  ensureScope(person, 'learners:write')
  const powers = asMember(person, organisationId, providerRoles)
  await app.limit.take(limit, person.personId)
  return app.db.write(powers, async (tx) => {
    await ensureEnrolled(tx, organisationId, learnerId)
    const target =
      challenge.kind === 'missing'
        ? { learnerId, issuerId: await ensureIssuer(tx, challenge.issuerId) }
        : await lineOfLearner(tx, organisationId, learnerId, challenge.eventId)
    return raise(app, tx, person, challenge, target, organisationId)
  })
}

async function raise(
  app: App,
  tx: Writer,
  person: PersonActor,
  { kind, said: given }: NewChallenge,
  { learnerId, issuerId, eventId }: Target,
  raisedFor: string | null = null,
): Promise<Raised> {
  const said = given.trim()
  if (said.length < 10 || said.length > 2000) invalid({ field: 'said', key: 'challenge.saidInvalid' })
  const learner = await learnerNamed(tx, learnerId)
  const at = app.now()
  const challengeId = newId(at.getTime())
  const reference = newReference()
  await insertChallenge(tx, {
    learner_id: learnerId,
    challenge_id: challengeId,
    reference,
    issuer_id: issuerId,
    event_id: eventId ?? null,
    kind,
    state: 'raised',
    said,
    learner_name: learner.name,
    uln: learner.uln,
    birth_date: kind === 'missing' ? learner.birthDate : null,
    raised_by: person.personId,
    raised_by_name: person.name,
    raised_for: raisedFor,
    raised_at: at,
    due_at: dueAfter(at),
    taken_at: null,
    taken_by_name: null,
    answered_at: null,
    answered_by_name: null,
    answer: null,
    answer_event_id: null,
    answer_version: null,
  })
  await recordEvent(tx, person, {
    action: 'challenge.raised',
    about: [...new Set([learnerId, issuerId, ...(raisedFor === null ? [] : [raisedFor])])],
    permission: raisedFor === null ? 'own' : 'provider',
    ...(raisedFor === null ? {} : { organisationId: raisedFor }),
    thing: { kind: 'challenge', id: challengeId },
    detail: { kind },
    at,
  })
  await app.jobs.add(tx, jobs.tellChallenge, { learnerId, challengeId, issuerId, what: 'raised' })
  return { challengeId, reference }
}
