import { checkQan, checkUln, checkUnitReference } from '@vademecum/uln'
import { isDay } from '../calendar.ts'
import { nameKey } from '../name-key.ts'
import type { RowProblem } from '../tables.ts'
import type { Cells, ColumnName } from './columns.ts'
import { gradingSchemes, levels } from './grading-schemes.ts'

/** A good row, as it was understood. */
export interface Result {
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly qualificationNumber: string
  readonly component: string
  readonly title: string
  readonly level: string
  readonly gradingScheme: string
  readonly grade: string
  readonly series: string
  readonly awardDate: string
  readonly status: 'final' | 'provisional'
  readonly credits: number | null
  readonly assessmentLanguage: string | null
}

export type CheckedRow =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

/** Every rule of every column, so that one look shows all that is wrong with a row. */
export function checkRow(cells: Cells, today: string): CheckedRow {
  const problems: RowProblem[] = []
  const refuse = (field: ColumnName, rule: string, values?: RowProblem['values']) => {
    problems.push(values ? { field, rule, values } : { field, rule })
    return ''
  }
  const text = (field: ColumnName, longest: number) => {
    const value = cells[field].normalize('NFC')
    if (value === '') return refuse(field, 'empty')
    if (/\p{Cc}/u.test(value)) return refuse(field, 'characters')
    return [...value].length > longest ? refuse(field, 'tooLong', { longest }) : value
  }
  const name = (field: 'GivenName' | 'FamilyName') => {
    const value = text(field, 35)
    return value !== '' && nameKey(value) === '' ? refuse(field, 'characters') : value
  }
  const date = (field: 'DateOfBirth' | 'AwardDate', latest: string) => {
    if (cells[field] === '') return refuse(field, 'empty')
    const value = cells[field].replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1')
    if (!isDay(value)) return refuse(field, 'date')
    return value < '1900-01-01' || value > latest ? refuse(field, 'dateRange') : value
  }

  const uln = checkUln(cells.ULN)
  if (!uln.ok) refuse('ULN', `uln-${uln.rule}`)
  const givenName = name('GivenName')
  const familyName = name('FamilyName')
  const birthDate = date('DateOfBirth', today)
  const awardDate = date('AwardDate', `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`)
  if (birthDate && awardDate && awardDate <= birthDate) refuse('AwardDate', 'beforeBirth')
  const title = text('QualificationTitle', 150)

  const scheme = gradingSchemes.get(cells.GradingScheme.toUpperCase())
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
  if (!/^\d{0,3}$/.test(cells.Credits)) refuse('Credits', 'credits')
  const language = cells.AssessmentLanguage.toLowerCase()
  if (!['', 'en', 'cy', 'ga'].includes(language)) refuse('AssessmentLanguage', 'language')

  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    result: {
      uln: uln.value,
      givenName,
      familyName,
      birthDate,
      qualificationNumber: qualificationNumber ?? '',
      component,
      title,
      level: level ?? '',
      gradingScheme: scheme?.code ?? '',
      grade: grade ?? '',
      series: series ?? '',
      awardDate,
      status: status === 'provisional' ? 'provisional' : 'final',
      credits: cells.Credits === '' ? null : Number(cells.Credits),
      assessmentLanguage: language === '' ? null : language,
    },
  }
}

const prefix = (matched: string) => (matched.startsWith('ENTRY') ? 'E' : '')

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
