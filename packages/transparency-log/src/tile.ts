import { foldHashes, hashLength } from './merkle.ts'
import { parseSize } from './bytes.ts'
import type { HashOf, Subtree } from './subtree.ts'

/** Hashes in a full tile (C2SP tlog-tiles). */
export const tileWidth = 256

/** A part of a level of the tree: `width` hashes from `index * 256` on, each over `256 ** level` leaves. */
export interface TileAddress {
  readonly level: number
  readonly index: number
  /** 1 to 256; below 256 the tile is partial. */
  readonly width: number
}

/** A tile with its hashes, one after the other. */
export interface Tile extends TileAddress {
  readonly hashes: Uint8Array
}

/**
 * Where a tile stands below a log's address. `entries` instead of a level is the entries themselves.
 *
 * @example tilePath({ level: 0, index: 1234067, width: 256 }) // 'tile/0/x001/x234/067'
 * @example tilePath({ level: 1, index: 0, width: 17 }) // 'tile/1/000.p/17'
 */
export function tilePath({
  level,
  index,
  width,
}: {
  level: number | 'entries'
  index: number
  width: number
}): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`
}

/** The reverse; undefined for what is not written exactly so. */
export function parseTilePath(
  path: string,
): { level: number | 'entries'; index: number; width: number } | undefined {
  const parts = path.match(/^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/)
  if (!parts) return undefined
  const [, name = '', groups = '', partial] = parts
  const level = name === 'entries' ? ('entries' as const) : parseSize(name)
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? tileWidth : parseSize(partial)
  if (level === undefined || width === undefined || (level !== 'entries' && level > 63)) return undefined
  const address = { level, index, width }
  return tilePath(address) === path && width > 0 ? address : undefined
}

/** How many hashes of a tile there are in a tree of some size: 0 to 256. */
export function widthOfTile({ level, index }: { level: number; index: number }, size: number): number {
  const hashes = Math.floor(size / tileWidth ** level) - index * tileWidth
  return Math.max(0, Math.min(tileWidth, hashes))
}

/** The tiles, each once, out of which the hashes of some subtrees can be made, for a tree of some size. */
export function tilesFor(subtrees: readonly Subtree[], size: number): TileAddress[] {
  const tiles = new Map<string, TileAddress>()
  for (const subtree of subtrees) {
    const { level, index } = placeOf(subtree)
    tiles.set(tileKey({ level, index }), { level, index, width: widthOfTile({ level, index }, size) })
  }
  return [...tiles.values()]
}

/** Gives the roots of subtrees out of tiles; throws a `RangeError` where the tile is not among them. */
export function hashesFrom(tiles: Iterable<Pick<Tile, 'level' | 'index' | 'hashes'>>): HashOf {
  const known = new Map([...tiles].map((tile) => [tileKey(tile), tile.hashes]))
  return (subtree) => {
    const { level, index, offset, count } = placeOf(subtree)
    const hashes = known.get(tileKey({ level, index }))
    const part = hashes?.subarray(offset * hashLength, (offset + count) * hashLength)
    if (part?.length !== count * hashLength) throw new RangeError('a tile is missing')
    return foldHashes(part)
  }
}

/** Where in which tile the hashes below a subtree are. */
function placeOf({ level, index }: Subtree) {
  const count = 2 ** (level % 8)
  const start = index * count
  return {
    level: Math.floor(level / 8),
    index: Math.floor(start / tileWidth),
    offset: start % tileWidth,
    count,
  }
}

const tileKey = ({ level, index }: { level: number; index: number }) => `${level}/${index}`
