import { expect, test } from 'vitest'
import { dateTime, fullDate, partialDate, timeOfDay } from './date.ts'

test('a date is said as exactly as it is known', () => {
  expect(partialDate('en', '2019')).toBe('2019')
  expect(partialDate('en', '2019-09')).toBe('September 2019')
  expect(partialDate('en', '2019-09-02')).toBe('2 September 2019')
  expect(partialDate('cy', '2019-09-02')).toBe('2 Medi 2019')
  expect(partialDate('en', 'unknown')).toBe('unknown')
})

test('a moment is said as the clocks in London showed it', () => {
  const summer = new Date('2026-05-03T23:31:00Z')
  expect(dateTime('en', summer)).toBe('4 May 2026 at 00:31')
  expect(fullDate('en', summer)).toBe('4 May 2026')
  expect(timeOfDay('en', summer)).toBe('00:31')
  expect(timeOfDay('en', new Date('2026-01-03T23:31:00Z'))).toBe('23:31')
})
