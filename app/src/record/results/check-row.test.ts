import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import en from '../../../words/en/record.json' with { type: 'json' }
import { rowChecker, type Rules } from './check-row.ts'
import { type ColumnName, columns, readHeadings } from './columns.ts'
import { contentHashOf } from './content.ts'
import { gradingSchemes } from './grading-schemes.ts'
import { eventIdOf } from './row-key.ts'

type Cells = Readonly<Record<ColumnName, string>>

const empty = Object.fromEntries(Object.keys(columns).map((name) => [name, ''])) as Cells
const good: Cells = {
  ...empty,
  ULN: '822 818 6621',
  GivenName: 'Amina',
  FamilyName: "O'Brien",
  DateOfBirth: '15/05/2008',
  QualificationNumber: '601/4292/3',
  QualificationTitle: 'GCSE in Mathematics',
  Level: 'level 2',
  GradingScheme: 'gcse9-1',
  Grade: '7',
  Series: 'june 2026',
  AwardDate: '2026-08-20',
}
const rules: Rules = { today: '2026-08-13', schemes: gradingSchemes, source: 'AO' }
const headings = {
  count: Object.keys(columns).length,
  places: Object.fromEntries(Object.keys(columns).map((name, place) => [name, place])),
}
const check = (change: Partial<Cells>) => rowChecker(rules, headings)(Object.values({ ...good, ...change }))
const problems = (change: Partial<Cells>) => {
  const checked = check(change)
  return checked.ok ? [] : checked.problems.map(({ field, rule }) => `${field} ${rule}`)
}

describe('a row of results', () => {
  test('is understood as it is meant', () => {
    expect(check({ Level: 'Entry 3' })).toMatchObject({
      ok: true,
      result: {
        ...{ uln: '8228186621', identifier: '8228186621', birthDate: '2008-05-15', grade: '7' },
        specification: {
          ...{ level: 'E3', gradingScheme: 'GCSE9-1', qualificationNumber: '60142923' },
          ...{ series: 'June 2026', status: 'final', credits: null },
        },
      },
    })
  })

  test.each<[Partial<Cells>, string]>([
    [{ ULN: '8228186622' }, 'ULN uln-check-digit'],
    [{ ULN: '9999999999' }, 'ULN uln-not-yet-known'],
    [{ GivenName: '' }, 'GivenName empty'],
    [{ GivenName: '-' }, 'GivenName characters'],
    [{ FamilyName: 'x'.repeat(36) }, 'FamilyName tooLong'],
    [{ DateOfBirth: '2008-02-30' }, 'DateOfBirth date'],
    [{ DateOfBirth: '2027-01-01' }, 'DateOfBirth dateRange'],
    [{ AwardDate: '2008-05-15' }, 'AwardDate beforeBirth'],
    [{ GradingScheme: 'STARS' }, 'GradingScheme scheme'],
    [{ Grade: 'A' }, 'Grade grade'],
    [{ GradingScheme: 'ALEVEL' }, 'Grade grade'],
    [{ QualificationNumber: 'MATHS' }, 'QualificationNumber qualificationNumber'],
    [{ Level: '9' }, 'Level level'],
    [{ Series: 'Summer 2026' }, 'Series series'],
    [{ Component: 'a\nb' }, 'Component component'],
    [{ Status: 'maybe' }, 'Status status'],
    [{ Credits: '-1' }, 'Credits credits'],
    [{ AssessmentLanguage: 'fr' }, 'AssessmentLanguage language'],
  ])('%j is refused for %s', (change, problem) => {
    expect(problems(change)).toEqual([problem])
  })

  test('a university’s course has a number of its own', () => {
    expect(
      problems({ GradingScheme: 'DEGREE', Grade: '2:1', QualificationNumber: 'G100', Level: '6' }),
    ).toEqual([])
  })

  test('whatever stands in it, every problem has words', () => {
    const cells = fc.record(Object.fromEntries(Object.keys(columns).map((name) => [name, fc.string()])))
    fc.assert(
      fc.property(cells, (given) => {
        const checked = rowChecker(rules, headings)(Object.values(given))
        for (const { rule } of checked.ok ? [] : checked.problems) expect(en).toHaveProperty([`rule_${rule}`])
      }),
    )
  })
})

describe('headings', () => {
  test('are found in any order and spelling', () => {
    const read = readHeadings([...Object.keys(columns)].reverse().map((name) => ` ${name.toUpperCase()} `))
    expect(read).toMatchObject({ ok: true, headings: { places: { Restriction: 0 } } })
  })

  test('that are missing, unknown or twice are named', () => {
    const names = Object.keys(columns).filter((name) => name !== 'Grade')
    const read = readHeadings([...names, 'Shoes', 'ULN'])
    expect(read.ok ? [] : read.problems).toEqual([
      { field: 'Shoes', rule: 'headingUnknown' },
      { field: 'ULN', rule: 'headingTwice' },
      { field: 'Grade', rule: 'headingMissing' },
    ])
  })
})

describe('the key of a result', () => {
  const issuer = '0190b6ce-0000-7000-8000-000000000001'
  const result = (change: Partial<Cells>) => {
    const checked = check(change)
    if (!checked.ok) throw new Error('a bad row')
    return { ...checked.result, ...checked.result.specification }
  }

  test('is series, number as given, qualification and component, and nothing else', () => {
    const idOf = (change: Partial<Cells>) => eventIdOf(issuer, result(change))
    const key = idOf({})
    for (const same of [{ Grade: '1' }, { GivenName: 'Anna' }, { AwardDate: '2026-08-21' }, { Level: '1' }]) {
      expect(idOf(same)).toBe(key)
    }
    for (const other of [
      { Series: 'June 2025' },
      { Component: '1' },
      { QualificationNumber: '50079116' },
      { ULN: '8500407939' },
    ]) {
      expect(idOf(other)).not.toBe(key)
    }
  })

  test('content is everything but key and person', () => {
    expect(contentHashOf(result({ GivenName: 'Anna' }))).toEqual(contentHashOf(result({})))
    expect(contentHashOf(result({ Status: 'provisional' }))).not.toEqual(contentHashOf(result({})))
  })

  test('gives the same event to the same issuer, as a UUIDv8', () => {
    const id = eventIdOf(issuer, result({}))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(eventIdOf('0190b6ce-0000-7000-8000-000000000002', result({}))).not.toBe(id)
  })
})
