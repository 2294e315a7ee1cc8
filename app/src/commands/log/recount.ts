import {
  batchEntry,
  decodeBase64,
  decodeEntries,
  leafHash,
  type OpenedCheckpoint,
  rangeHash,
  readHashes,
  sameBytes,
  subtreesOf,
  tilePath,
  TreeBuilder,
  tileWidth,
  widthOfTile,
} from '@vademecum/transparency-log'
import { z } from 'zod'
import { inconsistent, judged } from './follow.ts'
import type { RemoteLog } from './remote-log.ts'

const Batch = z.object({ id: z.string(), size: z.number().int().nonnegative(), root: z.string() })

/**
 * Counts again: that the entries make the tree that is signed, and that the fingerprints of each published batch make its
 * entry. Batches that were recounted before are left out.
 */
export async function recount(
  log: RemoteLog,
  checkpoint: OpenedCheckpoint,
  before: readonly number[],
  onBatch: (index: number) => void,
): Promise<{ indices: number[]; statements: number; hidden: number }> {
  const entries = await readEntries(log, checkpoint)
  const done = new Set(before)
  const indices: number[] = []
  let statements = 0
  let hidden = 0
  for (const [index, entry] of entries.entries()) {
    if (done.has(index)) continue
    const answer = await log.json(`batch/${index}`)
    if (answer === undefined) {
      hidden += 1
      continue
    }
    statements += await recountBatch(log, index, entry, answer)
    indices.push(index)
    onBatch(index)
  }
  return { indices, statements, hidden }
}

/** All entries, once their tree has the root of the checkpoint. */
async function readEntries(log: RemoteLog, { size, root }: OpenedCheckpoint): Promise<Uint8Array[]> {
  const entries: Uint8Array[] = []
  const tree = new TreeBuilder()
  for (let index = 0; index * tileWidth < size; index += 1) {
    const path = tilePath({ level: 'entries', index, width: widthOfTile({ level: 0, index }, size) })
    const bundle = await log.bytes(path)
    const some = await judged(async () => decodeEntries(bundle))
    for (const entry of some) tree.append(leafHash(entry))
    entries.push(...some)
  }
  if (tree.size !== size || !sameBytes(tree.root(), root)) {
    throw inconsistent('The entries of the log do not make the tree that it signed.')
  }
  return entries
}

async function recountBatch(
  log: RemoteLog,
  index: number,
  entry: Uint8Array,
  answer: unknown,
): Promise<number> {
  const batch = Batch.safeParse(answer).data
  const id = batch && decodeBase64(batch.id)
  const root = batch && decodeBase64(batch.root)
  if (!id || !root || id.length !== 16 || root.length !== 32)
    throw inconsistent(`Entry ${index} cannot be read.`)
  const { size } = batch
  await judged(async () => {
    const tile = async (address: Parameters<typeof tilePath>[0]) =>
      log.bytes(`batch/${index}/${tilePath(address)}`)
    // Out of the leaves themselves: the tiles above could say anything.
    const tree = new TreeBuilder()
    for (let at = 0; at * tileWidth < size; at += 1) {
      const width = widthOfTile({ level: 0, index: at }, size)
      const leaves = await tile({ level: 0, index: at, width })
      for (let leaf = 0; leaf < width; leaf += 1) tree.append(leaves.subarray(leaf * 32, leaf * 32 + 32))
    }
    const above = await readHashes(subtreesOf({ from: 0, to: size }), size, tile)
    const roots = [tree.root(), rangeHash({ from: 0, to: size }, above)]
    const holds =
      roots.every((each) => sameBytes(each, root)) && sameBytes(batchEntry({ id, size, root }), entry)
    if (!holds) throw inconsistent(`What was published for entry ${index} is not what the log committed to.`)
  })
  return size
}
