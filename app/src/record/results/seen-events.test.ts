import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SeenEvents } from './seen-events.ts'

test('notices every repeat, and takes no two that differ for one', () => {
  const id = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 0xffffffff }))
  fc.assert(
    fc.property(fc.array(id, { maxLength: 60 }), (ids) => {
      const seen = new SeenEvents()
      for (const [high, low] of ids) seen.add(Uint32Array.of(high, low))
      expect(seen.mayRepeat).toBe(new Set(ids.map(String)).size < ids.length)
    }),
  )
})

test('grows with the file', () => {
  const seen = new SeenEvents()
  const events = Uint32Array.from({ length: 400_000 }, (_, index) =>
    index % 2 ? Math.imul(index, 2_654_435_761) : 7,
  )
  seen.add(events)
  expect(seen.mayRepeat).toBe(false)
  seen.add(events.subarray(100_000, 100_002))
  expect(seen.mayRepeat).toBe(true)
})
