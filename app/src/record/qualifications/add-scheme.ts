import type { App } from '../../app.ts'
import { invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureOperating } from '../../institution/operating.ts'
import { readCsv } from '../results/read-csv.ts'
import { loadCatalogue } from './catalogue.ts'

const headings = [
  'Code',
  'NameEnglish',
  'NameWelsh',
  'Grade',
  'GradeEnglish',
  'GradeWelsh',
  'OwnNumbers',
] as const
type Heading = (typeof headings)[number]
type Cells = Readonly<Record<Heading, string>>

const mostGrades = 100

/**
 * An operator adds a grading scheme, or says one anew: a file with a row for each grade, best first. A grade that is a
 * word has it in both languages, or in neither. Grades of results that are there keep their values: they are text.
 */
export async function addGradingScheme(
  app: App,
  actor: Actor,
  csv: string,
): Promise<{ code: string; grades: number }> {
  const by = ensureOperating(actor)
  const rows = await rowsOf(csv)
  const code = rows[0]?.Code.toUpperCase() ?? ''
  const refuse = (key: string, values: Record<string, string | number> = {}): never =>
    invalid({ field: 'file', key: `qualification.scheme_${key}`, values })
  if (!/^[A-Z0-9][A-Z0-9*+-]{1,19}$/.test(code)) refuse('code')
  if (rows.length > mostGrades) refuse('tooMany')
  const [first] = rows
  const names = { en: first?.NameEnglish ?? '', cy: first?.NameWelsh ?? '' }
  if (names.en === '' || names.cy === '') refuse('names')
  const seen = new Set<string>()
  const grades = rows.map((row, index) => {
    const line = index + 2
    if (row.Code !== '' && row.Code.toUpperCase() !== code) refuse('otherCode', { row: line })
    if (!/^[^\p{Cc}]{1,40}$/u.test(row.Grade)) refuse('grade', { row: line })
    if (seen.has(row.Grade.toLowerCase())) refuse('twice', { row: line })
    seen.add(row.Grade.toLowerCase())
    if ((row.GradeEnglish === '') !== (row.GradeWelsh === '')) refuse('oneLanguage', { row: line })
    const words = row.GradeEnglish === '' ? {} : { words: { en: row.GradeEnglish, cy: row.GradeWelsh } }
    return { value: row.Grade, ...words }
  })
  const content = {
    names: JSON.stringify(names),
    grades: JSON.stringify(grades),
    own_numbers: /^(yes|true|1)$/i.test(first?.OwnNumbers ?? ''),
    added_by: by,
    added_at: app.now(),
  }
  await app.db.write({}, async (tx) => {
    await tx.sql
      .insertInto('grading_scheme')
      .values({ code, ...content })
      .onConflict((on) => on.column('code').doUpdateSet(content))
      .execute()
    await loadCatalogue(tx)
  })
  return { code, grades: grades.length }
}

async function rowsOf(csv: string): Promise<Cells[]> {
  let places: readonly number[] | undefined
  const rows: Cells[] = []
  for await (const { fields } of readCsv(one(csv))) {
    if (!places) {
      const given = fields.map((field) =>
        field
          .trim()
          .toLowerCase()
          .replace(/[\s_-]+/g, ''),
      )
      places = headings.map((name) => given.indexOf(name.toLowerCase()))
      const needed: readonly Heading[] = ['Code', 'NameEnglish', 'NameWelsh', 'Grade']
      const missing = needed.filter((name) => !given.includes(name.toLowerCase()))
      if (missing.length > 0) {
        const values = { names: missing.join(', ') }
        invalid({ field: 'file', key: 'qualification.file_headingMissing', values })
      }
      continue
    }
    const here = places
    const cells = headings.map((name, index) => [name, fields[here[index] ?? -1]?.trim() ?? ''])
    rows.push(Object.fromEntries(cells) as Cells)
  }
  if (rows.length === 0) invalid({ field: 'file', key: 'qualification.file_noRows' })
  return rows
}

async function* one(text: string): AsyncGenerator<string> {
  yield text
}
