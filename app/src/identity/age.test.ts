import { describe, expect, test } from 'vitest'
import { ageOn, dayOf, isBirthDate, isChild, mayHaveOwnAccount } from './age.ts'

describe('an age', () => {
  test.each([
    ['2010-06-15', '2023-06-14', 12],
    ['2010-06-15', '2023-06-15', 13],
    ['2012-02-29', '2025-02-28', 12],
    ['2012-02-29', '2025-03-01', 13],
    ['2000-12-31', '2026-01-01', 25],
  ])('born on %s, on %s: %i', (birthDate, day, age) => {
    expect(ageOn(birthDate, day)).toBe(age)
  })

  test('decides from the birthday itself', () => {
    expect(mayHaveOwnAccount('2010-06-15', '2023-06-14')).toBe(false)
    expect(mayHaveOwnAccount('2010-06-15', '2023-06-15')).toBe(true)
    expect(isChild('2010-06-15', '2028-06-14')).toBe(true)
    expect(isChild('2010-06-15', '2028-06-15')).toBe(false)
  })

  test('counts the days of the United Kingdom', () => {
    expect(dayOf(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
    expect(dayOf(new Date('2026-01-01T23:30:00Z'))).toBe('2026-01-01')
  })
})

test.each(['', '2010-6-15', '2010-02-30', '2010-13-01', '0000-00-00', '2027-01-01', '1899-01-01', '--'])(
  '%s is no birth date in 2026',
  (text) => {
    expect(isBirthDate(text, '2026-08-13')).toBe(false)
  },
)

test.each(['2010-06-15', '2012-02-29', '2026-08-13', '1906-08-13'])('%s is one', (text) => {
  expect(isBirthDate(text, '2026-08-13')).toBe(true)
})
