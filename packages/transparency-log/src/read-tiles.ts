import { type Consistency, consistencyRanges, verifyConsistency } from './consistency.ts'
import { LogError } from './errors.ts'
import { hashLength } from './merkle.ts'
import { type HashOf, rangeHash, type Subtree, subtreesOf } from './subtree.ts'
import { hashesFrom, type TileAddress, tilesFor } from './tile.ts'

/** Gives the bytes of a tile: from the network, a folder, a database. It rejects where it cannot. */
export type FetchTile = (tile: TileAddress) => Promise<Uint8Array>

/** Reads whatever tiles it takes to have the hashes of some subtrees of a tree. Throws a `LogError` at one of another width. */
export async function readHashes(
  subtrees: readonly Subtree[],
  size: number,
  fetchTile: FetchTile,
): Promise<HashOf> {
  const tiles = await Promise.all(
    tilesFor(subtrees, size).map(async (address) => {
      const hashes = await fetchTile(address)
      if (hashes.length !== address.width * hashLength)
        throw new LogError('malformed', 'a tile of another width')
      return { ...address, hashes }
    }),
  )
  return hashesFrom(tiles)
}

/**
 * Whether a log begins with what it was before, out of its own tiles: nothing that a log can serve makes up for an entry
 * that was changed.
 *
 * @example
 * const grown = await isContinued(kept, openedCheckpoint, (tile) => fetchBytes(`${url}/${tilePath(tile)}`))
 */
export async function isContinued(
  before: { size: number; root: Uint8Array },
  now: { size: number; root: Uint8Array },
  fetchTile: FetchTile,
): Promise<boolean> {
  if (now.size < before.size) return false
  const ranges = consistencyRanges(before.size, now.size)
  const hashOf = await readHashes(ranges.flatMap(subtreesOf), now.size, fetchTile)
  const claim: Consistency = {
    size: before.size,
    root: before.root,
    newSize: now.size,
    newRoot: now.root,
    proof: ranges.map((range) => rangeHash(range, hashOf)),
  }
  return verifyConsistency(claim)
}
