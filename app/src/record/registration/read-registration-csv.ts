import { CsvError, readCsv } from '../results/read-csv.ts'
import { type ColumnName, columnNames, type SentCells } from './columns.ts'
import { RegistrationFileError, type SentPart } from './sent-file.ts'

const headerFields = 4

/** Row 1 the headings, row 2 the file header, then a learner a row. */
export async function* readRegistrationCsv(text: AsyncIterable<string>): AsyncGenerator<SentPart> {
  let place = 0
  try {
    for await (const { row, fields } of readCsv(text)) {
      place += 1
      if (place === 1) ensureHeadings(fields)
      else if (place === 2) yield headerOf(fields)
      else yield recordOf(row, fields)
    }
  } catch (error) {
    if (error instanceof CsvError) throw new RegistrationFileError(error.rule, { row: error.row })
    throw error
  }
  if (place === 0) ensureHeadings([])
  if (place < 2) throw new RegistrationFileError('header')
}

function ensureHeadings(fields: readonly string[]): void {
  const given = trimmed(fields)
  const wrong = columnNames.findIndex((name, index) => given[index] !== name)
  if (wrong >= 0 || given.length !== columnNames.length) {
    const place = wrong < 0 ? columnNames.length : wrong
    throw new RegistrationFileError('headings', {
      place: place + 1,
      expected: columnNames[place] ?? '–',
      found: (given[place] ?? '–').slice(0, 60),
    })
  }
}

function headerOf(fields: readonly string[]): SentPart {
  const given = trimmed(fields)
  if (given.length !== headerFields) throw new RegistrationFileError('header')
  const [version = '', fileName = '', ukprn = '', recordCount = ''] = given.map((field) => field.trim())
  return { kind: 'header', header: { version, fileName, ukprn, recordCount } }
}

function recordOf(row: number, fields: readonly string[]): SentPart {
  const cells: Partial<Record<ColumnName, string>> = {}
  for (const [index, name] of columnNames.entries()) cells[name] = fields[index] ?? ''
  const sent: SentCells = cells
  const found = trimmed(fields).length
  // Fewer are empty cells at the end, as spreadsheets leave them out; more stand under no heading.
  if (found <= columnNames.length) return { kind: 'record', row, cells: sent }
  const values = { found, expected: columnNames.length }
  return { kind: 'record', row, cells: sent, problem: { field: '', rule: 'columnCount', values } }
}

function trimmed(fields: readonly string[]): string[] {
  const given = [...fields]
  while (given.length > 0 && given.at(-1)?.trim() === '') given.pop()
  return given
}
