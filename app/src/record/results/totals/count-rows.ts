import type { Writer } from '../../../platform/db.ts'
import type { BatchOf } from '../staging.ts'

/**
 * Counts the classified rows of the file by what they say. After a load those that were added are left to their events
 * (`read-totals.ts`): six million of them are counted when somebody asks, not while they load.
 */
export async function countRows(
  { connection }: Pick<Writer, 'connection'>,
  { issuerId, batchId }: BatchOf,
  { withAdded }: { withAdded: boolean },
): Promise<void> {
  await connection.query(
    `insert into batch_total (issuer_id, batch_id, specification_id, centre, grade, outcome, row_count)
     select $1, $2, specification_id, coalesce(centre, 0), grade,
       case when verdict in ('held', 'heldAgain') then 'held'
         when verdict in ('corrected', 'heldCorrected') then 'corrected'
         when verdict in ('duplicate', 'otherPerson') then 'refused'
         else verdict end as outcome, count(*)
     from classified where $3 or verdict <> 'added'
     group by specification_id, coalesce(centre, 0), grade, outcome`,
    [issuerId, batchId, withAdded],
  )
}
