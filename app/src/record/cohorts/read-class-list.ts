import { checkUln } from '@vademecum/uln'
import { invalid } from '../../errors.ts'
import { isDay } from '../calendar.ts'
import { nameKey } from '../name-key.ts'
import { readCsv } from '../results/read-csv.ts'
import type { RowProblem } from '../tables.ts'
import { isCohortName } from './cohort-name.ts'
import { mostRows } from './limits.ts'

/** The columns of a class list. Their order and case do not matter; further columns of a school's own are left out. */
export const classListColumns = ['ULN', 'GivenName', 'FamilyName', 'DateOfBirth', 'Cohort'] as const
type Column = (typeof classListColumns)[number]

export interface ClassRow {
  readonly row: number
  readonly name: string
  readonly cohort: string
  readonly uln: string
  readonly givenNameKey: string
  readonly familyNameKey: string
  readonly birthDate: string
  readonly problems: readonly RowProblem[]
}

const longestName = 35
const folded = (heading: string) => heading.toLowerCase().replace(/[\s_-]+/g, '')

/** `cohort` is for rows that name none of their own. */
export async function readClassList(
  text: AsyncIterable<string>,
  { cohort, today }: { cohort: string; today: string },
): Promise<ClassRow[]> {
  let places: ReadonlyMap<Column, number> | undefined
  const rows: ClassRow[] = []
  for await (const { row, fields } of readCsv(text)) {
    if (!places) {
      places = placesOf(fields)
      continue
    }
    if (rows.length === mostRows) {
      invalid({ field: 'file', key: 'cohort.tooManyRows', values: { most: mostRows } })
    }
    const cells = places
    const cell = (name: Column) => (fields[cells.get(name) ?? -1] ?? '').trim().normalize('NFC')
    rows.push(checked(row, cell, cohort, today))
  }
  if (rows.length === 0) invalid({ field: 'file', key: 'record.file_noRows' })
  return rows
}

function placesOf(headings: readonly string[]): ReadonlyMap<Column, number> {
  const given = headings.map(folded)
  const places = new Map(classListColumns.map((name) => [name, given.indexOf(folded(name))] as const))
  const missing = classListColumns.filter((name) => name !== 'Cohort' && (places.get(name) ?? -1) < 0)
  if (missing.length > 0) {
    invalid({ field: 'file', key: 'record.file_headingMissing', values: { names: missing.join(', ') } })
  }
  return places
}

function checked(row: number, cell: (name: Column) => string, otherwise: string, today: string): ClassRow {
  const problems: RowProblem[] = []
  const uln = checkUln(cell('ULN'))
  if (!uln.ok) problems.push({ field: 'ULN', rule: `uln-${uln.rule}` })
  for (const field of ['GivenName', 'FamilyName'] as const) {
    const name = cell(field)
    if (name === '') problems.push({ field, rule: 'empty' })
    else if ([...name].length > longestName) {
      problems.push({ field, rule: 'tooLong', values: { longest: longestName } })
    } else if (/\p{Cc}/u.test(name) || nameKey(name) === '') problems.push({ field, rule: 'characters' })
  }
  const birthDate = cell('DateOfBirth')
  if (!isDay(birthDate)) problems.push({ field: 'DateOfBirth', rule: 'date' })
  else if (birthDate < '1900-01-01' || birthDate > today) {
    problems.push({ field: 'DateOfBirth', rule: 'dateRange' })
  }
  const cohort = cell('Cohort') || otherwise
  if (!isCohortName(cohort)) problems.push({ field: 'Cohort', rule: cohort === '' ? 'empty' : 'characters' })
  return {
    row,
    // As it was sent, so that the report says whom it speaks of; never what the register has.
    name: `${cell('GivenName')} ${cell('FamilyName')}`
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 80),
    cohort,
    uln: uln.value,
    givenNameKey: nameKey(cell('GivenName')),
    familyNameKey: nameKey(cell('FamilyName')),
    birthDate,
    problems,
  }
}
