import { ensureNoncesOfAll } from '../../log/learner-keys.ts'
import { packedRows, rowLength } from '../../log/packed-row.ts'
import type { Writer } from '../../platform/db.ts'
import type { BatchOf } from './staging.ts'

/** Enough that a statement is worth its trip, and few enough that what comes of it is soon hashed. */
const blocksAtOnce = 150

/**
 * Writes the events of the classified rows, a slice at a time in the order in which they lie: by learner and event.
 * Gives what was written as the log takes it.
 */
export async function* writeEvents(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  { corrections, at }: { corrections: boolean; at: Date },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { connection } = tx
  await ensureNoncesOfAll(tx, 'classified')
  const { rows: size } = await connection.query<{ blocks: number }>(
    `select pg_relation_size('classified') / current_setting('block_size')::int as blocks`,
  )
  const slice = `c.ctid >= $1::tid and c.ctid < $2::tid
    and (c.verdict = 'added' or ($3 and c.verdict = 'corrected'))`
  for (let from = 0; from < (size[0]?.blocks ?? 0); from += blocksAtOnce) {
    const place = [`(${from},0)`, `(${from + blocksAtOnce},0)`, corrections]
    const written = await connection.query(
      `insert into learning_event (learner_id, event_id, issuer_id, batch_id, loaded_at, specification_id, award_date,
         award_year, version, centre, provider_ukprn, change, grade, identifier)
       select learner_id, event_id, $4, $5, $6, specification_id, award_date, award_year, version, centre,
         provider_ukprn, change, grade, identifier
       from classified c where ${slice}`,
      [...place, issuerId, batchId, at],
    )
    const packed = await connection.query<{ packed: Buffer | null }>(
      `select ${packedRows('c', 'k')} as packed
       from classified c join learner_log_key k on k.learner_id = c.learner_id where ${slice}`,
      place,
    )
    // Of its own, not of the driver's, so that it can be handed to another thread.
    const rows = new Uint8Array(packed.rows[0]?.packed ?? [])
    if (rows.length !== (written.rowCount ?? 0) * rowLength) {
      throw new Error('a learner without a key of the log')
    }
    if (rows.length > 0) yield rows
  }
}
