import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'
import { ensureOperating } from './operating.ts'
import type { Purpose } from './tables.ts'
import './tables.ts'

export type { Purpose } from './tables.ts'

/** All that there are: whoever wants to check ages, credit or anything else has no purpose to state. */
export const purposes: readonly Purpose[] = [
  'teaching',
  'enrolling',
  'examining',
  'advising',
  'admitting',
  'funding',
]

/** For what the organisation may look learners up, now. */
export async function statedPurposes(tx: Reader, organisationId: string): Promise<readonly string[]> {
  const rows = await tx.sql
    .selectFrom('stated_purpose')
    .select('purpose')
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .execute()
  return purposes.filter((purpose) => rows.some((row) => row.purpose === purpose))
}

export async function endPurpose(
  app: App,
  actor: Actor,
  organisationId: string,
  purpose: Purpose,
): Promise<void> {
  ensureOperating(actor)
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const { numUpdatedRows } = await tx.sql
      .updateTable('stated_purpose')
      .set({ ended_at: app.now() })
      .where('organisation_id', '=', organisationId)
      .where('purpose', '=', purpose)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) notFound('purpose')
    await recordEvent(tx, actor, {
      action: 'organisation.purposeEnded',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'operator',
      organisationId,
      thing: { kind: 'organisation', id: organisationId },
      detail: { purpose },
      at: app.now(),
    })
  })
}
