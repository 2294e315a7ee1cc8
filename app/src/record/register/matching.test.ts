import fc from 'fast-check'
import { describe as group, expect, test } from 'vitest'
import { nameKey } from '../name-key.ts'
import { type Candidate, judge } from './judge.ts'
import { compare, type Described, describe, type Describing, isNear, postcodeKey } from './matching.ts'

const sian: Describing = {
  givenName: 'Siân',
  familyName: 'Jones',
  birthDate: '2008-03-01',
  gender: '2',
  lastKnownPostCode: 'CV4 9EE',
}
const of = (changes: Partial<Describing> = {}, person = sian) => describe({ ...person, ...changes })
const between = (one: Partial<Describing>, other: Partial<Describing>) => compare(of(one), of(other))

group('exact', () => {
  test.each<[string, Partial<Describing>, Partial<Describing>]>([
    ['the same', {}, {}],
    ["O'Brien is OBRIEN", { familyName: "O'Brien" }, { familyName: 'OBRIEN' }],
    ['Siân is Sian', {}, { givenName: 'Sian' }],
    ['hyphens and spaces', { familyName: 'Lloyd-Jones' }, { familyName: 'LLOYD JONES' }],
    ['the postcode without its space', {}, { lastKnownPostCode: 'cv49ee' }],
    ['a preferred given name', { givenName: 'Shan' }, { preferredGivenName: 'Shan' }],
    ['a previous family name', { familyName: 'Pugh' }, { previousFamilyName: 'Pugh' }],
    ['the family name at 16', { familyName: 'Pugh' }, { familyNameAtAge16: 'Pugh' }],
    ['gender not known', { gender: '0' }, {}],
    ['gender not specified', {}, { gender: '9' }],
  ])('%s', (_what, one, other) => {
    expect(between(one, other)).toMatchObject({ verdict: 'exact', reasons: [] })
  })
})

group('possible', () => {
  test.each<[string, Partial<Describing>, Partial<Describing>, readonly string[]]>([
    ['another postcode', {}, { lastKnownPostCode: 'CF10 1AA' }, ['names', 'oneDiffers']],
    ['a postcode that is not known', {}, { lastKnownPostCode: 'ZZ99 9ZZ' }, ['names', 'oneDiffers']],
    ['twins', { givenName: 'Mia' }, { givenName: 'Max' }, ['initialAndPostcode', 'oneDiffers']],
    ['twins of two letters', { givenName: 'Ava' }, { givenName: 'Zoe' }, ['oneDiffers']],
    ['names swapped', { givenName: 'Jones', familyName: 'Siân' }, {}, ['swappedNames']],
    ['one slip', { givenName: 'Sion', lastKnownPostCode: 'CF10 1AA' }, {}, ['nearNames']],
    [
      'two slips in a long name',
      { familyName: 'Featherstone', lastKnownPostCode: '', gender: '1' },
      { familyName: 'Fetherston' },
      ['nearNames'],
    ],
    [
      'an initial at the same address',
      { givenName: 'Sam', familyName: 'Smith', gender: '1' },
      {},
      ['initialAndPostcode'],
    ],
    ['another birth date', { birthDate: '2008-01-03' }, {}, ['oneDiffers']],
    [
      'the same number of Scotland',
      { givenName: 'Morag', birthDate: '2001-01-01', scottishCandidateNumber: '051234561' },
      { scottishCandidateNumber: '051234561' },
      ['sameScn'],
    ],
    [
      'the same e-mail address',
      { givenName: 'Morag', birthDate: '2001-01-01', emailAddress: 'S.Jones@demo.example' },
      { emailAddress: 's.jones@demo.example' },
      ['sameEmail'],
    ],
  ])('%s', (_what, one, other, reasons) => {
    expect(between(one, other)).toMatchObject({ verdict: 'possible', reasons })
  })
})

group('different', () => {
  test.each<[string, Partial<Describing>, Partial<Describing>]>([
    ['another birth date and another given name', { birthDate: '2009-03-01', givenName: 'Mia' }, {}],
    [
      'names swapped, another birth date',
      { givenName: 'Jones', familyName: 'Siân', birthDate: '2009-03-01' },
      {},
    ],
    ['born on one day', { givenName: 'Rhodri', familyName: 'Pugh' }, {}],
    ['two slips in a short name', { givenName: 'Saul', lastKnownPostCode: 'CF10 1AA' }, {}],
    [
      'the same e-mail address of two families',
      { familyName: 'Pugh', birthDate: '2001-01-01', emailAddress: 'office@demo.example' },
      { emailAddress: 'office@demo.example' },
    ],
  ])('%s', (_what, one, other) => {
    expect(between(one, other)).toMatchObject({ verdict: 'different', reasons: [] })
  })
})

test('two slips where the longer name has eight letters, one where not', () => {
  expect(isNear('WILLIAMS', 'WILIAM')).toBe(true)
  expect(isNear('WILIAMS', 'WILAM')).toBe(false)
  expect(isNear('JON', 'JOHN')).toBe(true)
  expect(isNear('', 'A')).toBe(false)
})

group('who it is', () => {
  const candidate = (learnerId: string, changes: Partial<Describing> = {}, rootId: string | null = null) =>
    ({ ...of(changes), learnerId, uln: learnerId, rootId }) satisfies Candidate
  const codeFor = (candidates: readonly Candidate[]) => judge(of(), candidates).code

  test('nobody, one, several', () => {
    expect(codeFor([])).toBe('WSRC0001')
    expect(codeFor([candidate('1', { givenName: 'Rhodri', familyName: 'Pugh' })])).toBe('WSRC0001')
    expect(codeFor([candidate('1')])).toBe('WSRC0004')
    expect(codeFor([candidate('1', { gender: '1' })])).toBe('WSRC0003')
  })

  test('one who fits exactly, whoever else is possible; two who do are for a person', () => {
    expect(judge(of(), [candidate('1', { gender: '1' }), candidate('2')])).toMatchObject({
      code: 'WSRC0004',
      found: { learnerId: '2' },
    })
    expect(codeFor([candidate('1'), candidate('2')])).toBe('WSRC0003')
  })

  test('a linked number leads to its root, and is no second person', () => {
    const root = candidate('1', { familyName: 'Pugh' })
    expect(judge(of(), [root, candidate('2', {}, '1')])).toMatchObject({ code: 'WSRC0022', rootId: '1' })
    expect(judge(of(), [candidate('1'), candidate('2', {}, '1')])).toMatchObject({
      code: 'WSRC0004',
      found: { learnerId: '1' },
    })
    const possible = judge(of(), [candidate('1', { gender: '1' }), candidate('2', { gender: '1' }, '1')])
    expect(possible).toMatchObject({ code: 'WSRC0003', possible: [{ candidate: { learnerId: '1' } }] })
  })

  test('ten are compared, eleven are too many', () => {
    const others = Array.from({ length: 11 }, (_, index) => candidate(`${index}`, { gender: '1' }))
    expect(codeFor(others.slice(1))).toBe('WSRC0003')
    expect(codeFor(others)).toBe('WSRC0002')
  })
})

group('for everybody', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'Siân',
      'Sian',
      'SION',
      'Jones',
      'Jonas',
      "O'Brien",
      'OBRIEN',
      'Mia',
      'Max',
      'Featherstone',
    ),
    fc.string({
      unit: fc.constantFrom('a', 'B', 'é', '-', "'", ' ', 'ß', 'ﬁ', 'w'),
      minLength: 1,
      maxLength: 12,
    }),
  )
  const maybe = (arbitrary: fc.Arbitrary<string>) => fc.option(arbitrary, { nil: undefined })
  const person: fc.Arbitrary<Describing> = fc.record({
    givenName: name,
    familyName: name,
    birthDate: fc.constantFrom('2008-03-01', '2008-01-03'),
    gender: fc.constantFrom('0', '1', '2', '9'),
    lastKnownPostCode: fc.constantFrom('CV4 9EE', 'CF10 1AA', 'ZZ99 9ZZ', ''),
    preferredGivenName: maybe(name),
    previousFamilyName: maybe(name),
    familyNameAtAge16: maybe(name),
    scottishCandidateNumber: maybe(fc.constantFrom('051234561')),
    emailAddress: maybe(fc.constantFrom('a@demo.example', 'b@demo.example')),
  })
  const both = fc.tuple(person, person)

  test('it is the same whichever of two is given first', () => {
    fc.assert(
      fc.property(both, ([one, other]) => {
        expect(compare(describe(one), describe(other))).toEqual(compare(describe(other), describe(one)))
      }),
      { numRuns: 2000 },
    )
  })

  test('writing a name otherwise (case, marks, apostrophes, spaces) changes nothing', () => {
    const written = (text: string) => ` ${text.normalize('NFD').replaceAll('e', 'ê').toUpperCase()}'- `
    const otherwise = (of: Describing): Describing => ({
      ...of,
      givenName: written(of.givenName),
      familyName: written(of.familyName),
      lastKnownPostCode: of.lastKnownPostCode.toLowerCase().replace(' ', ''),
    })
    fc.assert(
      fc.property(both, ([one, other]) => {
        expect(compare(describe(otherwise(one)), describe(other))).toEqual(
          compare(describe(one), describe(other)),
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('a key is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => nameKey(nameKey(text)) === nameKey(text)),
    )
    fc.assert(fc.property(fc.string(), (text) => postcodeKey(postcodeKey(text)) === postcodeKey(text)))
  })

  test('everybody is exactly themselves if their postcode is known', () => {
    fc.assert(
      fc.property(person, (one) => {
        const { verdict } = compare(describe(one), describe(one))
        return verdict === (postcodeKey(one.lastKnownPostCode) === '' ? 'possible' : 'exact')
      }),
    )
  })

  test('twins are possible, and never taken for each other', () => {
    fc.assert(
      fc.property(person, name, (one, given) => {
        const twin = { ...one, givenName: given, preferredGivenName: undefined }
        const first = { ...one, preferredGivenName: undefined }
        fc.pre(nameKey(given) !== nameKey(one.givenName) && postcodeKey(one.lastKnownPostCode) !== '')
        return compare(describe(first), describe(twin)).verdict === 'possible'
      }),
    )
  })

  test('gender that nobody knows is never a difference', () => {
    fc.assert(
      fc.property(both, fc.constantFrom('0', '9'), ([one, other], unknown) => {
        const same = compare(describe(one), describe({ ...other, gender: one.gender }))
        const said = compare(describe(one), describe({ ...other, gender: unknown }))
        return said.verdict === same.verdict
      }),
    )
  })

  test('nobody is exact who differs in a birth date, a known gender or a postcode', () => {
    fc.assert(
      fc.property(both, ([one, other]) => {
        const [a, b]: [Described, Described] = [describe(one), describe(other)]
        const differ =
          a.birthDate !== b.birthDate ||
          a.postcodeKey !== b.postcodeKey ||
          ['12', '21'].includes(a.gender + b.gender)
        return !differ || compare(a, b).verdict !== 'exact'
      }),
    )
  })
})
