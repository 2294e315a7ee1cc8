import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { endEnrolment, insertEnrolment } from '../learner-store.ts'
import { cohortPowers, ensureProvider, permissionOf } from './acting.ts'
import { joiningsAt, moveJoining } from './joining-store.ts'

/** The registrar knows who belongs to the class: with that the organisation is the learner's provider. */
export async function confirmJoining(
  app: App,
  actor: Actor,
  organisationId: string,
  joiningId: string,
): Promise<void> {
  await app.db.write(cohortPowers(actor, organisationId), async (tx) => {
    await ensureProvider(tx, organisationId)
    const [joining] = await joiningsAt(tx, organisationId, joiningId)
    if (!joining) notFound('joining')
    if (actor.kind === 'person' && actor.personId === joining.person_id) conflict('cohort.ownJoining')
    if (!(await isStillTheirs(tx, joining))) conflict('cohort.decided')
    const at = app.now()
    const by = { personId: actor.kind === 'person' ? actor.personId : null, at }
    const moved = joining.state === 'waiting' && (await moveJoining(tx, joining, 'confirmed', by))
    if (!moved) conflict('cohort.decided')
    const { learner_id: learnerId, cohort } = joining
    await insertEnrolment(tx, { organisationId, learnerId, cohort, at })
    await recordEvent(tx, actor, {
      action: 'cohort.joiningConfirmed',
      about: [learnerId, organisationId],
      permission: permissionOf(actor),
      organisationId,
      thing: { kind: 'joining', id: joiningId },
      at,
    })
  })
}

/** A claim that was undone since: whoever asked cannot put somebody else into a class. */
async function isStillTheirs(
  tx: Writer,
  { learner_id, person_id }: { learner_id: string; person_id: string },
): Promise<boolean> {
  await tx.raise({ providerFor: [learner_id] })
  const owned = await tx.sql
    .selectFrom('learner_of_person')
    .select('learner_id')
    .where('learner_id', '=', learner_id)
    .where('person_id', '=', person_id)
    .executeTakeFirst()
  return owned !== undefined
}

/** Whoever does not belong there, waiting or confirmed: with the enrolment the basis to see anything ends at once. */
export async function removeJoining(
  app: App,
  actor: Actor,
  organisationId: string,
  joiningId: string,
): Promise<void> {
  await app.db.write(cohortPowers(actor, organisationId), async (tx) => {
    const [joining] = await joiningsAt(tx, organisationId, joiningId)
    if (!joining) notFound('joining')
    const at = app.now()
    const by = { personId: actor.kind === 'person' ? actor.personId : null, at }
    if (!(await moveJoining(tx, joining, 'removed', by))) conflict('cohort.decided')
    const { learner_id: learnerId, cohort } = joining
    if (joining.state === 'confirmed') await endEnrolment(tx, { organisationId, learnerId, cohort, at })
    await recordEvent(tx, actor, {
      action: 'cohort.joiningRemoved',
      about: [learnerId, organisationId],
      permission: permissionOf(actor),
      organisationId,
      thing: { kind: 'joining', id: joiningId },
      at,
    })
  })
}
