import { checkUln } from '@vademecum/uln'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, type FieldProblem, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { registrarPowers } from '../acting.ts'
import { isEnrolledHere } from '../learner-store.ts'
import { registeredById, registeredByUln } from '../register/candidates.ts'
import './tables.ts'

/**
 * Says that two numbers are of one person: `uln` is the one to go on with. Both are of the organisation's own learners,
 * so that nobody merges whom they do not know. It takes effect when a second registrar has confirmed it.
 */
export async function proposeMerge(
  app: App,
  actor: Actor,
  organisationId: string,
  { uln, otherUln, reason }: { uln: string; otherUln: string; reason: string },
): Promise<{ mergeId: string }> {
  const powers = registrarPowers(actor, organisationId)
  const problems: FieldProblem[] = []
  const [kept, other] = [checkUln(uln), checkUln(otherUln)]
  if (!kept.ok) problems.push({ field: 'uln', key: `record.rule_uln-${kept.rule}` })
  if (!other.ok) problems.push({ field: 'otherUln', key: `record.rule_uln-${other.rule}` })
  const why = ensureReason(reason, problems)
  return app.db.write({ ...powers, ingest: true }, async (tx) => {
    const intoId = await rootOfOwn(tx, organisationId, kept.value, 'uln')
    const linkedId = await rootOfOwn(tx, organisationId, other.value, 'otherUln')
    if (intoId === linkedId) conflict('register.mergeSame')
    const waiting = await tx.sql
      .selectFrom('learner_merge')
      .select('merge_id')
      .where('linked_id', 'in', [linkedId, intoId])
      .where('into_id', 'in', [linkedId, intoId])
      .where('state', '=', 'proposed')
      .executeTakeFirst()
    if (waiting) conflict('register.mergeWaits')
    const at = app.now()
    const mergeId = newId(at.getTime())
    await tx.sql
      .insertInto('learner_merge')
      .values({
        linked_id: linkedId,
        merge_id: mergeId,
        into_id: intoId,
        organisation_id: organisationId,
        state: 'proposed',
        reason: why,
        proposed_by: actor.kind === 'person' ? actor.personId : null,
        proposed_by_name: actor.kind === 'visitor' ? '' : actor.name,
        proposed_at: at,
        decided_by: null,
        decided_at: null,
        unmerged_by: null,
        unmerged_at: null,
        unmerge_reason: null,
      })
      .execute()
    await recordEvent(tx, actor, {
      action: 'learner.mergeProposed',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'merge', id: mergeId },
      at,
    })
    return { mergeId }
  })
}

export function ensureReason(reason: string, problems: FieldProblem[] = []): string {
  const why = reason.trim()
  if (why.length < 10 || why.length > 500)
    problems.push({ field: 'reason', key: 'register.mergeReasonInvalid' })
  if (problems.length > 0) invalid(...problems)
  return why
}

/** Of a number that is not one of theirs the organisation is told no more than that. */
async function rootOfOwn(tx: Reader, organisationId: string, uln: string, field: string): Promise<string> {
  const learner = (await isEnrolledHere(tx, organisationId, uln))
    ? await registeredByUln(tx, organisationId, uln)
    : undefined
  const root = learner?.rootId ? await registeredById(tx, organisationId, learner.rootId) : learner
  // The one that stands may be shielded by another unit: then its name must not be read here.
  if (!root) invalid({ field, key: 'register.notOwnLearner' })
  return root.learnerId
}
