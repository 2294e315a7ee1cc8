import type { Words } from '../words.ts'
import { addedScheme } from './qualifications/added-schemes.ts'
import { levelsBeside } from './qualifications/levels.ts'
import { gradeWordKey, gradingSchemes } from './results/grading-schemes.ts'
import type { RowProblem } from './tables.ts'

/** A grade that is a word is said in the reader's language; a letter or figure is the same in all. */
export function gradeText(t: Words, scheme: string, grade: string): string {
  const added = addedScheme(scheme)
  if (added) return added.words?.[grade]?.[t.language] ?? grade
  const key = gradeWordKey(scheme, grade)
  return key === undefined ? grade : t.say(key)
}

/** The grade of a line that stands; one that was withdrawn has none any more. */
export function gradeShown(
  t: Words,
  line: { change: string; gradingScheme: string; grade: string },
): string | undefined {
  return line.change === 'withdrawn' ? undefined : gradeText(t, line.gradingScheme, line.grade)
}

export function schemeText(t: Words, scheme: string): string {
  const name = addedScheme(scheme)?.names?.[t.language]
  if (name !== undefined) return name
  return gradingSchemes.has(scheme) ? t.say(`record.scheme_${scheme}`) : scheme
}

export function levelText(t: Words, level: string): string {
  return level.startsWith('E')
    ? t('record.levelEntry', { level: level.slice(1) })
    : t('record.level', { level })
}

/** A level with those of Europe and Scotland beside it, by the table. */
export function levelBesideText(t: Words, level: string): string {
  const { eqf, scqf } = levelsBeside(level)
  const said = levelText(t, level)
  if (scqf === undefined) return said
  const beside = { level: said, eqf: eqf ?? '', scqf }
  return eqf === undefined ? t('qualification.levelNoEqf', beside) : t('qualification.levelBeside', beside)
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
]

/** The series as the reader says months. */
export function seriesText(t: Words, series: string): string {
  const [month = '', year = ''] = series.split(' ')
  const index = months.indexOf(month)
  if (index < 0) return series
  const locale = t.language === 'en' ? 'en-GB' : t.language
  // To make a format takes longer than to draw the line.
  const format =
    seriesFormats.get(locale) ??
    new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  seriesFormats.set(locale, format)
  return format.format(Date.UTC(Number(year), index, 1))
}

const seriesFormats = new Map<string, Intl.DateTimeFormat>()

/** What is wrong with a row, after the name of its column. */
export function problemText(t: Words, { field, rule, values }: RowProblem): string {
  const said = t.say(`record.rule_${rule}`, values)
  return field === '' ? said : `${field}: ${said}`
}
