import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { growTree } from './grow-tree.ts'
import { jobs } from './jobs.ts'
import { ensureNonces, saltSecret } from './learner-keys.ts'
import { type CommittedRow, packRows } from './packed-row.ts'
import { insertBatch, insertBatchTiles } from './store.ts'

export interface LogBatchOf {
  readonly issuerId: string
  /** Whose release publishes the tree. */
  readonly batchId: string
  readonly logBatchId: string
}

/**
 * Commits to rows in the transaction that writes them, under the issuer's lock: they become the leaves of a tree of
 * their own, whose root is to be one leaf of the issuer's log. Rows come packed (packed-row.ts) and sorted by learner,
 * event and version, and not out of a query that holds the connection between two pieces. A load of which no row
 * attached has its leaf too, over an empty tree: what attaches later then looks as if it had been there. Needs the power
 * `issuer`.
 */
export async function appendBatch(
  app: App,
  tx: Writer,
  of: LogBatchOf,
  rows: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { isLarge = false }: { isLarge?: boolean } = {},
): Promise<{ size: number; root: Uint8Array }> {
  const tree = growTree(saltSecret(app), { isLarge })
  try {
    for await (const some of rows) await insertBatchTiles(tx, of, await tree.append(some))
    const { size, root, tiles } = await tree.end()
    await insertBatchTiles(tx, of, tiles)
    await insertBatch(tx, of, { size, root }, app.now())
    await app.jobs.add(tx, jobs.sequence, { issuerId: of.issuerId }, { key: `log:${of.issuerId}` })
    return { size, root }
  } finally {
    await tree.stop()
  }
}

/** The same for a few rows. Takes `ingest` for the learners' keys. */
export async function appendRows(
  app: App,
  tx: Writer,
  of: LogBatchOf,
  rows: readonly CommittedRow[],
): Promise<{ size: number; root: Uint8Array }> {
  await tx.raise({ ingest: true })
  const nonces = await ensureNonces(tx, [...new Set(rows.map(({ learnerId }) => learnerId))])
  async function* packed() {
    yield packRows(rows, nonces)
  }
  return appendBatch(app, tx, of, packed())
}
