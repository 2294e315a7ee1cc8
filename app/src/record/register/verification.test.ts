import { expect, test } from 'vitest'
import { describe } from './matching.ts'
import { type NumberAndNames, verified, verifyCode } from './verification.ts'

const learner = describe({
  givenName: 'Siân',
  familyName: 'Featherstone',
  previousFamilyName: 'Pugh',
  birthDate: '2008-03-01',
  gender: '2',
  lastKnownPostCode: 'CV4 9EE',
})
const given: NumberAndNames = { givenNameKey: 'SIAN', familyNameKey: 'FEATHERSTONE' }

test.each<[string, Partial<NumberAndNames>, string]>([
  ['names alone', {}, 'match'],
  ['all that can be given', { birthDate: '2008-03-01', gender: '2' }, 'match'],
  ['a previous family name', { familyNameKey: 'PUGH' }, 'match'],
  ['gender not known', { gender: '0' }, 'match'],
  ['names swapped', { givenNameKey: 'FEATHERSTONE', familyNameKey: 'SIAN' }, 'similar'],
  ['a slip', { familyNameKey: 'FETHERSTON' }, 'similar'],
  ['another birth date', { birthDate: '2008-01-03' }, 'similar'],
  ['another gender', { gender: '1' }, 'similar'],
  ['another birth date and gender', { birthDate: '2008-01-03', gender: '1' }, 'different'],
  ['a slip and another birth date', { familyNameKey: 'FETHERSTON', birthDate: '2008-01-03' }, 'different'],
  ['an initial', { givenNameKey: 'S' }, 'different'],
  ['another name', { givenNameKey: 'MIA', birthDate: '2008-03-01', gender: '2' }, 'different'],
])('%s', (_what, changes, verdict) => {
  expect(verified({ ...given, ...changes }, learner).verdict).toBe(verdict)
})

test('flags say each field that was given', () => {
  expect(verified({ ...given, familyNameKey: 'PUGH' }, learner).flags).toEqual({
    givenName: 'same',
    familyName: 'alternate',
  })
  const swapped = { givenNameKey: 'FEATHERSTONE', familyNameKey: 'SIAN', gender: '1' }
  expect(verified(swapped, learner).flags).toEqual({
    givenName: 'swapped',
    familyName: 'swapped',
    gender: 'different',
  })
})

test('codes', () => {
  const codes = ([{}, { birthDate: '2008-01-03' }, { givenNameKey: 'MIA' }] as const).map((changes) => {
    const said = verified({ ...given, ...changes }, learner)
    return [verifyCode(said, false), verifyCode(said, true)]
  })
  expect(codes).toEqual([
    ['WSVRC001', 'WSVRC002'],
    ['WSVRC003', 'WSVRC004'],
    ['WSVRC005', 'WSVRC005'],
  ])
})
