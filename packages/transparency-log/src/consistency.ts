import { sameBytes } from './bytes.ts'
import { nodeHash } from './merkle.ts'
import { type Range, splitOf } from './subtree.ts'

/**
 * The subtrees whose hashes prove that a tree of one size is the beginning of a larger one (RFC 9162 §2.1.4.1). None
 * where there is nothing to prove: an empty tree is the beginning of every tree, and a tree of itself.
 */
export function consistencyRanges(size: number, newSize: number): Range[] {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(newSize) || size < 0 || size > newSize) {
    throw new RangeError('a tree does not shrink')
  }
  if (size === 0 || size === newSize) return []
  const ranges: Range[] = []
  let from = 0
  let to = newSize
  // Whether the part at hand is the whole of the old tree, whose hash the verifier has.
  let whole = true
  while (size !== to) {
    const middle = from + splitOf(to - from)
    if (size <= middle) {
      ranges.unshift({ from: middle, to })
      to = middle
    } else {
      ranges.unshift({ from, to: middle })
      from = middle
      whole = false
    }
  }
  if (!whole) ranges.unshift({ from, to })
  return ranges
}

/** What a proof says that it proves: that nothing of the old tree was changed in the new one, only added to it. */
export interface Consistency {
  readonly size: number
  readonly root: Uint8Array
  readonly newSize: number
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether the new tree begins with the old one, by the algorithm of RFC 9162 §2.1.4.2. */
export function verifyConsistency({ size, root, newSize, newRoot, proof }: Consistency): boolean {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(newSize) || size < 0 || size > newSize)
    return false
  if (size === newSize) return proof.length === 0 && sameBytes(root, newRoot)
  if (size === 0) return proof.length === 0
  const path = isPowerOfTwo(size) ? [root, ...proof] : [...proof]
  const first = path.shift()
  if (first === undefined) return false
  let node = size - 1
  let lastNode = newSize - 1
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    lastNode = Math.floor(lastNode / 2)
  }
  let [oldHash, newHash] = [first, first]
  for (const hash of path) {
    if (lastNode === 0) return false
    if (node % 2 === 1 || node === lastNode) {
      oldHash = nodeHash(hash, oldHash)
      newHash = nodeHash(hash, newHash)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        lastNode = Math.floor(lastNode / 2)
      }
    } else {
      newHash = nodeHash(newHash, hash)
    }
    node = Math.floor(node / 2)
    lastNode = Math.floor(lastNode / 2)
  }
  return lastNode === 0 && sameBytes(oldHash, root) && sameBytes(newHash, newRoot)
}

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size))
}
