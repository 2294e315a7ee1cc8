import type { RowProblem } from '../tables.ts'

/** The columns of a results file, in the order of docs/formats/results-csv.md. */
export const columns = {
  ULN: { required: true },
  GivenName: { required: true },
  FamilyName: { required: true },
  DateOfBirth: { required: true },
  QualificationNumber: { required: true },
  QualificationTitle: { required: true },
  Level: { required: true },
  GradingScheme: { required: true },
  Grade: { required: true },
  Series: { required: true },
  AwardDate: { required: true },
  Component: { required: false },
  Status: { required: false },
  Credits: { required: false },
  AssessmentLanguage: { required: false },
  UCI: { required: false },
  CentreNumber: { required: false },
  CandidateNumber: { required: false },
  Gender: { required: false },
  Postcode: { required: false },
  QualificationType: { required: false },
  ProviderUkprn: { required: false },
  AwardingOrganisationUkprn: { required: false },
  AwardingOrganisationName: { required: false },
  ParticipationStart: { required: false },
  ParticipationEnd: { required: false },
  CollectionType: { required: false },
  ReturnNumber: { required: false },
  Restriction: { required: false },
} as const

export type ColumnName = keyof typeof columns
export type Cells = Readonly<Record<ColumnName, string>>

const names = Object.keys(columns) as ColumnName[]
export const columnOrder: readonly ColumnName[] = names
const blank = Object.fromEntries(names.map((name) => [name, ''])) as Cells
/** Capitals, spaces and underscores are how people's tools differ; the words are not. */
const folded = (heading: string) => heading.toLowerCase().replace(/[\s_-]+/g, '')
const byFolded = new Map(names.map((name) => [folded(name), name]))

export type Headings =
  | { readonly ok: true; cells(fields: readonly string[]): Cells | RowProblem }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

/** A file with a heading that is missing, unknown or there twice is refused whole: its columns mean something else. */
export function readHeadings(fields: readonly string[]): Headings {
  const given = fields.map((field) => field.trim())
  while (given.at(-1) === '') given.pop()
  const found = given.map((heading) => byFolded.get(folded(heading)))
  const problems: RowProblem[] = [
    ...given.flatMap((field, index) =>
      found[index] ? [] : [{ field: field.slice(0, 60), rule: 'headingUnknown' }],
    ),
    ...names.flatMap((name) =>
      found.filter((other) => other === name).length > 1 ? [{ field: name, rule: 'headingTwice' }] : [],
    ),
    ...names.flatMap((name) =>
      columns[name].required && !found.includes(name) ? [{ field: name, rule: 'headingMissing' }] : [],
    ),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const places = found.flatMap((name, place) => (name === undefined ? [] : [[name, place] as const]))
  return {
    ok: true,
    cells(row) {
      if (row.length < given.length || row.slice(given.length).some((field) => field.trim() !== '')) {
        return { field: '', rule: 'columnCount', values: { found: row.length, expected: given.length } }
      }
      const cells: Record<ColumnName, string> = { ...blank }
      for (const [name, place] of places) cells[name] = (row[place] ?? '').trim()
      return cells
    },
  }
}
