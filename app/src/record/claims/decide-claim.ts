import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { enrolledLearners, type LearnerName, namesOf } from '../learner-store.ts'
import { claimInGroup } from './claim-in-group.ts'
import { type Claim, listClaims, updateClaim } from './store.ts'

export interface ClaimToDecide {
  readonly claim: Claim
  /** The learner of an own cohort whom the claim is about; undefined when the number is not one of theirs. */
  readonly learner: LearnerName | undefined
}

/** The organisation's work list: what waits first, then what was decided. */
export function claimsOf(app: App, actor: Actor, organisationId: string): Promise<ClaimToDecide[]> {
  return app.db.read(registrarPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const claims = await listClaims(tx, organisationId)
    const found = await learnersOf(tx, organisationId, claims)
    const shown = claims.map((claim) => ({ claim, learner: found(claim) }))
    return [
      ...shown.filter(({ claim }) => claim.state === 'waiting'),
      ...shown.filter(({ claim }) => claim.state !== 'waiting'),
    ]
  })
}

/** Only learners who are enrolled here: a registrar confirms whom the organisation knows. */
async function learnersOf(tx: Reader, organisationId: string, claims: readonly Claim[]) {
  if (claims.length === 0) return () => undefined
  const enrolled = [
    ...new Set((await enrolledLearners(tx, organisationId)).map(({ learnerId }) => learnerId)),
  ]
  await tx.raise({ providerFor: enrolled })
  const names = await namesOf(tx, enrolled)
  const byId = new Map(names.map((name) => [name.learnerId, name]))
  const byUln = new Map(names.map((name) => [name.uln, name]))
  return (claim: Claim) =>
    claim.learner_id === null ? byUln.get(claim.uln_given ?? '') : byId.get(claim.learner_id)
}

/**
 * A registrar says that they know this person, and how. Somebody else's record stays theirs until that claim is
 * undone: two people never share one.
 */
export async function grantClaim(
  app: App,
  actor: Actor,
  organisationId: string,
  claimId: string,
  { how }: { how: string },
): Promise<void> {
  const note = how.trim()
  if (note.length < 5 || note.length > 300) invalid({ field: 'how', key: 'record.howInvalid' })
  await app.db.write(registrarPowers(actor, organisationId), async (tx) => {
    const claim = await waitingClaim(tx, organisationId, claimId)
    const learner = (await learnersOf(tx, organisationId, [claim]))(claim)
    if (!learner) conflict('record.claimNotOurs')
    const at = app.now()
    const { learnerId } = learner
    const personId = claim.person_id
    if (actor.kind === 'person' && actor.personId === personId) conflict('record.claimOwn')
    if (!(await claimInGroup(app, tx, { learnerId, personId, claimId }, at)))
      conflict('record.claimedAlready')
    await updateClaim(tx, claim, {
      state: 'granted',
      learner_id: learnerId,
      decided_by: actor.kind === 'person' ? actor.personId : null,
      decided_at: at,
      note,
    })
    await recordEvent(tx, actor, {
      action: 'claim.granted',
      about: [learnerId, organisationId],
      permission: 'provider',
      organisationId,
      thing: { kind: 'claim', id: claimId },
      detail: { way: 'confirmation' },
      at,
    })
  })
}

export async function refuseClaim(
  app: App,
  actor: Actor,
  organisationId: string,
  claimId: string,
  { how }: { how: string },
): Promise<void> {
  await app.db.write(registrarPowers(actor, organisationId), async (tx) => {
    const claim = await waitingClaim(tx, organisationId, claimId)
    const at = app.now()
    await updateClaim(tx, claim, {
      state: 'refused',
      decided_by: actor.kind === 'person' ? actor.personId : null,
      decided_at: at,
      note: how.trim().slice(0, 300) || null,
    })
    await recordEvent(tx, actor, {
      action: 'claim.refused',
      about: [claim.person_id, organisationId],
      permission: 'provider',
      organisationId,
      thing: { kind: 'claim', id: claimId },
      at,
    })
  })
}

async function waitingClaim(tx: Reader, organisationId: string, claimId: string): Promise<Claim> {
  const [claim] = await listClaims(tx, organisationId, claimId)
  if (!claim) notFound('claim')
  if (claim.state !== 'waiting') conflict('record.claimDecided')
  return claim
}
