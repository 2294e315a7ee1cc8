import { describe, expect, test } from 'vitest'
import { instantInLondon, isDay, partsInLondon } from './calendar.ts'
import { nameKey } from './name-key.ts'

describe('an instant in London', () => {
  test.each([
    ['2026-08-13', '08:00', '2026-08-13T07:00:00.000Z'],
    ['2026-01-13', '08:00', '2026-01-13T08:00:00.000Z'],
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T02:30:00.000Z'],
  ])('%s %s is %s', (date, time, instant) => {
    expect(instantInLondon(date, time)?.toISOString()).toBe(instant)
  })

  test.each([
    ['2026-02-30', '08:00'],
    ['2026-02-20', '24:00'],
    ['26-2-2', '08:00'],
  ])('%s %s is none', (date, time) => expect(instantInLondon(date, time)).toBeUndefined())

  test.each(['2026-08-13T07:00:00.000Z', '2026-01-09T00:05:00.000Z'])(
    '%s is what its parts say',
    (instant) => {
      const { day, month, year, time } = partsInLondon(new Date(instant))
      const date = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
      expect(instantInLondon(date, time)?.toISOString()).toBe(instant)
    },
  )

  test('leap days are days', () => expect([isDay('2024-02-29'), isDay('2026-02-29')]).toEqual([true, false]))
})

describe('names are compared', () => {
  test.each([
    ['O’Brien', 'OBRIEN'],
    ["o'brien", 'OBRIEN'],
    ['Siân', 'SIAN'],
    ['Anne-Marie', 'ANNEMARIE'],
    ['Van  der Berg', 'VANDERBERG'],
  ])('%s as %s', (name, key) => expect(nameKey(name)).toBe(key))

  test('twins stay two', () => expect(nameKey('Mia')).not.toBe(nameKey('Max')))
})
