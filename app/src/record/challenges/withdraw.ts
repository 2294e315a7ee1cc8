import { asMember, asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { forbidden, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { jobs } from '../jobs.ts'
import { stateAfter } from './challenge.ts'
import { type ChallengeRow, lockOfParty, updateChallenge } from './store.ts'
import { providerRoles } from './target.ts'

/** The learner takes back what they said. What staff of a provider said is theirs to take back. */
export async function withdrawOwnChallenge(app: App, actor: Actor, challengeId: string): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:write')
  await app.db.write(asSelf(person), async (tx) => {
    const challenge = await tx.sql
      .selectFrom('challenge')
      .selectAll()
      .where(ownedBy(person, 'learner_id'))
      .where('challenge_id', '=', challengeId)
      .forUpdate()
      .executeTakeFirst()
    if (!challenge) notFound('challenge')
    if (challenge.raised_for !== null) forbidden('challenge.notYours')
    await withdraw(app, tx, actor, challenge)
  })
}

export async function withdrawForLearner(
  app: App,
  actor: Actor,
  organisationId: string,
  challengeId: string,
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'learners:write')
  await app.db.write(asMember(person, organisationId, providerRoles), async (tx) =>
    withdraw(app, tx, actor, await lockOfParty(tx, organisationId, challengeId, 'raiser')),
  )
}

async function withdraw(app: App, tx: Writer, actor: Actor, challenge: ChallengeRow): Promise<void> {
  const { learner_id: learnerId, challenge_id: challengeId, issuer_id: issuerId, raised_for } = challenge
  const state = stateAfter(challenge.state, 'withdraw')
  const at = app.now()
  if (raised_for !== null) await tx.raise({ providerFor: [learnerId] })
  await updateChallenge(tx, challenge, { state, answered_at: at }, at)
  await recordEvent(tx, actor, {
    action: 'challenge.withdrawn',
    about: [...new Set([learnerId, issuerId, ...(raised_for === null ? [] : [raised_for])])],
    permission: raised_for === null ? 'own' : 'provider',
    ...(raised_for === null ? {} : { organisationId: raised_for }),
    thing: { kind: 'challenge', id: challengeId },
    at,
  })
  await app.jobs.add(tx, jobs.tellChallenge, { learnerId, challengeId, issuerId, what: 'withdrawn' })
}
