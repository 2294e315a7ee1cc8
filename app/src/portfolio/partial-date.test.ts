import { describe, expect, test } from 'vitest'
import { isPartialDate, mayPrecede, partialDateFrom } from './partial-date.ts'

describe('a partial date', () => {
  test.each([
    [{ day: '', month: '', year: '2019' }, { date: '2019' }],
    [{ day: '', month: '9', year: '2019' }, { date: '2019-09' }],
    [{ day: '3', month: '09', year: ' 2019 ' }, { date: '2019-09-03' }],
    [{ day: '29', month: '2', year: '2024' }, { date: '2024-02-29' }],
    [{ day: '', month: '', year: '' }, { date: undefined }],
    [{ day: '1', month: '2', year: '' }, { problem: 'noYear' }],
    [{ day: '1', month: '', year: '2019' }, { problem: 'noMonth' }],
    [{ day: '29', month: '2', year: '2023' }, { problem: 'notADate' }],
    [{ day: '', month: '13', year: '2023' }, { problem: 'notADate' }],
    [{ day: '', month: '', year: '19' }, { problem: 'notADate' }],
    [{ day: '', month: '1e', year: '2019' }, { problem: 'notADate' }],
  ])('%j is %j', (parts, expected) => {
    expect(partialDateFrom(parts)).toEqual(expected)
  })

  test.each(['2019-9', '2019-09-3', '2019-09-03T', '1899', '', '2019-00'])('%s is none', (text) => {
    expect(isPartialDate(text)).toBe(false)
  })

  test('order is judged as far as both are known', () => {
    expect(mayPrecede('2019', '2019-03')).toBe(true)
    expect(mayPrecede('2019-09-12', '2019-09')).toBe(true)
    expect(mayPrecede('2020', '2019-12-31')).toBe(false)
  })
})
