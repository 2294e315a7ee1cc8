import { commitmentHash, hmac, hmacKey, saltOf, TreeBuilder } from '@vademecum/transparency-log'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BatchTree, type KeyedTile } from './batch-tree.ts'
import { packRows, rowLength } from './packed-row.ts'
import { idBytes, rowKeyOf } from './row-key.ts'

const secret = Buffer.alloc(32, 7)
const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex')
const id = (number: number) => `00000000-0000-8000-8000-${number.toString(16).padStart(12, '0')}`

/** So many of each learner, in their order. */
const rowsOf = (counts: readonly number[]) =>
  counts.flatMap((count, learner) =>
    Array.from({ length: count }, (_, nth) => ({
      ...{ learnerId: id(learner), eventId: id(nth), version: 1 + (nth % 300) },
      contentHash: Buffer.alloc(32, nth % 9),
    })),
  )
const nonceOf = (learnerId: string) => Buffer.from(idBytes(learnerId)).reverse()

it('is the tree of the commitments, however its rows are cut, and each tile of leaves knows its first and last row', () => {
  const counts = fc.array(fc.nat({ max: 400 }), { maxLength: 5 })
  fc.assert(
    fc.property(counts, fc.array(fc.nat({ max: 300 }), { maxLength: 8 }), (of, cuts) => {
      const rows = rowsOf(of)
      const nonces = new Map(rows.map(({ learnerId }) => [learnerId, nonceOf(learnerId)]))
      const packed = packRows(rows, nonces)
      const tree = new BatchTree(secret)
      const tiles: KeyedTile[] = []
      let at = 0
      for (const cut of cuts) {
        tiles.push(...tree.append(packed.subarray(at, (at += cut * rowLength))))
        at = Math.min(at, packed.length)
      }
      tiles.push(...tree.append(packed.subarray(at)))
      const grown = tree.end()

      const plain = new TreeBuilder()
      for (const row of rows) {
        const nonce = nonceOf(row.learnerId)
        const key = hmacKey(hmac(hmacKey(secret), Buffer.concat([idBytes(row.learnerId), nonce])))
        plain.append(commitmentHash(saltOf(key, rowKeyOf(row).subarray(16)), row.contentHash))
      }
      expect(grown.size).toBe(rows.length)
      expect(hex(grown.root)).toBe(hex(plain.root()))
      const leaves = [...tiles, ...grown.tiles].filter(({ level }) => level === 0)
      expect(leaves.map(({ width }) => width).reduce((sum, width) => sum + width, 0)).toBe(rows.length)
      for (const { index, width, firstRow, lastRow } of leaves) {
        const [first, last] = [rows[index * 256], rows[index * 256 + width - 1]]
        expect(hex(firstRow)).toBe(first && hex(rowKeyOf(first)))
        expect(hex(lastRow)).toBe(last && hex(rowKeyOf(last)))
      }
    }),
  )
})

it('a learner without a nonce has no leaf, and half a row is none', () => {
  expect(() => packRows(rowsOf([1]), new Map())).toThrow('without a key')
  expect(() => new BatchTree(secret).append(new Uint8Array(rowLength + 1))).toThrow(RangeError)
})
