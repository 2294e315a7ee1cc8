import type { App } from '../../app.ts'
import { type Action, recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { jobs } from '../jobs.ts'
import { type Correction, correctIn, withdrawIn } from '../results/new-version.ts'
import { stateAfter } from './challenge.ts'
import { answeringLines } from './answering-lines.ts'
import { type ChallengeRow, lockOfParty, updateChallenge } from './store.ts'

/** Somebody at the issuer begins: whoever raised it sees that it is being looked into. */
export async function takeUpChallenge(
  app: App,
  actor: Actor,
  organisationId: string,
  challengeId: string,
): Promise<void> {
  await app.db.write(issuerPowers(actor, organisationId), async (tx) => {
    const challenge = await lockOfParty(tx, organisationId, challengeId, 'issuer')
    const state = stateAfter(challenge.state, 'takeUp')
    const at = app.now()
    await updateChallenge(tx, challenge, { state, taken_at: at, taken_by_name: nameOf(actor) }, at)
    await recordStep(tx, actor, challenge, 'challenge.taken', at)
  })
}

/** What puts it right: a new version of the line, its withdrawal, or the result that was missing. */
export type Remedy =
  | ({ readonly kind: 'correct' } & Omit<Correction, 'reason'>)
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'found'; readonly eventId: string }

/**
 * The issuer agrees, and puts it right in the same step by the verbs that it always has: what the line said before
 * stays in its history. A missing result has been loaded and published by then; the answer says which it is.
 */
export async function upholdChallenge(
  app: App,
  actor: Actor,
  organisationId: string,
  challengeId: string,
  { reason, remedy }: { reason: string; remedy: Remedy },
): Promise<void> {
  const answer = ensureReason(reason)
  await app.db.write(issuerPowers(actor, organisationId), async (tx) => {
    const challenge = await lockOfParty(tx, organisationId, challengeId, 'issuer')
    const state = stateAfter(challenge.state, 'uphold')
    const { eventId, version } = await putRight(app, tx, actor, challenge, remedy, answer)
    const at = app.now()
    const made = { answer_event_id: eventId, answer_version: version }
    await updateChallenge(tx, challenge, { state, ...made, ...answered(actor, answer, at) }, at)
    await recordStep(tx, actor, challenge, 'challenge.upheld', at)
    await tell(app, tx, challenge)
  })
}

/** The issuer does not agree, and says why in words that the learner reads. */
export async function rejectChallenge(
  app: App,
  actor: Actor,
  organisationId: string,
  challengeId: string,
  { reason }: { reason: string },
): Promise<void> {
  const answer = ensureReason(reason)
  await app.db.write(issuerPowers(actor, organisationId), async (tx) => {
    const challenge = await lockOfParty(tx, organisationId, challengeId, 'issuer')
    const state = stateAfter(challenge.state, 'reject')
    const at = app.now()
    await updateChallenge(tx, challenge, { state, ...answered(actor, answer, at) }, at)
    await recordStep(tx, actor, challenge, 'challenge.rejected', at)
    await tell(app, tx, challenge)
  })
}

async function putRight(
  app: App,
  tx: Writer,
  actor: Actor,
  challenge: ChallengeRow,
  remedy: Remedy,
  reason: string,
): Promise<{ eventId: string; version: number }> {
  const { issuer_id: issuerId, event_id: eventId, kind } = challenge
  if (eventId === null) {
    if (remedy.kind !== 'found') invalid({ field: 'eventId', key: 'challenge.chooseFound' })
    const lines = await answeringLines(tx, challenge)
    const line = lines.find((each) => each.eventId === remedy.eventId)
    if (!line) invalid({ field: 'eventId', key: 'challenge.chooseFound' })
    return { eventId: line.eventId, version: line.version }
  }
  if (remedy.kind === 'found') conflict('challenge.notMissing')
  if (remedy.kind === 'withdraw') {
    return { eventId, ...(await withdrawIn(app, tx, actor, issuerId, eventId, { reason })) }
  }
  // A line that is somebody else's, or there twice, does not become right by saying something else.
  if (kind !== 'incorrect') conflict('challenge.onlyWithdraw')
  return { eventId, ...(await correctIn(app, tx, actor, issuerId, eventId, { ...remedy, reason })) }
}

function ensureReason(given: string): string {
  const reason = given.trim()
  if (reason.length < 5 || reason.length > 300) invalid({ field: 'reason', key: 'record.reasonInvalid' })
  return reason
}

const nameOf = (actor: Actor) => (actor.kind === 'visitor' ? null : actor.name)

function answered(actor: Actor, answer: string, at: Date) {
  return { answer, answered_at: at, answered_by_name: nameOf(actor) }
}

async function recordStep(
  tx: Writer,
  actor: Actor,
  { learner_id, challenge_id, issuer_id, raised_for }: ChallengeRow,
  action: Action,
  at: Date,
): Promise<void> {
  await recordEvent(tx, actor, {
    action,
    about: [...new Set([learner_id, issuer_id, ...(raised_for === null ? [] : [raised_for])])],
    permission: actor.kind === 'system' ? 'system' : 'issuer',
    organisationId: issuer_id,
    thing: { kind: 'challenge', id: challenge_id },
    at,
  })
}

async function tell(
  app: App,
  tx: Writer,
  { learner_id: learnerId, challenge_id: challengeId, issuer_id: issuerId }: ChallengeRow,
): Promise<void> {
  await app.jobs.add(tx, jobs.tellChallenge, { learnerId, challengeId, issuerId, what: 'answered' })
}
