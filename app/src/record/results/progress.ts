import type { Selectable } from 'kysely'
import { issuedBy } from '../../access/visible.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import type { BatchProgressTable } from '../tables.ts'
import type { BatchOf } from './staging.ts'

export type Progress = Selectable<BatchProgressTable>

export async function beginProgress(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  doing: Progress['doing'],
  at: Date,
): Promise<void> {
  await endProgress(tx, { issuerId, batchId })
  await tx.sql
    .insertInto('batch_progress')
    .values({
      issuer_id: issuerId,
      batch_id: batchId,
      doing,
      rows_read: 0,
      problem: null,
      since: at,
      seen_at: at,
    })
    .execute()
}

export function progressOf(tx: Reader, { issuerId, batchId }: BatchOf): Promise<Progress | undefined> {
  return tx.sql
    .selectFrom('batch_progress')
    .selectAll()
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .executeTakeFirst()
}

export async function endProgress(tx: Writer, { issuerId, batchId }: BatchOf): Promise<void> {
  await tx.sql
    .deleteFrom('batch_progress')
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .execute()
}

export async function noteProgress(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  set: { rows_read?: number; seen_at?: Date; problem?: string },
): Promise<void> {
  await tx.sql
    .updateTable('batch_progress')
    .set(set)
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .execute()
}
