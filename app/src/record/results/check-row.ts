import { checkQan, checkUci, checkUkprn, checkUln, checkUnitReference } from '@vademecum/uln'
import { isDay } from '../calendar.ts'
import { nameKey } from '../name-key.ts'
import type { RowProblem } from '../tables.ts'
import { type ColumnName, columnOrder, type Headings } from './columns.ts'
import type { Content, Source, Specification } from './content.ts'
import { type GradingScheme, levels } from './grading-schemes.ts'
import { apart, remembered } from './remembered.ts'

/** Whose result it is, as the issuer knows the person. */
export interface Candidate {
  /** As given: the ULN; without one the UCI, or centre/candidate. */
  readonly identifier: string
  readonly uln: string | null
  readonly givenNameKey: string
  readonly familyNameKey: string
  readonly birthDate: string
  /** 1 male, 2 female, 0 not known, 9 not specified. */
  readonly gender: string
  /** In capitals without its space; empty is not given. */
  readonly postcodeKey: string
}

/** A good row, as it was understood. */
export interface Result extends Candidate, Pick<Content, 'grade' | 'awardDate' | 'centre' | 'providerUkprn'> {
  /** The same object for all rows that are of the same. */
  readonly specification: Specification
}

export type CheckedRow =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

/** What rows are checked against; a plain value, so that it can be handed to another thread. */
export interface Rules {
  readonly today: string
  readonly schemes: ReadonlyMap<string, GradingScheme>
  readonly source: Source
}

type Refuse = (field: ColumnName, rule: string, values?: RowProblem['values']) => void

/**
 * Checks every rule of every column, so that one look shows all that is wrong with a row. It remembers what it has
 * seen: a file of millions of rows has a few thousand birth dates and specifications.
 */
export function rowChecker(rules: Rules, headings: Headings): (fields: readonly string[]) => CheckedRow {
  const aYearAhead = `${Number(rules.today.slice(0, 4)) + 1}${rules.today.slice(4)}`
  const name = remembered(checkName)
  const birthDay = remembered((text: string) => checkDay(text, rules.today))
  const day = remembered((text: string) => checkDay(text, aYearAhead))
  const postcode = remembered(checkPostcode)
  const specificationOf = specificationFinder(headings, rules, day)
  const { count, places } = headings

  return (fields) => {
    if (fields.length < count || fields.slice(count).some((field) => field.trim() !== '')) {
      const values = { found: fields.length, expected: count }
      return { ok: false, problems: [{ field: '', rule: 'columnCount', values }] }
    }
    let problems: RowProblem[] | undefined
    const refuse: Refuse = (field, rule, values) => {
      problems ??= []
      problems.push(values ? { field, rule, values } : { field, rule })
    }
    const take = <T>(field: ColumnName, checked: Checked<T>): T => {
      if (checked.rule !== undefined) refuse(field, checked.rule, checked.values)
      return checked.value
    }
    const cell = (field: ColumnName) => cellAt(fields, places[field])

    const ulnText = cell('ULN')
    const uln = ulnText === '' ? undefined : checkUln(ulnText)
    if (uln && !uln.ok) refuse('ULN', `uln-${uln.rule}`)
    const givenNameKey = take('GivenName', name(cell('GivenName')))
    const familyNameKey = take('FamilyName', name(cell('FamilyName')))
    const birthText = cell('DateOfBirth')
    const birthDate = take('DateOfBirth', birthText === '' ? empty : birthDay(birthText))
    const awardText = cell('AwardDate')
    const awardDate = take('AwardDate', awardText === '' ? empty : day(awardText))
    if (birthDate && awardDate && awardDate <= birthDate) refuse('AwardDate', 'beforeBirth')
    const genderText = cell('Gender')
    const gender = genders.get(genderText) ?? genders.get(genderText.toLowerCase())
    if (gender === undefined) refuse('Gender', 'gender')
    const postcodeText = cell('Postcode')
    const postcodeKey = take('Postcode', postcode(postcodeText))
    const uciText = cell('UCI')
    const uci = uciText === '' ? undefined : checkUci(uciText)
    if (uci && !uci.ok) refuse('UCI', 'uci')
    const centre = take('CentreNumber', pattern(cell('CentreNumber'), /^\d{5}$/, 'centre'))
    const candidate = take('CandidateNumber', pattern(cell('CandidateNumber'), /^\d{1,4}$/, 'candidate'))
    const providerUkprn = take('ProviderUkprn', checkProvider(cell('ProviderUkprn')))
    const identifier =
      uln?.value ?? uci?.value ?? (centre && candidate ? `${centre}/${candidate.padStart(4, '0')}` : '')
    if (!uln) {
      if (identifier === '') refuse('ULN', 'identifier')
      if (genderText === '') refuse('Gender', 'neededWithoutUln')
      if (postcodeText === '') refuse('Postcode', 'neededWithoutUln')
    }
    const of = specificationOf(fields)
    for (const { field, rule, values } of of.problems) refuse(field as ColumnName, rule, values)
    const gradeText = cell('Grade')
    const grade = of.grades?.get(gradeText) ?? of.grades?.get(gradeText.toLowerCase())
    if (gradeText === '') refuse('Grade', 'empty')
    else if (of.grades && grade === undefined) refuse('Grade', 'grade', { scheme: of.said.gradingScheme })

    if (problems) return { ok: false, problems: problems.sort(byColumn) }
    return {
      ok: true,
      result: {
        identifier,
        uln: uln?.value ?? null,
        givenNameKey,
        familyNameKey,
        birthDate,
        gender: gender ?? '0',
        postcodeKey,
        grade: grade ?? '',
        awardDate,
        centre: centre || null,
        providerUkprn,
        specification: of.said,
      },
    }
  }
}

const cellAt = (fields: readonly string[], place: number | undefined) =>
  place === undefined ? '' : (fields[place] ?? '').trim()

const byColumn = (a: RowProblem, b: RowProblem) => orderOf(a) - orderOf(b)
const orderOf = ({ field }: RowProblem) => columnOrder.indexOf(field as ColumnName)

/** What a cell says, or the rule that it breaks. */
interface Checked<T> {
  readonly value: T
  readonly rule?: string
  readonly values?: RowProblem['values']
}
const empty: Checked<string> = { value: '', rule: 'empty' }

function checkText(text: string, longest: number): Checked<string> {
  const value = text.normalize('NFC')
  if (/\p{Cc}/u.test(value)) return { value: '', rule: 'characters' }
  return [...value].length > longest ? { value: '', rule: 'tooLong', values: { longest } } : { value }
}

/** What is kept of a name is the key by which it is compared. */
function checkName(text: string): Checked<string> {
  if (text === '') return empty
  const checked = checkText(text, 35)
  if (checked.rule !== undefined) return checked
  const key = nameKey(checked.value)
  return key === '' ? { value: '', rule: 'characters' } : { value: key }
}

function checkDay(text: string, latest: string): Checked<string> {
  const value = text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1')
  if (!isDay(value)) return { value: '', rule: 'date' }
  return value < '1900-01-01' || value > latest ? { value: '', rule: 'dateRange' } : { value }
}

function checkPostcode(text: string): Checked<string> {
  const value = text.toUpperCase().replace(/\s+/g, '')
  return /^$|^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$|^BFPO\d{1,4}$/.test(value)
    ? { value }
    : { value: '', rule: 'postcode' }
}

function pattern(text: string, form: RegExp, rule: string): Checked<string> {
  return text === '' || form.test(text) ? { value: text } : { value: '', rule }
}

function checkProvider(text: string): Checked<string | null> {
  if (text === '') return { value: null }
  const checked = checkUkprn(text)
  return checked.ok ? { value: checked.value } : { value: null, rule: 'ukprn' }
}

/** The codes of the register, and how exam entries write them. */
const genders: ReadonlyMap<string, string> = new Map(
  Object.entries({ '': '0', 0: '0', 1: '1', 2: '2', 9: '9', m: '1', male: '1', f: '2', female: '2', x: '9' }),
)

const specificationColumns = [
  ...([
    'QualificationNumber',
    'QualificationTitle',
    'Level',
    'GradingScheme',
    'Series',
    'Component',
  ] as const),
  ...(['Status', 'Credits', 'AssessmentLanguage', 'QualificationType', 'AwardingOrganisationUkprn'] as const),
  ...(['AwardingOrganisationName', 'ParticipationStart', 'ParticipationEnd', 'CollectionType'] as const),
  ...(['ReturnNumber', 'Restriction'] as const),
] satisfies ColumnName[]
type SpecificationColumn = (typeof specificationColumns)[number]

/**
 * Finds what a row is of by comparing its cells with those of rows before: cheaper than making one key of so many.
 * A file with ever new ones, as of courses with their own dates, is checked row by row.
 */
function specificationFinder(
  { places }: Headings,
  rules: Rules,
  day: (text: string) => Checked<string>,
): (fields: readonly string[]) => CheckedSpecification {
  const number = places.QualificationNumber ?? 0
  const compared = specificationColumns.flatMap((name) => places[name] ?? [])
  let known = new Map<string, { fields: readonly string[]; checked: CheckedSpecification }[]>()
  let size = 0
  return (fields) => {
    const same = known.get(fields[number] ?? '')
    const before = same?.find((one) => compared.every((place) => one.fields[place] === fields[place]))
    if (before) return before.checked
    const own = fields.map((field, place) => (compared.includes(place) ? apart(field) : ''))
    const checked = checkSpecification((name) => cellAt(own, places[name]), rules, day)
    if (size >= mostSpecifications) {
      known = new Map()
      size = 0
    }
    const one = { fields: own, checked }
    if (same && size > 0 && same.length < mostOfANumber) same.push(one)
    else known.set(own[number] ?? '', [one])
    size += 1
    return checked
  }
}

const mostSpecifications = 100_000
const mostOfANumber = 16

interface CheckedSpecification {
  readonly said: Specification
  readonly problems: readonly RowProblem[]
  /** Grades as files may write them, to how the scheme does; none when there is no such scheme. */
  readonly grades: ReadonlyMap<string, string> | undefined
}

function checkSpecification(
  cell: (field: SpecificationColumn) => string,
  { schemes, source }: Rules,
  day: (text: string) => Checked<string>,
): CheckedSpecification {
  const problems: RowProblem[] = []
  const refuse = (field: SpecificationColumn, rule: string) => {
    problems.push({ field, rule })
    return ''
  }
  const needed = (field: SpecificationColumn, rule: string) =>
    refuse(field, cell(field) === '' ? 'empty' : rule)
  const text = (field: SpecificationColumn, longest: number) => {
    const { value, rule, values: said } = checkText(cell(field), longest)
    if (rule !== undefined) problems.push(said ? { field, rule, values: said } : { field, rule })
    return value
  }
  const number = (field: SpecificationColumn, form: RegExp, rule: string) => {
    if (cell(field) === '') return null
    return form.test(cell(field)) ? Number(cell(field)) : (refuse(field, rule), null)
  }
  const date = (field: SpecificationColumn) => {
    if (cell(field) === '') return null
    const { value, rule } = day(cell(field))
    return rule === undefined ? value : (refuse(field, rule), null)
  }

  const scheme = schemes.get(cell('GradingScheme').toUpperCase())
  if (!scheme) needed('GradingScheme', 'scheme')
  const qualificationNumber = numberOf(cell('QualificationNumber'), scheme?.ownNumbers === true)
  if (qualificationNumber === undefined) needed('QualificationNumber', 'qualificationNumber')
  const title =
    cell('QualificationTitle') === ''
      ? refuse('QualificationTitle', 'empty')
      : text('QualificationTitle', 150)
  const level = levels.find(
    (known) =>
      known ===
      cell('Level')
        .toUpperCase()
        .replace(/^LEVEL\s*|^ENTRY\s*(?=\d)/, prefix),
  )
  if (level === undefined) needed('Level', 'level')
  const series = seriesOf(cell('Series'))
  if (series === undefined) needed('Series', 'series')
  const component = cell('Component').toUpperCase()
  if (!/^[A-Z0-9/ _.-]{0,20}$/.test(component)) refuse('Component', 'component')
  const status = cell('Status').toLowerCase() || 'final'
  if (status !== 'final' && status !== 'provisional') refuse('Status', 'status')
  const credits = number('Credits', /^\d{1,3}$/, 'credits')
  const language = cell('AssessmentLanguage').toLowerCase()
  if (!['', 'en', 'cy', 'ga'].includes(language)) refuse('AssessmentLanguage', 'language')
  const awarding = checkProvider(cell('AwardingOrganisationUkprn'))
  if (awarding.rule !== undefined) refuse('AwardingOrganisationUkprn', awarding.rule)
  const participationStart = date('ParticipationStart')
  const participationEnd = date('ParticipationEnd')
  if (participationStart && participationEnd && participationEnd < participationStart) {
    refuse('ParticipationEnd', 'beforeStart')
  }
  const said: Specification = {
    qualificationNumber: qualificationNumber ?? '',
    component,
    title,
    qualificationType: text('QualificationType', 60) || null,
    level: level ?? '',
    credits,
    gradingScheme: scheme?.code ?? '',
    series: series ?? '',
    assessmentLanguage: language === '' ? null : language,
    status: status === 'provisional' ? 'provisional' : 'final',
    source,
    collectionType: text('CollectionType', 20) || null,
    returnNumber: number('ReturnNumber', /^\d{1,2}$/, 'returnNumber'),
    restriction: number('Restriction', /^\d$/, 'restriction') ?? 0,
    awardingUkprn: awarding.value,
    awardingName: text('AwardingOrganisationName', 150) || null,
    participationStart,
    participationEnd,
  }
  const grades =
    scheme &&
    new Map(
      scheme.grades.flatMap(
        (grade) =>
          [
            [grade.toLowerCase(), grade],
            [grade, grade],
          ] as const,
      ),
    )
  return { said, problems, grades }
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
