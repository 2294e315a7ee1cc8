import { columnNames, type SentCells } from '../../src/record/registration/columns.ts'

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A person whom nobody else is like: names and birth date differ with the number. */
export function learner(number: number, more: SentCells = {}): SentCells {
  const letters = (place: number) => [...String(place)].map((digit) => 'BCDFGHJKLM'[Number(digit)]).join('a')
  const day = new Date(Date.UTC(2005, 0, 1 + ((number * 37) % 1400))).toISOString().slice(0, 10)
  return {
    GivenName: `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}da${letters(number)}`,
    FamilyName: `Moss${letters(number * 7919)}`,
    LastKnownPostCode: postcode(number),
    DateOfBirth: day,
    Gender: String((number % 2) + 1),
    VerificationType: '1',
    AbilityToShare: '1',
    ...more,
  }
}

function postcode(number: number): string {
  const letter = (place: number) => 'ABDEFGHJLNPQRSTUWXYZ'[place % 20] ?? ''
  return `CF${(number % 80) + 10} ${Math.floor(number / 80) % 10}${letter(Math.floor(number / 800))}${letter(number)}`
}

export function learners(count: number, from = 1): SentCells[] {
  return Array.from({ length: count }, (_, index) => learner(from + index))
}

export interface Header {
  readonly version?: string
  readonly fileName?: string
  readonly ukprn?: string
  readonly count?: string
  readonly headings?: readonly string[]
}

export function csvOf(name: string, ukprn: string, rows: readonly SentCells[], header: Header = {}): string {
  const { version = '2A', count = String(rows.length), headings = columnNames } = header
  const lines = [
    headings.join(','),
    [version, header.fileName ?? name, header.ukprn ?? ukprn, count].join(','),
    ...rows.map((row) => columnNames.map((column) => quoted(row[column] ?? '')).join(',')),
  ]
  return `${lines.join('\r\n')}\r\n`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export function xmlOf(name: string, ukprn: string, rows: readonly SentCells[], header: Header = {}): string {
  const { version = '2A', count = String(rows.length) } = header
  const fields = (row: SentCells) =>
    columnNames
      .filter((column) => row[column] !== undefined)
      .map((column) => `<${column}>${escaped(row[column] ?? '')}</${column}>`)
      .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<LearnerRegistrationBatch>
  <FileHeader><FileVersion>${version}</FileVersion><FileName>${header.fileName ?? name}</FileName>
    <UKPRN>${header.ukprn ?? ukprn}</UKPRN><RecordCount>${count}</RecordCount></FileHeader>
${rows.map((row) => `  <Learner>${fields(row)}</Learner>`).join('\n')}
</LearnerRegistrationBatch>
`
}
