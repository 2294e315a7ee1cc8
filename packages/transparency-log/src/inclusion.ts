import { sameBytes } from './bytes.ts'
import { nodeHash } from './merkle.ts'
import { type Range, splitOf } from './subtree.ts'

/** The subtrees whose hashes are the inclusion proof of a leaf, from the leaf up (RFC 9162 §2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('no such leaf')
  const ranges: Range[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      ranges.unshift({ from: middle, to })
      to = middle
    } else {
      ranges.unshift({ from, to: middle })
      from = middle
    }
  }
  return ranges
}

/** What a path says that it proves. */
export interface Inclusion {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly path: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Whether the leaf is in the tree, by the algorithm of RFC 9162 §2.1.3.2. */
export function verifyInclusion({ leafHash, index, size, path, root }: Inclusion): boolean {
  const computed = rootByPath({ leafHash, index, size, path })
  return computed !== undefined && sameBytes(computed, root)
}

/** The root to which a path leads; undefined where it cannot be one. */
export function rootByPath({ leafHash, index, size, path }: Omit<Inclusion, 'root'>): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    return undefined
  let node = index
  let lastNode = size - 1
  let hash = leafHash
  for (const sibling of path) {
    if (lastNode === 0) return undefined
    if (node % 2 === 1 || node === lastNode) {
      hash = nodeHash(sibling, hash)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        lastNode = Math.floor(lastNode / 2)
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    node = Math.floor(node / 2)
    lastNode = Math.floor(lastNode / 2)
  }
  return lastNode === 0 ? hash : undefined
}
