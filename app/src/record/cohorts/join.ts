import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { insertJoining } from './joining-store.ts'
import { codePowers, missed, offerOf } from './open-code.ts'

/**
 * The learner agrees to what the page says. The organisation sees their names now, and the rest once its registrar has
 * confirmed that this person belongs to the class: somebody may have passed by the wall.
 */
export async function joinCohort(
  app: App,
  actor: Actor,
  code: string,
): Promise<{ joiningId: string; organisationName: string; cohort: string }> {
  const { powers, person } = await codePowers(app, actor, code, 'record:write')
  const joined = await app.db.write(powers, async (tx) => {
    const offer = await offerOf(app, tx, person, powers.key)
    if (!offer) return undefined
    if (offer.place) conflict(`cohort.is_${offer.place}`)
    if (offer.learnerId === undefined) conflict('cohort.noRecord')
    const { organisation, cohort, learnerId, joinCodeId } = offer
    const at = app.now()
    const joiningId = newId(at.getTime())
    await insertJoining(tx, {
      organisation_id: organisation.organisationId,
      joining_id: joiningId,
      join_code_id: joinCodeId,
      cohort,
      person_id: person.personId,
      person_name: person.name,
      learner_id: learnerId,
      state: 'waiting',
      asked_at: at,
    })
    await recordEvent(tx, actor, {
      action: 'cohort.joined',
      about: [learnerId, organisation.organisationId],
      permission: 'own',
      organisationId: organisation.organisationId,
      thing: { kind: 'joining', id: joiningId },
      at,
    })
    return { joiningId, organisationName: organisation.name, cohort }
  })
  return joined ?? missed(app, person)
}
