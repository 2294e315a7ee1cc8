import {
  commitmentHash,
  formatLogProof,
  inclusionRanges,
  type LogProof,
  rangeHash,
  saltOf,
  subtreesOf,
} from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import type { Reader } from '../platform/db.ts'
import { logKeysOf } from './learner-keys.ts'
import type { CommittedRow } from './packed-row.ts'
import { idBytes, rowKeyOf } from './row-key.ts'
import { checkpointOver, hashesOfBatch, hashesOfLog, leavesNear } from './store.ts'

/** A version of an event as its batch was committed. */
export interface ProvableRow extends CommittedRow {
  readonly issuerId: string
  /** Under whose release it stands. */
  readonly batchId: string
}

/**
 * That a version of an event is in its issuer's log: the path in the tree of its batch, and that of the batch in the log.
 * Undefined while no checkpoint covers it, and for ever once the learner's key was destroyed. Needs the power `issuer`, and
 * `self` or `ingest` for the learner.
 */
export async function proofOf(app: App, tx: Reader, row: ProvableRow): Promise<LogProof | undefined> {
  const key = (await logKeysOf(app, tx, [row.learnerId])).get(row.learnerId)
  if (!key) return undefined
  const rowKey = rowKeyOf(row)
  const salt = saltOf(key, rowKey.subarray(16))
  const leaf = Buffer.from(commitmentHash(salt, row.contentHash))
  for (const near of await leavesNear(tx, row.issuerId, row.batchId, rowKey)) {
    const place = placeIn(near.hashes, leaf)
    if (place < 0) continue
    const checkpoint = await checkpointOver(tx, row.issuerId, near.leafIndex)
    if (!checkpoint) return undefined
    const index = near.tileIndex * 256 + place
    const inBatch = inclusionRanges(index, near.size)
    const inLog = inclusionRanges(near.leafIndex, checkpoint.size)
    const [batchHashes, logHashes] = await Promise.all([
      hashesOfBatch(tx, row.issuerId, near.logBatchId, inBatch.flatMap(subtreesOf)),
      hashesOfLog(tx, row.issuerId, inLog.flatMap(subtreesOf)),
    ])
    return formatLogProof({
      salt,
      batch: {
        id: idBytes(near.logBatchId),
        size: near.size,
        index,
        path: inBatch.map((range) => rangeHash(range, batchHashes)),
      },
      index: near.leafIndex,
      path: inLog.map((range) => rangeHash(range, logHashes)),
      checkpoint: checkpoint.note,
    })
  }
  return undefined
}

/** Which hash of a tile it is; -1 for none. */
function placeIn(hashes: Buffer, leaf: Buffer): number {
  for (let at = hashes.indexOf(leaf); at >= 0; at = hashes.indexOf(leaf, at + 1)) {
    if (at % leaf.length === 0) return at / leaf.length
  }
  return -1
}
