import { heldBy } from '../../access/visible.ts'
import type { Writer } from '../../platform/db.ts'
import { moveJoining } from './joining-store.ts'
import './tables.ts'

/** The learner's enrolment in this class has ended some other way: then nobody is said to have joined it. */
export async function closeJoinings(
  tx: Writer,
  ended: { organisationId: string; learnerId: string; cohort: string },
  by: { personId: string | null; at: Date },
): Promise<void> {
  const open = await tx.sql
    .selectFrom('joining')
    .select(['organisation_id', 'joining_id', 'person_id', 'state'])
    .where(heldBy(ended.organisationId, 'organisation_id'))
    .where('cohort', '=', ended.cohort)
    .where('learner_id', '=', ended.learnerId)
    .where('state', '=', 'confirmed')
    .execute()
  for (const joining of open) await moveJoining(tx, joining, 'removed', by)
}
