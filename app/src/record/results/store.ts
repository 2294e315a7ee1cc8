import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
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
        eb.and([eb('applies_corrections', '=', true), eb('state', 'in', loadedStates)]),
        eb.and([eb('corrected_count', '=', 0), eb('state', 'in', loadedStates)]),
      ]),
    )
    .orderBy(sql`applies_corrections = ${corrections}`, 'desc')
    .executeTakeFirst()
}

const loadedStates = ['loaded', 'published'] as const

export const isLoaded = ({ state }: Batch): boolean => state === 'loaded' || state === 'published'

export function findBatch(tx: Reader, { issuerId, batchId }: BatchOf): Promise<Batch | undefined> {
  return tx.sql
    .selectFrom('batch')
    .selectAll()
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .executeTakeFirst()
}

/** What an earlier check has said: the file is looked at anew. */
export async function forgetReport(tx: Writer, { issuerId, batchId }: BatchOf): Promise<void> {
  for (const table of ['batch_row', 'batch_total'] as const) {
    await tx.sql
      .deleteFrom(table)
      .where(issuedBy(issuerId, 'issuer_id'))
      .where('batch_id', '=', batchId)
      .execute()
  }
}

export async function keepKey(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  key: Buffer,
  until: Date,
): Promise<void> {
  await tx.sql
    .updateTable('batch')
    .set({ kept_key: key, kept_until: until })
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .execute()
}

export function applyCorrectionsTo(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  corrections: boolean,
): Promise<Batch> {
  return tx.sql
    .updateTable('batch')
    .set({ applies_corrections: corrections })
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export function openBatch(tx: Writer, batch: Insertable<BatchTable>): Promise<Batch> {
  return tx.sql.insertInto('batch').values(batch).returningAll().executeTakeFirstOrThrow()
}

/** A file that could not be read at all leaves nothing behind, but for one whose page is to say so. */
export async function forgetBatch(tx: Writer, { issuerId, batchId }: BatchOf): Promise<void> {
  await tx.sql
    .deleteFrom('batch')
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .where('state', '=', 'loading')
    .where('kept_key', 'is', null)
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

export function finish(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  set: Pick<Updateable<BatchTable>, 'state' | 'loaded_at' | 'kept_key' | 'kept_until'>,
): Promise<Batch> {
  return tx.sql
    .updateTable('batch')
    .set(set)
    .where(issuedBy(issuerId, 'issuer_id'))
    .where('batch_id', '=', batchId)
    .returningAll()
    .executeTakeFirstOrThrow()
}
