import { commitTo, hashLength, type HmacKey, type Tile, TreeBuilder } from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { jobs } from './jobs.ts'
import { ensureLogKeys } from './learner-keys.ts'
import { type RowOf, rowKeyOf, statementLength, writeStatement } from './row-key.ts'
import { insertBatch, insertBatchTiles, type KeyedTile } from './store.ts'

/** One version of one event, and the hash of what it says. */
export interface CommittedRow extends RowOf {
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
 * their own, whose root is to be one leaf of the issuer's log. Rows come sorted by learner, event and version, and not
 * out of a `COPY` or another query that holds the connection between two chunks. A load of which no row attached has its
 * leaf too, over an empty tree: what attaches later then looks as if it had been there. Needs the power `issuer`,
 * and takes `ingest` for the learners' keys.
 */
export async function appendBatch(
  app: App,
  tx: Writer,
  of: LogBatchOf,
  rows: AsyncIterable<readonly CommittedRow[]>,
): Promise<{ size: number; root: Uint8Array }> {
  await tx.raise({ ingest: true })
  const tiles: KeyedTile[] = []
  const edges = new TileEdges()
  const tree = new TreeBuilder((tile) => tiles.push(edges.of(tile)))
  for await (const some of rows) {
    const keys = await ensureLogKeys(app, tx, learnersOf(some))
    appendRows(tree, edges, some, keys)
    if (tiles.length >= tilesAtOnce) await insertBatchTiles(tx, of, tiles.splice(0))
  }
  await insertBatchTiles(tx, of, [...tiles, ...tree.unfinished().map((tile) => edges.of(tile))])
  const batch = { size: tree.size, root: tree.root() }
  await insertBatch(tx, of, batch, app.now())
  await app.jobs.add(tx, jobs.sequence, { issuerId: of.issuerId }, { key: `log:${of.issuerId}` })
  return batch
}

const tilesAtOnce = 64

/** Each once; they come sorted. */
function learnersOf(rows: readonly CommittedRow[]): string[] {
  return rows.flatMap(({ learnerId }, at) => (rows[at - 1]?.learnerId === learnerId ? [] : [learnerId]))
}

function appendRows(
  tree: TreeBuilder,
  edges: TileEdges,
  rows: readonly CommittedRow[],
  keys: ReadonlyMap<string, HmacKey>,
): void {
  const statement = new Uint8Array(statementLength)
  const leaf = new Uint8Array(hashLength)
  let learnerId = ''
  let key: HmacKey | undefined
  for (const row of rows) {
    if (row.learnerId !== learnerId) {
      learnerId = row.learnerId
      key = keys.get(learnerId)
    }
    if (!key) throw new Error('a learner without a key of the log')
    writeStatement(row, statement)
    edges.note(tree.size, row)
    tree.append(commitTo(key, statement, row.contentHash, leaf))
  }
}

/** From which row to which each tile of leaves goes. */
class TileEdges {
  #first: RowOf | undefined
  #last: RowOf | undefined

  note(index: number, row: RowOf): void {
    if (index % 256 === 0) this.#first = row
    this.#last = row
  }

  of(tile: Tile): KeyedTile {
    if (tile.level > 0 || !this.#first || !this.#last) return tile
    return { ...tile, firstRow: rowKeyOf(this.#first), lastRow: rowKeyOf(this.#last) }
  }
}
