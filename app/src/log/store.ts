import type { Tile } from '@vademecum/transparency-log'
import type { Reader, Writer } from '../platform/db.ts'
import './tables.ts'

/** A tile of a batch; one of leaves says from which row to which. */
export interface KeyedTile extends Tile {
  readonly firstRow?: Buffer
  readonly lastRow?: Buffer
}

interface BatchOf {
  readonly issuerId: string
  readonly batchId: string
  readonly logBatchId: string
}

const buffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export async function insertBatchTiles(
  tx: Writer,
  { issuerId, logBatchId }: BatchOf,
  tiles: readonly KeyedTile[],
): Promise<void> {
  if (tiles.length === 0) return
  await tx.named(
    'log_batch_tile.insert',
    `insert into log_batch_tile (issuer_id, log_batch_id, level, tile_index, first_row, last_row, hashes)
     select $1, $2, * from unnest($3::smallint[], $4::integer[], $5::bytea[], $6::bytea[], $7::bytea[])`,
    [
      issuerId,
      logBatchId,
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ firstRow }) => firstRow ?? null),
      tiles.map(({ lastRow }) => lastRow ?? null),
      tiles.map(({ hashes }) => buffer(hashes)),
    ],
  )
}

/** Under the issuer's lock, so that two do not take one turn. */
export async function insertBatch(
  tx: Writer,
  { issuerId, batchId, logBatchId }: BatchOf,
  { size, root }: { size: number; root: Uint8Array },
  at: Date,
): Promise<void> {
  await tx.named(
    'log_batch.insert',
    `insert into log_batch (issuer_id, log_batch_id, batch_id, size, root, made_at, turn, leaf_index)
     select $1, $2, $3, $4, $5, $6, coalesce(max(turn), 0) + 1, null from log_batch where issuer_id = $1`,
    [issuerId, logBatchId, batchId, size, buffer(root), at],
  )
}

export interface WaitingBatch {
  readonly log_batch_id: string
  readonly size: number
  readonly root: Buffer
}

/**
 * Batches that are to get a leaf now, in their turn. What is added to a batch under embargo waits for its release: a leaf
 * that comes when a learner is registered would tell that results wait for them.
 */
export async function waitingBatches(tx: Reader, issuerId: string): Promise<WaitingBatch[]> {
  return tx.named<WaitingBatch & Record<string, unknown>>(
    'log_batch.waiting',
    `select b.log_batch_id, b.size, b.root from log_batch b
     where b.issuer_id = $1 and b.leaf_index is null and (
       not exists (select from log_batch before
         where before.issuer_id = $1 and before.batch_id = b.batch_id and before.turn < b.turn)
       or exists (select from release r where r.batch_id = b.batch_id and r.release_at <= now()))
     order by b.turn`,
    [issuerId],
  )
}
