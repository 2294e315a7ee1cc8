import { ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Powers } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { settleGroup } from './claim-in-group.ts'
import { tellUnclaimed } from '../superseded.ts'
import { deleteOwner, listClaims, updateClaim } from './store.ts'

/**
 * Takes a learner out of an account that should never have had it, with everything of it in that account's pages and
 * shares: they show a line only while its learner is the owner's. What remains is written at the organisation.
 */
export async function undoClaim(
  app: App,
  actor: Actor,
  organisationId: string,
  claimId: string,
  { reason }: { reason: string },
): Promise<void> {
  const note = reason.trim()
  if (note.length < 5 || note.length > 300) invalid({ field: 'reason', key: 'record.reasonInvalid' })
  await app.db.write(undoingPowers(actor, organisationId), async (tx) => {
    const [claim] = await listClaims(tx, organisationId, claimId)
    if (!claim) notFound('claim')
    const { learner_id: learnerId, person_id: personId } = claim
    if (claim.state !== 'granted' || learnerId === null) conflict('record.claimNotGranted')
    await tx.raise({ providerFor: [learnerId] })
    if (!(await deleteOwner(tx, { learnerId, personId, claimId }))) conflict('record.claimNotGranted')
    const at = app.now()
    await updateClaim(tx, claim, {
      state: 'undone',
      decided_by: actor.kind === 'person' ? actor.personId : null,
      decided_at: at,
      note,
    })
    await tellUnclaimed(app, tx, { learnerId, personId })
    await settleGroup(app, tx, learnerId)
    await recordEvent(tx, actor, {
      action: 'claim.undone',
      about: [learnerId, organisationId],
      permission: isOperator(actor) ? 'operator' : 'provider',
      organisationId,
      thing: { kind: 'claim', id: claimId },
      at,
    })
  })
}

/** The registrars of the organisation that granted it, or an operator. */
function undoingPowers(actor: Actor, organisationId: string): Powers {
  if (isOperator(actor)) return { self: [ensurePerson(actor).personId], organisation: organisationId }
  return registrarPowers(actor, organisationId)
}

function isOperator(actor: Actor): boolean {
  return actor.kind === 'person' && actor.isOperator && actor.scopes === 'all'
}
