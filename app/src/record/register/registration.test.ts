import { describe, expect, test } from 'vitest'
import { checkRegistration, type RegistrationCells } from './registration.ts'

const today = '2026-11-25'
const good: RegistrationCells = { givenName: 'Siân', familyName: "O'Rees-Pugh", birthDate: '2008-03-01' }
const problemsOf = (changes: RegistrationCells, options = {}) => {
  const checked = checkRegistration({ ...good, ...changes }, today, options)
  return checked.ok
    ? []
    : checked.problems.map(({ field, key }) => `${field} ${key.replace('record.rule_', '')}`)
}

test('what is left out is not known, unless all four codes have to be there', () => {
  expect(checkRegistration(good, today)).toEqual({
    ok: true,
    value: {
      ...good,
      gender: '0',
      lastKnownPostCode: 'ZZ99 9ZZ',
      verificationType: '0',
      abilityToShare: '0',
      details: {},
    },
  })
  expect(problemsOf({}, { required: true }).map((problem) => problem.split(' ')[0])).toEqual([
    'lastKnownPostCode',
    'gender',
    'verificationType',
    'abilityToShare',
  ])
})

test('spaces go, diacritics stay, numbers come without spaces', () => {
  const checked = checkRegistration(
    {
      ...good,
      uln: ' 102 689 3096',
      givenName: ' Sia\u0302n ',
      lastKnownPostCode: 'cv49ee',
      scottishCandidateNumber: '05 123456 1',
      nationality: 'gbr',
      middleOtherName: '',
    },
    today,
  )
  expect(checked).toMatchObject({
    value: {
      uln: '1026893096',
      givenName: 'Siân',
      lastKnownPostCode: 'CV4 9EE',
      details: { scottishCandidateNumber: '051234561', nationality: 'GBR' },
    },
  })
  expect(checked.ok && 'middleOtherName' in checked.value.details).toBe(false)
})

describe('each rule', () => {
  test.each<[string, RegistrationCells, string[]]>([
    ['a ULN', { uln: '1026893095' }, ['uln uln-check-digit']],
    ['nobody’s ULN', { uln: '9999999999' }, ['uln uln-not-yet-known']],
    ['an empty name', { givenName: ' ' }, ['givenName empty']],
    ['a name of nothing but marks', { familyName: "'-'" }, ['familyName characters']],
    ['a long name', { familyName: 'x'.repeat(36) }, ['familyName tooLong']],
    ['35 characters', { familyName: 'é'.repeat(35) }, []],
    ['a line break in a name', { givenName: 'Si\nân' }, ['givenName characters']],
    ['a day that is none', { birthDate: '2008-02-30' }, ['birthDate date']],
    ['no day', { birthDate: '' }, ['birthDate empty']],
    ['a day to come', { birthDate: '2026-11-26' }, ['birthDate dateRange']],
    ['a day before 1800', { birthDate: '1799-12-31' }, ['birthDate dateRange']],
    ['a year 18xx', { birthDate: '1899-12-31' }, []],
    ['fourteen in this school year', { birthDate: '2013-08-31' }, []],
    ['thirteen all of it', { birthDate: '2013-09-01' }, ['birthDate tooYoung']],
    ['a gender', { gender: '3' }, ['gender code']],
    ['a way of verifying', { verificationType: '8' }, ['verificationType code']],
    ['another way, undescribed', { verificationType: '999' }, ['otherVerificationDescription otherMissing']],
    ['another way, described', { verificationType: '999', otherVerificationDescription: 'Library card' }, []],
    [
      'described for nothing',
      { verificationType: '2', otherVerificationDescription: 'Library card' },
      ['otherVerificationDescription otherNotWanted'],
    ],
    ['sharing', { abilityToShare: 'Y' }, ['abilityToShare code']],
    ['a postcode', { lastKnownPostCode: 'CARDIFF' }, ['lastKnownPostCode postcode']],
    ['a long postcode', { lastKnownPostCode: 'CV4 9EEEEE' }, ['lastKnownPostCode postcode']],
    ['of the forces', { lastKnownPostCode: 'bfpo 1234' }, []],
    ['too far for the forces', { lastKnownPostCode: 'BFPO 12345' }, ['lastKnownPostCode postcode']],
    ['Girobank', { lastKnownPostCode: 'GIR 0AA' }, []],
    ['central London', { lastKnownPostCode: 'EC1A 1BB' }, []],
    ['an address', { emailAddress: 'nobody' }, ['emailAddress email']],
    ['a Scottish number', { scottishCandidateNumber: '051234562' }, ['scottishCandidateNumber scn']],
    ['a nationality', { nationality: 'G-B' }, ['nationality characters']],
    ['a day of an address', { dateOfAddressCapture: '2027-01-01' }, ['dateOfAddressCapture dateRange']],
    ['notes of several lines', { notes: 'a\nb' }, []],
    ['long notes', { notes: 'x'.repeat(4001) }, ['notes tooLong']],
    ['two at once', { birthDate: '2008-02-30', gender: '5' }, ['birthDate date', 'gender code']],
  ])('%s', (_what, changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems)
  })
})
