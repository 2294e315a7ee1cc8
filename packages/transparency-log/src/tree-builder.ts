import { foldHashes, hashLength } from './merkle.ts'
import { rangeHash } from './subtree.ts'
import { hashesFrom, type Tile, tileWidth } from './tile.ts'

/**
 * A tree that grows leaf by leaf. It keeps the last, unfinished tile of each level, some kilobytes for any number of
 * leaves, and hands over each tile once it is full.
 *
 * @example
 * const tree = new TreeBuilder((tile) => store(tile))
 * for (const entry of entries) tree.append(leafHash(entry))
 * for (const tile of tree.unfinished()) store(tile)
 * tree.root()
 */
export class TreeBuilder {
  #size = 0
  readonly #levels: Level[] = []
  readonly #full: (tile: Tile) => void

  /** `tiles`: the unfinished ones of a tree that goes on growing, as `unfinished` gave them. */
  constructor(full: (tile: Tile) => void = () => undefined, tiles: Iterable<Tile> = []) {
    this.#full = full
    for (const tile of tiles) this.#resume(tile)
  }

  get size(): number {
    return this.#size
  }

  append(leafHash: Uint8Array): void {
    this.#add(0, leafHash)
    this.#size += 1
  }

  /** The root of the tree as it is. */
  root(): Uint8Array {
    return rangeHash({ from: 0, to: this.#size }, hashesFrom(this.unfinished()))
  }

  /** The last tile of each level, where it has hashes but not 256. */
  unfinished(): Tile[] {
    return this.#levels.flatMap(({ index, width, hashes }, level) =>
      width === 0 ? [] : [{ level, index, width, hashes: hashes.slice(0, width * hashLength) }],
    )
  }

  #add(level: number, hash: Uint8Array): void {
    const tile = this.#level(level)
    tile.hashes.set(hash, tile.width * hashLength)
    tile.width += 1
    if (tile.width < tileWidth) return
    this.#full({ level, index: tile.index, width: tileWidth, hashes: tile.hashes.slice() })
    tile.index += 1
    tile.width = 0
    this.#add(level + 1, foldHashes(tile.hashes))
  }

  #level(level: number): Level {
    const known = this.#levels[level]
    if (known) return known
    const made = { index: 0, width: 0, hashes: new Uint8Array(tileWidth * hashLength) }
    this.#levels[level] = made
    return made
  }

  #resume({ level, index, width, hashes }: Tile): void {
    for (let below = 0; below <= level; below += 1) this.#level(below)
    const tile = this.#level(level)
    Object.assign(tile, { index, width })
    tile.hashes.set(hashes)
    // Every hash of a level stands for a full tile of the one below, which has gone on after it.
    let full = index * tileWidth + width
    this.#size += width * tileWidth ** level
    for (let below = level - 1; below >= 0; below -= 1) {
      const lower = this.#level(below)
      lower.index = Math.max(lower.index, full)
      full *= tileWidth
    }
  }
}

interface Level {
  index: number
  width: number
  readonly hashes: Uint8Array<ArrayBuffer>
}
