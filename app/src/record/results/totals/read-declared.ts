import { invalid } from '../../../errors.ts'
import { readCsv } from '../read-csv.ts'

export interface DeclaredTotal {
  readonly centre: number
  readonly qualificationNumber: string
  readonly component: string
  readonly grade: string
  readonly rows: number
}

/** The columns of a file of totals; the first two may be left out. */
export const totalsColumns = ['CentreNumber', 'Component', 'QualificationNumber', 'Grade', 'Count'] as const
type Column = (typeof totalsColumns)[number]

/** More than any country's file has groups on a page of ours. */
export const mostTotals = 200_000
const folded = (heading: string) => heading.toLowerCase().replace(/[\s_-]+/g, '')

/** A total that cannot be read refuses the file of totals: half of a sum says nothing. */
export async function readDeclared(text: AsyncIterable<string>): Promise<DeclaredTotal[]> {
  let places: ReadonlyMap<Column, number> | undefined
  const seen = new Map<string, DeclaredTotal>()
  for await (const { row, fields } of readCsv(text)) {
    if (!places) {
      places = placesOf(fields)
      continue
    }
    const cells = places
    const cell = (name: Column) => (fields[cells.get(name) ?? -1] ?? '').trim().normalize('NFC')
    const total = totalOf(row, cell)
    const key = [total.centre, total.qualificationNumber, total.component, total.grade].join('\n')
    if (seen.has(key)) invalid({ field: 'file', key: 'record.totalTwice', values: { row } })
    if (seen.size === mostTotals) {
      invalid({ field: 'file', key: 'record.tooManyTotals', values: { most: mostTotals } })
    }
    seen.set(key, total)
  }
  if (seen.size === 0) invalid({ field: 'file', key: 'record.file_noRows' })
  return [...seen.values()]
}

function placesOf(headings: readonly string[]): ReadonlyMap<Column, number> {
  const given = headings.map(folded)
  const places = new Map(totalsColumns.map((name) => [name, given.indexOf(folded(name))] as const))
  const missing = totalsColumns.slice(2).filter((name) => (places.get(name) ?? -1) < 0)
  if (missing.length > 0) {
    invalid({ field: 'file', key: 'record.file_headingMissing', values: { names: missing.join(', ') } })
  }
  return places
}

function totalOf(row: number, cell: (name: Column) => string): DeclaredTotal {
  const wrong = (field: Column) =>
    invalid({ field: 'file', key: 'record.totalWrong', values: { row, field } })
  const centre = cell('CentreNumber')
  if (!/^(\d{5})?$/.test(centre)) wrong('CentreNumber')
  const qualificationNumber = cell('QualificationNumber').toUpperCase().replaceAll('/', '')
  if (!/^[A-Z0-9.-]{1,20}$/.test(qualificationNumber)) wrong('QualificationNumber')
  const component = cell('Component').toUpperCase()
  if (!/^[A-Z0-9/ _.-]{0,20}$/.test(component)) wrong('Component')
  const grade = cell('Grade')
  if (!/^[^\p{Cc}]{1,40}$/u.test(grade)) wrong('Grade')
  const rows = cell('Count')
  if (!/^\d{1,9}$/.test(rows)) wrong('Count')
  return { centre: Number(centre), qualificationNumber, component, grade, rows: Number(rows) }
}
