import {
  type HashOf,
  hashesFrom,
  hashLength,
  type Subtree,
  type Tile,
  tilesFor,
  tileWidth,
  TreeBuilder,
} from '@vademecum/transparency-log'
import type { Reader, Writer } from '../platform/db.ts'
import type { KeyedTile } from './batch-tree.ts'
import './tables.ts'

interface BatchOf {
  readonly issuerId: string
  readonly batchId: string
  readonly logBatchId: string
}

const buffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Their hashes go as one value, since a list of such would go as text. */
export async function insertBatchTiles(
  tx: Writer,
  { issuerId, logBatchId }: BatchOf,
  tiles: readonly KeyedTile[],
): Promise<void> {
  if (tiles.length === 0) return
  await tx.named(
    'log_batch_tile.insert',
    `insert into log_batch_tile (issuer_id, log_batch_id, level, tile_index, first_row, last_row, hashes)
     select $1, $2, level, tile_index, first_row, last_row,
       substring($8::bytea from (1 + sum(size) over (order by place) - size)::integer for size)
     from unnest($3::smallint[], $4::integer[], $5::bytea[], $6::bytea[], $7::integer[]) with ordinality
       as tile (level, tile_index, first_row, last_row, size, place)`,
    [
      issuerId,
      logBatchId,
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ firstRow }) => (firstRow ? buffer(firstRow) : null)),
      tiles.map(({ lastRow }) => (lastRow ? buffer(lastRow) : null)),
      tiles.map(({ hashes }) => hashes.length),
      Buffer.concat(tiles.map(({ hashes }) => hashes)),
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

/** One writer of a log at a time. */
export async function lockLog(tx: Writer, issuerId: string): Promise<void> {
  await tx.connection.query(`select pg_advisory_xact_lock(hashtextextended('log of ' || $1, 0))`, [issuerId])
}

export async function giveLeaf(
  tx: Writer,
  issuerId: string,
  logBatchId: string,
  index: number,
): Promise<void> {
  await tx.named(
    'log_batch.leaf',
    'update log_batch set leaf_index = $3 where issuer_id = $1 and log_batch_id = $2 and leaf_index is null',
    [issuerId, logBatchId, index],
  )
}

/** The tree of a log, as far as it is committed; `save` writes what was appended. */
export async function openTree(
  tx: Writer,
  issuerId: string,
): Promise<{ tree: TreeBuilder; save(): Promise<void> }> {
  const rows = await tx.named<TileRow>(
    'log_tile.unfinished',
    `select level, tile_index, hashes from log_tile where issuer_id = $1 and length(hashes) < $2`,
    [issuerId, tileWidth * hashLength],
  )
  const full: Tile[] = []
  const tree = new TreeBuilder((tile) => full.push(tile), rows.map(tileOf))
  return { tree, save: () => saveTiles(tx, issuerId, [...full, ...tree.unfinished()]) }
}

interface TileRow extends Record<string, unknown> {
  readonly level: number
  readonly tile_index: number
  readonly hashes: Buffer
}

const tileOf = ({ level, tile_index, hashes }: TileRow): Tile => ({
  level,
  index: tile_index,
  width: hashes.length / hashLength,
  hashes,
})

async function saveTiles(tx: Writer, issuerId: string, tiles: readonly Tile[]): Promise<void> {
  await tx.named(
    'log_tile.save',
    `insert into log_tile (issuer_id, level, tile_index, hashes)
     select $1, * from unnest($2::smallint[], $3::integer[], $4::bytea[])
     on conflict (issuer_id, level, tile_index) do update set hashes = excluded.hashes`,
    [
      issuerId,
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ hashes }) => buffer(hashes)),
    ],
  )
}

/** Gives the hashes of subtrees of an issuer's log. */
export async function hashesOfLog(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  subtrees: readonly Subtree[],
): Promise<HashOf> {
  const tiles = tilesFor(subtrees, Number.MAX_SAFE_INTEGER)
  const rows = await tx.named<TileRow>(
    'log_tile.read',
    `select level, tile_index, hashes from log_tile
     where issuer_id = $1 and (level, tile_index) in (select * from unnest($2::smallint[], $3::integer[]))`,
    [issuerId, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
  )
  return hashesFrom(rows.map(tileOf))
}

/** The same of a batch's own tree. */
export async function hashesOfBatch(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  logBatchId: string,
  subtrees: readonly Subtree[],
): Promise<HashOf> {
  const tiles = tilesFor(subtrees, Number.MAX_SAFE_INTEGER)
  const rows = await tx.named<TileRow>(
    'log_batch_tile.read',
    `select level, tile_index, hashes from log_batch_tile where issuer_id = $1 and log_batch_id = $2
       and (level, tile_index) in (select * from unnest($3::smallint[], $4::integer[]))`,
    [issuerId, logBatchId, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
  )
  return hashesFrom(rows.map(tileOf))
}

export interface StoredCheckpoint {
  readonly size: number
  readonly root: Buffer
  /** As the log signed it; cosignatures follow. */
  readonly note: string
}

export async function insertCheckpoint(
  tx: Writer,
  issuerId: string,
  { size, root, note }: { size: number; root: Uint8Array; note: string },
  at: Date,
): Promise<void> {
  await tx.named(
    'log_checkpoint.insert',
    'insert into log_checkpoint (issuer_id, size, root, note, signed_at) values ($1, $2, $3, $4, $5)',
    [issuerId, size, buffer(root), note, at],
  )
}

/** With the cosignatures that came, each a line of its own. */
export async function latestCheckpoint(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await tx.named<StoredCheckpoint & Record<string, unknown>>(
    'log_checkpoint.latest',
    `select c.size, c.root, c.note || coalesce((select string_agg(s.line, '' order by s.witness) from log_cosignature s
       where s.issuer_id = c.issuer_id and s.size = c.size), '') as note
     from log_checkpoint c where c.issuer_id = $1 order by c.size desc limit 1`,
    [issuerId],
  )
  return row
}

/**
 * The checkpoint that speaks for a leaf: the first that was cosigned, else the first at all. The earlier it is, the more
 * it says about when.
 */
export async function checkpointOver(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  leafIndex: number,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await tx.named<StoredCheckpoint & Record<string, unknown>>(
    'log_checkpoint.over',
    `select c.size, c.root, c.note || coalesce(lines.text, '') as note from log_checkpoint c
     left join lateral (select string_agg(s.line, '' order by s.witness) as text from log_cosignature s
       where s.issuer_id = c.issuer_id and s.size = c.size) lines on true
     where c.issuer_id = $1 and c.size > $2 order by lines.text is null, c.size limit 1`,
    [issuerId, leafIndex],
  )
  return row
}

export interface NearLeaves {
  readonly logBatchId: string
  readonly leafIndex: number
  readonly size: number
  readonly tileIndex: number
  readonly hashes: Buffer
}

/** The tiles in which a row's leaf can be: one for each time that something was committed under its batch. */
export async function leavesNear(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  batchId: string,
  rowKey: Buffer,
): Promise<NearLeaves[]> {
  return tx.named<NearLeaves & Record<string, unknown>>(
    'log_batch_tile.near',
    `select b.log_batch_id as "logBatchId", b.leaf_index as "leafIndex", b.size,
       t.tile_index as "tileIndex", t.hashes
     from log_batch b cross join lateral (
       select tile_index, last_row, hashes from log_batch_tile t
       where t.issuer_id = b.issuer_id and t.log_batch_id = b.log_batch_id and t.level = 0 and t.first_row <= $3
       order by t.first_row desc limit 1
     ) t
     where b.issuer_id = $1 and b.batch_id = $2 and b.leaf_index is not null and t.last_row >= $3`,
    [issuerId, batchId, rowKey],
  )
}

/** The batches behind some leaves, in their order. */
export async function batchesAt(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  from: number,
  count: number,
): Promise<(WaitingBatch & { leaf_index: number })[]> {
  return tx.named<WaitingBatch & { leaf_index: number } & Record<string, unknown>>(
    'log_batch.at',
    `select log_batch_id, size, root, leaf_index from log_batch
     where issuer_id = $1 and leaf_index >= $2 and leaf_index < $2 + $3 order by leaf_index`,
    [issuerId, from, count],
  )
}

/** The batch behind a leaf, once it may be seen; until then it is as if there were none. */
export async function releasedBatchAt(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  leafIndex: number,
): Promise<(WaitingBatch & { release_at: Date }) | undefined> {
  const [row] = await tx.named<WaitingBatch & { release_at: Date } & Record<string, unknown>>(
    'log_batch.released',
    `select b.log_batch_id, b.size, b.root, r.release_at from log_batch b
     join release r on r.batch_id = b.batch_id and r.issuer_id = b.issuer_id and r.release_at <= now()
     where b.issuer_id = $1 and b.leaf_index = $2`,
    [issuerId, leafIndex],
  )
  return row
}

export async function batchTile(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  logBatchId: string,
  level: number,
  index: number,
): Promise<Buffer | undefined> {
  const [row] = await tx.named<{ hashes: Buffer }>(
    'log_batch_tile.one',
    `select hashes from log_batch_tile
     where issuer_id = $1 and log_batch_id = $2 and level = $3 and tile_index = $4`,
    [issuerId, logBatchId, level, index],
  )
  return row?.hashes
}

export async function logTile(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  level: number,
  index: number,
): Promise<Buffer | undefined> {
  const [row] = await tx.named<{ hashes: Buffer }>(
    'log_tile.one',
    'select hashes from log_tile where issuer_id = $1 and level = $2 and tile_index = $3',
    [issuerId, level, index],
  )
  return row?.hashes
}

export async function insertCosignature(
  tx: Writer,
  issuerId: string,
  { size, witness, line, at }: { size: number; witness: string; line: string; at: Date },
): Promise<boolean> {
  const rows = await tx.named(
    'log_cosignature.insert',
    `insert into log_cosignature (issuer_id, size, witness, line, cosigned_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning size`,
    [issuerId, size, witness, line, at],
  )
  return rows.length > 0
}

/** Whose cosignatures are taken. */
export async function witnessLines(tx: Pick<Reader, 'named'>): Promise<string[]> {
  const rows = await tx.named<{ verifier_key: string }>(
    'log_witness.listed',
    'select verifier_key from log_witness where ended_at is null order by witness',
    [],
  )
  return rows.map(({ verifier_key }) => verifier_key)
}
