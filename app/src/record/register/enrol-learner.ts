import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { forbidden, invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { organisationById, providerKinds } from '../../institution/organisation.ts'
import { registrarPowers } from '../acting.ts'
import { closeJoinings } from '../cohorts/close-joinings.ts'
import { nameKey } from '../name-key.ts'
import { ensureLearner, type NewLearner } from './register-learner.ts'
import { endEnrolment, findExactly, insertEnrolment } from '../learner-store.ts'
import { countMiss, ensureFewMisses } from './misses.ts'
import { ensureMayLookUp } from './suspensions.ts'

/**
 * Enrols somebody whom another provider registered: number, names and birth date have to be the register's, else
 * nothing more is said than that they are not.
 */
export async function enrolLearner(
  app: App,
  actor: Actor,
  organisationId: string,
  input: NewLearner,
): Promise<{ learnerId: string }> {
  const powers = registrarPowers(actor, organisationId)
  const given = ensureLearner(input, app.now())
  await ensureFewMisses(app, organisationId)
  const found = await app.db.write({ ...powers, ingest: true }, async (tx) => {
    const { kind, closedAt } = await organisationById(tx, organisationId)
    if (closedAt !== null || !providerKinds.includes(kind)) forbidden('record.notAProvider')
    await ensureMayLookUp(tx, organisationId, actor)
    const learnerId = await findExactly(tx, organisationId, given.uln, {
      givenNameKey: nameKey(given.givenName),
      familyNameKey: nameKey(given.familyName),
      birthDate: given.birthDate,
    })
    if (learnerId === undefined) return undefined
    const at = app.now()
    await insertEnrolment(tx, { organisationId, learnerId, cohort: given.cohort, at })
    await recordEvent(tx, actor, {
      action: 'learner.enrolled',
      about: [learnerId, organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'learner', id: learnerId },
      at,
    })
    return { learnerId }
  })
  if (found) return found
  await countMiss(app, organisationId)
  invalid({ field: 'uln', key: 'record.noSuchLearner' })
}

/** With the last enrolment the organisation's legal basis ends; what it issued stays the learner's. */
export async function endEnrolmentOf(
  app: App,
  actor: Actor,
  organisationId: string,
  learnerId: string,
  cohort: string,
): Promise<void> {
  await app.db.write(registrarPowers(actor, organisationId), async (tx) => {
    const at = app.now()
    if (!(await endEnrolment(tx, { organisationId, learnerId, cohort, at }))) notFound('enrolment')
    const by = { personId: actor.kind === 'person' ? actor.personId : null, at }
    await closeJoinings(tx, { organisationId, learnerId, cohort }, by)
    await recordEvent(tx, actor, {
      action: 'learner.enrolmentEnded',
      about: [learnerId, organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'learner', id: learnerId },
      at,
    })
  })
}
