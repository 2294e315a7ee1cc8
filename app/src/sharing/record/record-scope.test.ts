import { expect, test } from 'vitest'
import { isInside, type RecordScope } from './record-scope.ts'

const line = {
  eventId: 'e1',
  level: '3',
  issuerId: 'meridian',
  awardYear: 2026,
  qualificationType: 'GCE A level',
  restriction: 0,
}
const none = new Set<string>()
const any = { levels: [], issuerIds: [], awardYears: [], types: [] }
const query = (part: Partial<typeof any> | object): RecordScope => ({
  kind: 'query',
  learnerIds: [],
  query: { ...any, ...part },
})

test('every part that is not empty has to be met', () => {
  expect(isInside(query({ levels: ['3'] }), none, line)).toBe(true)
  expect(isInside(query({ levels: ['2'] }), none, line)).toBe(false)
  expect(isInside(query({ levels: ['3'], issuerIds: ['severn'] }), none, line)).toBe(false)
  expect(isInside(query({ awardYears: [2026], types: ['GCE A level'] }), none, line)).toBe(true)
  expect(isInside(query({ types: ['GCSE'] }), none, { ...line, qualificationType: null })).toBe(false)
})

test('a sensitive line is outside every rule and everything, and inside only where it was picked', () => {
  const sensitive = { ...line, restriction: 1 }
  const everything: RecordScope = { kind: 'everything', learnerIds: [] }
  expect(isInside(everything, none, line)).toBe(true)
  expect(isInside(everything, none, sensitive)).toBe(false)
  expect(isInside(query({ levels: ['3'] }), none, sensitive)).toBe(false)
  expect(isInside({ kind: 'listed' }, new Set(['e1']), sensitive)).toBe(true)
  expect(isInside({ kind: 'listed' }, none, line)).toBe(false)
})
