import { checkQan, checkUci, checkUkprn, checkUln, checkUnitReference } from '@vademecum/uln'
import { isDay } from '../calendar.ts'
import { nameKey } from '../name-key.ts'
import type { RowProblem } from '../tables.ts'
import type { Cells, ColumnName } from './columns.ts'
import type { Content, Source } from './content.ts'
import { type GradingScheme, levels } from './grading-schemes.ts'

/** Whose result it is, as the issuer knows the person. */
export interface Candidate {
  /** As given: the ULN; without one the UCI, or centre/candidate. */
  readonly identifier: string
  readonly uln: string | null
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  /** 1 male, 2 female, 0 not known, 9 not specified. */
  readonly gender: string
  /** In capitals without its space; empty is not given. */
  readonly postcodeKey: string
}

/** A good row, as it was understood. */
export type Result = Candidate & Content

export type CheckedRow =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

/** What rows are checked against; a plain value, so that it can be handed to another thread. */
export interface Rules {
  readonly today: string
  readonly schemes: ReadonlyMap<string, GradingScheme>
  readonly source: Source
}

/** Every rule of every column, so that one look shows all that is wrong with a row. */
export function checkRow(cells: Cells, { today, schemes, source }: Rules): CheckedRow {
  const problems: RowProblem[] = []
  const refuse = (field: ColumnName, rule: string, values?: RowProblem['values']) => {
    problems.push(values ? { field, rule, values } : { field, rule })
    return ''
  }
  const optional = (field: ColumnName, longest: number) => {
    const value = cells[field].normalize('NFC')
    if (value === '') return ''
    if (/\p{Cc}/u.test(value)) return refuse(field, 'characters')
    return [...value].length > longest ? refuse(field, 'tooLong', { longest }) : value
  }
  const text = (field: ColumnName, longest: number) =>
    cells[field] === '' ? refuse(field, 'empty') : optional(field, longest)
  const name = (field: 'GivenName' | 'FamilyName') => {
    const value = text(field, 35)
    return value !== '' && nameKey(value) === '' ? refuse(field, 'characters') : value
  }
  const day = (field: ColumnName, latest: string) => {
    if (cells[field] === '') return ''
    const value = cells[field].replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1')
    if (!isDay(value)) return refuse(field, 'date')
    return value < '1900-01-01' || value > latest ? refuse(field, 'dateRange') : value
  }
  const needed = (field: ColumnName, latest: string) =>
    cells[field] === '' ? refuse(field, 'empty') : day(field, latest)
  const number = (field: ColumnName, pattern: RegExp, rule: string) => {
    if (cells[field] === '') return null
    return pattern.test(cells[field]) ? cells[field] : (refuse(field, rule), null)
  }
  const ukprn = (field: ColumnName) => {
    if (cells[field] === '') return null
    const checked = checkUkprn(cells[field])
    return checked.ok ? checked.value : (refuse(field, 'ukprn'), null)
  }
  const aYearAhead = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`

  const uln = cells.ULN === '' ? undefined : checkUln(cells.ULN)
  if (uln && !uln.ok) refuse('ULN', `uln-${uln.rule}`)
  const givenName = name('GivenName')
  const familyName = name('FamilyName')
  const birthDate = needed('DateOfBirth', today)
  const awardDate = needed('AwardDate', aYearAhead)
  if (birthDate && awardDate && awardDate <= birthDate) refuse('AwardDate', 'beforeBirth')
  const title = text('QualificationTitle', 150)

  const gender = genders.get(cells.Gender.toLowerCase())
  if (gender === undefined) refuse('Gender', 'gender')
  const postcodeKey = cells.Postcode.toUpperCase().replace(/\s+/g, '')
  if (!/^$|^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$|^BFPO\d{1,4}$/.test(postcodeKey)) refuse('Postcode', 'postcode')
  const uci = cells.UCI === '' ? undefined : checkUci(cells.UCI)
  if (uci && !uci.ok) refuse('UCI', 'uci')
  const centre = number('CentreNumber', /^\d{5}$/, 'centre')
  const candidate = number('CandidateNumber', /^\d{1,4}$/, 'candidate')
  const identifier =
    uln?.value ?? uci?.value ?? (centre && candidate ? `${centre}/${candidate.padStart(4, '0')}` : '')
  if (!uln) {
    if (identifier === '') refuse('ULN', 'identifier')
    if (cells.Gender === '') refuse('Gender', 'neededWithoutUln')
    if (cells.Postcode === '') refuse('Postcode', 'neededWithoutUln')
  }

  const scheme = schemes.get(cells.GradingScheme.toUpperCase())
  if (!scheme) refuse('GradingScheme', cells.GradingScheme === '' ? 'empty' : 'scheme')
  const grade = scheme?.grades.find((known) => known.toLowerCase() === cells.Grade.toLowerCase())
  if (cells.Grade === '') refuse('Grade', 'empty')
  else if (scheme && grade === undefined) refuse('Grade', 'grade', { scheme: scheme.code })
  const qualificationNumber = numberOf(cells.QualificationNumber, scheme?.ownNumbers === true)
  if (qualificationNumber === undefined) {
    refuse('QualificationNumber', cells.QualificationNumber === '' ? 'empty' : 'qualificationNumber')
  }

  const level = levels.find(
    (known) => known === cells.Level.toUpperCase().replace(/^LEVEL\s*|^ENTRY\s*(?=\d)/, prefix),
  )
  if (level === undefined) refuse('Level', cells.Level === '' ? 'empty' : 'level')
  const series = seriesOf(cells.Series)
  if (series === undefined) refuse('Series', cells.Series === '' ? 'empty' : 'series')
  const component = cells.Component.toUpperCase()
  if (!/^[A-Z0-9/ _.-]{0,20}$/.test(component)) refuse('Component', 'component')
  const status = cells.Status.toLowerCase() || 'final'
  if (status !== 'final' && status !== 'provisional') refuse('Status', 'status')
  const credits = number('Credits', /^\d{1,3}$/, 'credits')
  const language = cells.AssessmentLanguage.toLowerCase()
  if (!['', 'en', 'cy', 'ga'].includes(language)) refuse('AssessmentLanguage', 'language')

  const qualificationType = optional('QualificationType', 60)
  const providerUkprn = ukprn('ProviderUkprn')
  const awardingUkprn = ukprn('AwardingOrganisationUkprn')
  const awardingName = optional('AwardingOrganisationName', 150)
  const participationStart = day('ParticipationStart', aYearAhead)
  const participationEnd = day('ParticipationEnd', aYearAhead)
  if (participationStart && participationEnd && participationEnd < participationStart) {
    refuse('ParticipationEnd', 'beforeStart')
  }
  const collectionType = optional('CollectionType', 20)
  const returnNumber = number('ReturnNumber', /^\d{1,2}$/, 'returnNumber')
  const restriction = number('Restriction', /^\d$/, 'restriction')

  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    result: {
      identifier,
      uln: uln?.value ?? null,
      givenName,
      familyName,
      birthDate,
      gender: gender ?? '0',
      postcodeKey,
      qualificationNumber: qualificationNumber ?? '',
      component,
      title,
      qualificationType: qualificationType || null,
      level: level ?? '',
      gradingScheme: scheme?.code ?? '',
      grade: grade ?? '',
      series: series ?? '',
      awardDate,
      status: status === 'provisional' ? 'provisional' : 'final',
      credits: credits === null ? null : Number(credits),
      assessmentLanguage: language === '' ? null : language,
      source,
      collectionType: collectionType || null,
      returnNumber: returnNumber === null ? null : Number(returnNumber),
      restriction: Number(restriction ?? 0),
      centre,
      providerUkprn,
      awardingUkprn,
      awardingName: awardingName || null,
      participationStart: participationStart || null,
      participationEnd: participationEnd || null,
    },
  }
}

const prefix = (matched: string) => (matched.startsWith('ENTRY') ? 'E' : '')

/** The codes of the register, and how exam entries write them. */
const genders: ReadonlyMap<string, string> = new Map([
  ...[['', '0'] as const, ['0', '0'] as const, ['1', '1'] as const, ['2', '2'] as const, ['9', '9'] as const],
  ...[
    ['m', '1'] as const,
    ['male', '1'] as const,
    ['f', '2'] as const,
    ['female', '2'] as const,
    ['x', '9'] as const,
  ],
])

/** The national register's number of a qualification or unit; a university's course may have one of its own. */
function numberOf(text: string, ownNumbers: boolean): string | undefined {
  const qualification = checkQan(text)
  if (qualification.ok) return qualification.value
  const unit = checkUnitReference(text)
  if (unit.ok) return unit.value
  const own = text.toUpperCase()
  return ownNumbers && /^[A-Z0-9][A-Z0-9/.-]{0,19}$/.test(own) ? own : undefined
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
]

function seriesOf(text: string): string | undefined {
  const [month = '', year = '', ...rest] = text.split(/\s+/)
  const known = months.find((name) => name.toLowerCase() === month.toLowerCase())
  return known && /^(19|20)\d\d$/.test(year) && rest.length === 0 ? `${known} ${year}` : undefined
}
