import { expect, test } from 'vitest'
import { Kept } from './kept.ts'

test('what was made stays until its key is another', () => {
  const kept = new Kept<string>(100)
  kept.set('place', 'one', 'made', 10)
  expect(kept.get('place', 'one')).toBe('made')
  expect(kept.get('place', 'two')).toBeUndefined()
  kept.set('place', 'two', 'made anew', 10)
  expect(kept.get('place', 'one')).toBeUndefined()
  expect(kept.get('place', 'two')).toBe('made anew')
})

test('all together stay below the size: the oldest goes first, and what is too large is not kept', () => {
  const kept = new Kept<number>(25)
  for (const place of [1, 2, 3]) kept.set(String(place), 'key', place, 10)
  expect([1, 2, 3].map((place) => kept.get(String(place), 'key'))).toEqual([undefined, 2, 3])
  kept.set('4', 'key', 4, 26)
  expect([2, 3, 4].map((place) => kept.get(String(place), 'key'))).toEqual([undefined, undefined, undefined])
})
