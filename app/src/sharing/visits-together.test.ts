import { expect, test } from 'vitest'
import type { OpeningLine } from './share.ts'
import { visitsTogether } from './visits-together.ts'

const opening = (first: string, last: string, pageVersion = 1): OpeningLine => ({
  id: first,
  firstAt: new Date(`2026-11-23T${first}Z`),
  lastAt: new Date(`2026-11-23T${last}Z`),
  looks: 2,
  viewerName: null,
  pageVersion,
  shown: ['A level Physics'],
})

test('visits that began in one minute and were shown the same stand in one row', () => {
  const [row, ...others] = visitsTogether([opening('09:00:40', '09:00:40'), opening('09:00:10', '09:20:00')])
  expect(others).toEqual([])
  expect(row).toMatchObject({ visitors: 2, looks: 4 })
  expect(row?.firstAt.toISOString()).toBe('2026-11-23T09:00:10.000Z')
  expect(row?.lastAt.toISOString()).toBe('2026-11-23T09:20:00.000Z')
})

test('another minute or another version is another row', () => {
  const rows = visitsTogether([
    opening('09:01:00', '09:01:00'),
    opening('09:00:10', '09:00:10'),
    opening('09:00:20', '09:00:20', 2),
  ])
  expect(rows.map(({ visitors }) => visitors)).toEqual([1, 1, 1])
})
