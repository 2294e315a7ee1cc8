import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitmentHash, commitTo, saltOf } from './commitment.ts'
import { consistencyRanges, verifyConsistency } from './consistency.ts'
import { hmac, hmacKey } from './hmac.ts'
import { inclusionRanges, verifyInclusion } from './inclusion.ts'
import { emptyRoot, hashLength, leafHash, nodeHash } from './merkle.ts'
import { sha256 } from './sha256.ts'
import { rangeHash, subtreesOf } from './subtree.ts'
import { hashesFrom, type Tile, tilesFor } from './tile.ts'
import { TreeBuilder } from './tree-builder.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The tree by its definition (RFC 9162 §2.1.1), and nothing else. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (only === undefined) return emptyRoot
  if (leaves.length === 1) return only
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)))
}

const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))

function grow(leaves: readonly Uint8Array[]) {
  const full: Tile[] = []
  const tree = new TreeBuilder((tile) => full.push(tile))
  for (const leaf of leaves) tree.append(leaf)
  return { tree, tiles: () => [...full, ...tree.unfinished()] }
}

describe('SHA-256', () => {
  it('is the platform’s, for any message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        expect(hex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'))
      }),
    )
  })

  it('with a key is the platform’s HMAC, for any key and message', () => {
    const bytes = fc.uint8Array({ maxLength: 150 })
    fc.assert(
      fc.property(bytes, bytes, (key, message) => {
        expect(hex(hmac(hmacKey(key), message))).toBe(createHmac('sha256', key).update(message).digest('hex'))
      }),
    )
  })
})

describe('a tree', () => {
  // The entries and roots with which implementations of RFC 6962 are tested everywhere.
  const entries = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of %i of the known entries has the known root', (size, root) => {
    const { tree } = grow(entries.slice(0, size).map((entry) => leafHash(Buffer.from(entry, 'hex'))))
    expect(hex(tree.root())).toBe(root)
  })

  it('has the root of its definition, whatever its size, and goes on from its unfinished tiles', () => {
    for (const size of [1, 2, 255, 256, 257, 511, 512, 700, 1025]) {
      const leaves = leavesOf(size)
      const { tree, tiles } = grow(leaves)
      expect(hex(tree.root()), String(size)).toBe(hex(rootOf(leaves)))
      const subtrees = subtreesOf({ from: 0, to: size })
      expect(tilesFor(subtrees, size).every(({ width }) => width > 0)).toBe(true)
      expect(hex(rangeHash({ from: 0, to: size }, hashesFrom(tiles())))).toBe(hex(rootOf(leaves)))
    }
    const whole = grow(leavesOf(1200)).tree
    for (const size of [0, 1, 256, 300, 512, 767, 1024]) {
      const begun = grow(leavesOf(size)).tree
      const resumed = new TreeBuilder(() => undefined, begun.unfinished())
      expect(resumed.size).toBe(size)
      for (const leaf of leavesOf(1200).slice(size)) resumed.append(leaf)
      expect(hex(resumed.root())).toBe(hex(whole.root()))
      expect(resumed.unfinished()).toEqual(whole.unfinished())
    }
  })

  it('goes on over the edge of the second level', () => {
    const leaf = leafHash(Buffer.from('the same'))
    const whole = new TreeBuilder()
    const first = new TreeBuilder()
    for (let i = 0; i < 65_536 + 300; i += 1) whole.append(leaf)
    for (let i = 0; i < 65_536; i += 1) first.append(leaf)
    const resumed = new TreeBuilder(() => undefined, first.unfinished())
    for (let i = 0; i < 300; i += 1) resumed.append(leaf)
    expect([resumed.size, hex(resumed.root())]).toEqual([whole.size, hex(whole.root())])
    expect(resumed.unfinished()).toEqual(whole.unfinished())
  })
})

const runs = { numRuns: Number(process.env['RUNS'] ?? 60) }
const most = 600
const leaves = leavesOf(most)
const hashOf = hashesFrom(grow(leaves).tiles())
const rootAt = (size: number) => rangeHash({ from: 0, to: size }, hashOf)

/** The same with one bit of one byte turned. */
const turned = (bytes: Uint8Array, at: number) =>
  bytes.map((byte, i) => (i === at % bytes.length ? byte ^ 1 : byte))

describe('an inclusion proof', () => {
  it('holds for every leaf of every tree, and for nothing else', () => {
    const place = fc
      .integer({ min: 1, max: most })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat()))
    fc.assert(
      fc.property(place, ([size, index, noise]) => {
        const path = inclusionRanges(index, size).map((range) => rangeHash(range, hashOf))
        const leaf = leaves[index] ?? new Uint8Array()
        const proof = { leafHash: leaf, index, size, path, root: rootAt(size) }
        expect(verifyInclusion(proof)).toBe(true)
        expect(verifyInclusion({ ...proof, leafHash: turned(leaf, noise) })).toBe(false)
        expect(verifyInclusion({ ...proof, root: turned(proof.root, noise) })).toBe(false)
        const other = noise % size
        if (other !== index) expect(verifyInclusion({ ...proof, index: other })).toBe(false)
        expect(verifyInclusion({ ...proof, path: [...path, leaf] })).toBe(false)
        path.forEach((hash, at) => {
          expect(verifyInclusion({ ...proof, path: path.with(at, turned(hash, noise)) })).toBe(false)
          expect(verifyInclusion({ ...proof, path: path.toSpliced(at, 1) })).toBe(false)
        })
      }),
      runs,
    )
  })

  it('is of no leaf outside the tree', () => {
    const root = rootAt(3)
    for (const index of [3, -1, 0.5, Number.NaN]) {
      expect(verifyInclusion({ leafHash: leaves[0] ?? root, index, size: 3, path: [], root })).toBe(false)
      expect(() => inclusionRanges(index, 3)).toThrow(RangeError)
    }
  })
})

describe('a consistency proof', () => {
  it('holds between any two sizes, and not for a tree that was rewritten', () => {
    const sizes = fc
      .integer({ min: 1, max: most })
      .chain((newSize) => fc.tuple(fc.nat(newSize), fc.constant(newSize), fc.nat()))
    fc.assert(
      fc.property(sizes, ([size, newSize, noise]) => {
        const proof = consistencyRanges(size, newSize).map((range) => rangeHash(range, hashOf))
        const claim = { size, root: rootAt(size), newSize, newRoot: rootAt(newSize), proof }
        expect(verifyConsistency(claim)).toBe(true)
        if (size === 0) return
        expect(verifyConsistency({ ...claim, root: turned(claim.root, noise) })).toBe(false)
        expect(verifyConsistency({ ...claim, newRoot: turned(claim.newRoot, noise) })).toBe(false)
        proof.forEach((hash, at) => {
          expect(verifyConsistency({ ...claim, proof: proof.with(at, turned(hash, noise)) })).toBe(false)
          expect(verifyConsistency({ ...claim, proof: proof.toSpliced(at, 1) })).toBe(false)
        })
        // One leaf of the old part changed, all made again from there: no proof can make up for it.
        const rewritten = leaves.slice(0, newSize).with(noise % size, leafHash(Buffer.from('another')))
        const forged = hashesFrom(grow(rewritten).tiles())
        const newRoot = rangeHash({ from: 0, to: newSize }, forged)
        const again = consistencyRanges(size, newSize).map((range) => rangeHash(range, forged))
        expect(verifyConsistency({ ...claim, newRoot, proof: again })).toBe(false)
        expect(verifyConsistency({ ...claim, newRoot })).toBe(false)
      }),
      runs,
    )
  })

  it('never of a log that became shorter', () => {
    expect(verifyConsistency({ size: 3, root: rootAt(3), newSize: 2, newRoot: rootAt(2), proof: [] })).toBe(
      false,
    )
    expect(() => consistencyRanges(3, 2)).toThrow(RangeError)
  })
})

it('hashes are as long as they should be', () => {
  expect(rootAt(5)).toHaveLength(hashLength)
})

it('a statement is committed to fast as it is slowly', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  fc.assert(
    fc.property(bytes(32), bytes(20), bytes(32), (key, statement, hash) => {
      const salt = saltOf(hmacKey(key), statement)
      expect(hex(commitTo(hmacKey(key), statement, hash))).toBe(hex(commitmentHash(salt, hash)))
    }),
  )
})
