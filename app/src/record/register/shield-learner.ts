import { listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { registrarPowers } from '../acting.ts'
import { jobs } from '../jobs.ts'
import { groupOf } from '../merges/group.ts'
import { ownLearner } from './details.ts'

/**
 * Somebody who must not be found: from now on this organisation alone finds them in the register, with all their
 * numbers; to everybody else it answers as if they were not there. Only the one that shields lifts it.
 */
export async function shieldLearner(
  app: App,
  actor: Actor,
  organisationId: string,
  learnerId: string,
  { shielded }: { shielded: boolean },
): Promise<void> {
  await app.db.write({ ...registrarPowers(actor, organisationId), ingest: true }, async (tx) => {
    const { shielded_by: by } = await ownLearner(tx, organisationId, learnerId)
    if (by !== null && by !== organisationId) conflict('register.shieldedByOthers')
    if ((by !== null) === shielded) return
    const group = await groupOf(tx, [learnerId])
    await tx.sql
      .updateTable('learner')
      .set({ shielded_by: shielded ? organisationId : null })
      .where(listed(group, 'learner_id'))
      .execute()
    // For rows of results that wait, they come or are gone too.
    await app.jobs.add(tx, jobs.attachHeldOfMany, { learnerIds: group })
    await recordEvent(tx, actor, {
      action: 'learner.shielded',
      about: [learnerId, organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'learner', id: learnerId },
      detail: { shielded },
      at: app.now(),
    })
  })
}
