import { type Insertable, type Selectable, sql } from 'kysely'
import { issuedBy } from '../../access/visible.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import type { BatchTable } from '../tables.ts'
import type { BatchOf } from './staging.ts'

export { lockIssuer } from '../lock-issuer.ts'

export type Batch = Selectable<BatchTable>

/** The load of the same file before. One that applied its corrections stands for one that would only report them. */
export async function findBatchOfFile(
  tx: Reader,
  issuerId: string,
  fileHash: string,
  corrections: boolean,
): Promise<Batch | undefined> {
  return tx.sql
    .selectFrom('batch')
    .selectAll()
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('file_hash', '=', fileHash)
    .where((eb) =>
      eb.or([
        eb('applies_corrections', '=', corrections),
        eb.and([eb('applies_corrections', '=', true), eb('state', '<>', 'loading')]),
        eb.and([eb('corrected_count', '=', 0), eb('state', '<>', 'loading')]),
      ]),
    )
    .orderBy(sql`applies_corrections = ${corrections}`, 'desc')
    .executeTakeFirst()
}

export function openBatch(tx: Writer, batch: Insertable<BatchTable>): Promise<Batch> {
  return tx.sql.insertInto('batch').values(batch).returningAll().executeTakeFirstOrThrow()
}

/** A file that could not be read at all leaves nothing behind. */
export async function forgetBatch(tx: Writer, { issuerId, batchId }: BatchOf): Promise<void> {
  await tx.sql
    .deleteFrom('batch')
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .where('state', '=', 'loading')
    .execute()
}

export interface Counts {
  readonly rows: number
  readonly added: number
  readonly held: number
  readonly refused: number
  readonly unchanged: number
  readonly corrected: number
}

export function countsOf(batch: Batch): Counts {
  return {
    rows: batch.row_count,
    added: batch.added_count,
    held: batch.held_count,
    refused: batch.refused_count,
    unchanged: batch.unchanged_count,
    corrected: batch.corrected_count,
  }
}

export async function finishLoading(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  at: Date,
): Promise<{ counts: Counts }> {
  const batch = await tx.sql
    .updateTable('batch')
    .set({ state: 'loaded', loaded_at: at })
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return { counts: countsOf(batch) }
}
