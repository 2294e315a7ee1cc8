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

const names = Object.keys(columns) as ColumnName[]
export const columnOrder: readonly ColumnName[] = names
/** Capitals, spaces and underscores are how people's tools differ; the words are not. */
const folded = (heading: string) => heading.toLowerCase().replace(/[\s_-]+/g, '')
const byFolded = new Map(names.map((name) => [folded(name), name]))

/** Where a file has its columns. */
export interface Headings {
  readonly count: number
  readonly places: Readonly<Partial<Record<ColumnName, number>>>
}

/** A file with a heading that is missing, unknown or there twice is refused whole: its columns mean something else. */
export function readHeadings(
  fields: readonly string[],
): { ok: true; headings: Headings } | { ok: false; problems: readonly RowProblem[] } {
  const given = fields.map((field) => field.trim())
  while (given.at(-1) === '') given.pop()
  const found = given.map((heading) => byFolded.get(folded(heading)))
  const problems: RowProblem[] = [
    ...given.flatMap((field, index) =>
      found[index] ? [] : [{ field: shown(field), rule: 'headingUnknown' }],
    ),
    ...names.flatMap((name) =>
      found.filter((other) => other === name).length > 1 ? [{ field: name, rule: 'headingTwice' }] : [],
    ),
    ...names.flatMap((name) =>
      columns[name].required && !found.includes(name) ? [{ field: name, rule: 'headingMissing' }] : [],
    ),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const places = Object.fromEntries(found.map((name, place) => [name, place]))
  return { ok: true, headings: { count: given.length, places } }
}

/** Enough of it to be found again in the file. */
const shown = (heading: string) => [...heading.replace(/\p{C}/gu, '\uFFFD')].slice(0, 60).join('')
