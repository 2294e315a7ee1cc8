import {
  commitTo,
  hashLength,
  type HmacKey,
  hmac,
  hmacKey,
  type Tile,
  TreeBuilder,
} from '@vademecum/transparency-log'
import { rowLength } from './packed-row.ts'
import { statementLength } from './row-key.ts'

/** A tile of a batch; one of leaves says from which row to which. */
export interface KeyedTile extends Tile {
  readonly firstRow?: Uint8Array<ArrayBuffer>
  readonly lastRow?: Uint8Array<ArrayBuffer>
}

export interface GrownTree {
  readonly size: number
  readonly root: Uint8Array
  /** Those that are not full. */
  readonly tiles: readonly KeyedTile[]
}

const statementAt = 32
const contentAt = statementAt + statementLength

/** The tree over the rows of a batch, which come packed and sorted by learner, event and version. */
export class BatchTree {
  readonly #secret: HmacKey
  readonly #tree: TreeBuilder
  readonly #leaf = new Uint8Array(hashLength)
  #full: KeyedTile[] = []
  #learner: Uint8Array = new Uint8Array(statementAt)
  #key: HmacKey | undefined
  #first: Uint8Array<ArrayBuffer> | undefined
  #last: Uint8Array<ArrayBuffer> | undefined

  /** `secret`: of which, with a learner's nonce, their key is made (learner-keys.ts). */
  constructor(secret: Uint8Array) {
    this.#secret = hmacKey(secret)
    this.#tree = new TreeBuilder((tile) => this.#full.push(this.#keyed(tile)))
  }

  /** Gives the tiles that became full. */
  append(rows: Uint8Array): KeyedTile[] {
    if (rows.length % rowLength !== 0) throw new RangeError('rows of another length')
    for (let at = 0; at < rows.length; at += rowLength) {
      const row = rows.subarray(at, at + rowLength)
      const ends = this.#tree.size % 256
      if (ends === 0) this.#first = keyOf(row)
      if (ends === 255 || at + rowLength === rows.length) this.#last = keyOf(row)
      const statement = row.subarray(statementAt, contentAt)
      this.#tree.append(commitTo(this.#keyFor(row), statement, row.subarray(contentAt), this.#leaf))
    }
    const full = this.#full
    this.#full = []
    return full
  }

  end(): GrownTree {
    const tiles = this.#tree.unfinished().map((tile) => this.#keyed(tile))
    return { size: this.#tree.size, root: this.#tree.root(), tiles }
  }

  /** Made once for all rows of a learner, since they lie together. */
  #keyFor(row: Uint8Array): HmacKey {
    if (this.#key && startsWith(row, this.#learner)) return this.#key
    this.#learner = row.slice(0, statementAt)
    this.#key = hmacKey(hmac(this.#secret, this.#learner))
    return this.#key
  }

  #keyed(tile: Tile): KeyedTile {
    if (tile.level > 0 || !this.#first || !this.#last) return tile
    return { ...tile, firstRow: this.#first, lastRow: this.#last }
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i += 1) if (bytes[i] !== start[i]) return false
  return true
}

/** Learner, event, version: as `rowKeyOf` makes it. */
function keyOf(row: Uint8Array): Uint8Array<ArrayBuffer> {
  const key = new Uint8Array(16 + statementLength)
  key.set(row.subarray(0, 16))
  key.set(row.subarray(statementAt, contentAt), 16)
  return key
}
