import fc from 'fast-check'
import { expect, test } from 'vitest'
import { providerBasis } from './current-provider.ts'

const day = (text: string) => new Date(`2026-${text}T00:00:00Z`)
const at = (organisationId: string, since: string, ended?: string) => ({
  organisationId,
  since: day(since),
  endedAt: ended === undefined ? null : day(ended),
})

test('the one that enrolled last is the current one; others need the learner’s word', () => {
  const both = [at('school', '01-10'), at('college', '09-01')]
  expect(providerBasis('college', both, false)).toBe('current')
  expect(providerBasis('school', both, false)).toBe('notShared')
  expect(providerBasis('school', both, true)).toBe('shared')
  expect(providerBasis('university', both, true)).toBe('notEnrolled')
})

test('one that has ended sees nothing, and counts for nothing', () => {
  const moved = [at('school', '01-10'), at('college', '09-01', '10-01')]
  expect(providerBasis('college', moved, true)).toBe('notEnrolled')
  expect(providerBasis('school', moved, false)).toBe('current')
})

test('whatever the enrolments, saying no leaves somebody who is enrolled with one provider at least', () => {
  const enrolments = fc.array(
    fc.record({
      organisationId: fc.constantFrom('a', 'b', 'c'),
      since: fc.integer({ min: 0, max: 9 }).map((index) => new Date(index)),
      endedAt: fc.option(fc.constant(new Date(99))),
    }),
  )
  fc.assert(
    fc.property(enrolments, (given) => {
      const seeing = ['a', 'b', 'c'].filter((one) => providerBasis(one, given, false) === 'current')
      const isEnrolled = given.some(({ endedAt }) => endedAt === null)
      expect(seeing.length > 0).toBe(isEnrolled)
      for (const one of seeing) expect(providerBasis(one, given, true)).toBe('current')
    }),
  )
})
