import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid } from '../../errors.ts'
import type { PersonActor } from '../../identity/actor.ts'
import { statedPurposes } from '../../institution/purposes.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { jobs } from '../jobs.ts'
import type { LookUpKind } from '../tables.ts'
import { ensureNotSuspended } from './suspensions.ts'
import { watch } from './watch.ts'

export interface NewLookUp {
  readonly organisationId: string
  readonly kind: LookUpKind
  readonly purpose: string
  /** Everybody whom it shows anything of, also of candidates whose facts are masked. */
  readonly learnerIds: readonly string[]
  /** A search that found nobody. */
  readonly missed?: boolean
  /** The learners are told when this batch is released, not before. */
  readonly toldWith?: string
}

/**
 * Writes down that somebody looks, in the transaction that reads what they see: one row for all whom it shows. A job
 * tells each of them. Whoever is suspended is refused here, so that no way of looking forgets it. The transaction needs
 * the powers of the organisation.
 */
export async function recordLookUp(
  app: App,
  tx: Writer,
  person: PersonActor,
  { organisationId, kind, purpose, learnerIds, missed = false, toldWith }: NewLookUp,
): Promise<{ lookUpId: string; purpose: string; at: Date }> {
  await ensureNotSuspended(tx, organisationId, person.personId)
  const said = await ensurePurpose(tx, organisationId, purpose)
  const at = app.now()
  const lookUpId = newId(at.getTime())
  const ids = [...new Set(learnerIds)]
  await tx.sql
    .insertInto('look_up')
    .values({
      organisation_id: organisationId,
      look_up_id: lookUpId,
      person_id: person.personId,
      person_name: person.name,
      kind,
      purpose: said,
      learner_ids: ids,
      unrelated: kind === 'search' ? await unrelated(tx, organisationId, ids) : 0,
      missed,
      looked_at: at,
      copied_at: null,
      told_with: toldWith ?? null,
    })
    .execute()
  await recordEvent(tx, person, {
    action: 'learners.lookedUp',
    about: [organisationId],
    permission: 'provider',
    organisationId,
    thing: { kind: 'lookUp', id: lookUpId },
    detail: { kind, count: ids.length, missed },
    at,
  })
  const alarms = kind === 'list' ? [] : await watch(tx, { organisationId, personId: person.personId, at })
  for (const { rule, personId } of alarms) {
    await recordEvent(
      tx,
      { kind: 'system', name: 'look-ups' },
      {
        action: 'lookUps.suspended',
        about: [organisationId],
        permission: 'system',
        organisationId,
        thing: { kind: 'suspension', ...(personId === null ? {} : { id: personId }) },
        detail: { rule },
        at,
      },
    )
  }
  await app.jobs.add(tx, jobs.copyLookUp, { organisationId, lookUpId })
  return { lookUpId, purpose: said, at }
}

/** One that the organisation has stated; while it has stated none, in words of one's own. */
async function ensurePurpose(tx: Reader, organisationId: string, purpose: string): Promise<string> {
  const said = purpose.trim()
  const stated = await statedPurposes(tx, organisationId)
  if (stated.length > 0 && !stated.includes(said)) invalid({ field: 'purpose', key: 'access.purposeMissing' })
  if (said.length < 5 || said.length > 200) invalid({ field: 'purpose', key: 'record.purposeInvalid' })
  return said
}

async function unrelated(tx: Reader, organisationId: string, learnerIds: readonly string[]): Promise<number> {
  if (learnerIds.length === 0) return 0
  const own = await tx.sql
    .selectFrom('enrolment')
    .select('learner_id')
    .distinct()
    .where(heldBy(organisationId, 'organisation_id'))
    .where('ended_at', 'is', null)
    .where('learner_id', 'in', [...learnerIds])
    .execute()
  return learnerIds.length - own.length
}
