import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { endEnrolment } from '../learner-store.ts'
import { moveJoining } from './joining-store.ts'
import './tables.ts'

/** What somebody joined of their own accord they leave so, and the organisation sees nothing new from then on. */
export async function leaveCohort(app: App, actor: Actor, joiningId: string): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:write')
  await app.db.write(asSelf(person), async (tx) => {
    const joining = await tx.sql
      .selectFrom('joining_of_person')
      .selectAll()
      .where(ownedBy(person, 'person_id'))
      .where('joining_id', '=', joiningId)
      .executeTakeFirst()
    if (!joining) notFound('joining')
    if (joining.state !== 'waiting' && joining.state !== 'confirmed') conflict('cohort.decided')
    const at = app.now()
    const { organisation_id: organisationId, learner_id: learnerId, cohort } = joining
    if (!(await moveJoining(tx, joining, 'left', { personId: person.personId, at })))
      conflict('cohort.decided')
    // The rows of an enrolment are the organisation's: this ends exactly the one that the joining began.
    await tx.raise({ organisation: organisationId })
    if (joining.state === 'confirmed') await endEnrolment(tx, { organisationId, learnerId, cohort, at })
    await recordEvent(tx, actor, {
      action: 'cohort.left',
      about: [learnerId, organisationId],
      permission: 'own',
      organisationId,
      thing: { kind: 'joining', id: joiningId },
      at,
    })
  })
}
