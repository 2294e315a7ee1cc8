import { emptyRoot, nodeHash } from './merkle.ts'

/** A complete subtree: over the leaves from `index * 2 ** level` up to the next. */
export interface Subtree {
  readonly level: number
  readonly index: number
}

/** Leaves from `from` up to, not including, `to`. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Gives the root of a complete subtree. */
export type HashOf = (subtree: Subtree) => Uint8Array

/**
 * The complete subtrees of which the tree over a range is made, from the left. The range begins where a tree of its size
 * may: at a multiple of the power of two that is not below it.
 *
 * @example subtreesOf({ from: 0, to: 6 }) // [{ level: 2, index: 0 }, { level: 1, index: 2 }]
 */
export function subtreesOf({ from, to }: Range): Subtree[] {
  const found: Subtree[] = []
  let start = from
  while (start < to) {
    const level = Math.floor(Math.log2(to - start))
    const width = 2 ** level
    found.push({ level, index: start / width })
    start += width
  }
  return found
}

/** The hash `MTH(D[from:to])` (RFC 9162 §2.1.1). */
export function rangeHash(range: Range, hashOf: HashOf): Uint8Array {
  const hashes = subtreesOf(range).map(hashOf)
  return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right))
}

/** The largest power of two below a number of leaves: where a tree divides. */
export function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}
