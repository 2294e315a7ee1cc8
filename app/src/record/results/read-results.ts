import { invalid } from '../../errors.ts'
import type { CheckedPiece } from './check-piece.ts'
import { checkPieces } from './check-pieces.ts'
import type { Rules } from './check-row.ts'
import { type Headings, readHeadings } from './columns.ts'
import { CsvError, CsvParser, type CsvRecord, longestRecord, separatorOf } from './read-csv.ts'
import { splitRecords } from './split-records.ts'
import type { Spooled } from './spool.ts'

/** Reads and checks a file, a few pieces in memory at a time. A file without its headings or without rows is refused. */
export async function* readResults(
  file: Pick<Spooled, 'utf8' | 'size'>,
  issuerId: string,
  rules: Rules,
): AsyncGenerator<CheckedPiece> {
  const { separator, headings, bytes } = await begin(file.utf8())
  const reading = {
    ...{ issuerId, separator, rules },
    headings: ensureHeadings(readHeadings(headings?.fields ?? [])),
    headingsRow: headings?.row ?? 0,
  }
  let rows = 0
  for await (const checked of checkPieces(splitRecords(bytes, separator), reading, file.size)) {
    if (checked.error) throw new CsvError(checked.error.rule, checked.error.row)
    rows += checked.good + checked.refused
    yield checked
  }
  if (rows === 0) invalid({ field: 'file', key: 'record.file_noRows' })
}

/** Blank rows may stand above the headings, but not a whole file of them. */
const mostAbove = 4 * longestRecord
/** In the first line of a zip, an old spreadsheet, a picture; in no heading. */
const notText = /^\s*[^\r\n]*[\0-\u0008\u000b\u000c\u000e-\u001f]/

/** The headings are the first row that is not empty; they decide the separator. The bytes are all of the file again. */
async function begin(
  bytes: AsyncGenerator<Uint8Array>,
): Promise<{ separator: string; headings: CsvRecord | undefined; bytes: AsyncIterable<Uint8Array> }> {
  let begun = Buffer.alloc(0)
  for (;;) {
    const next = await bytes.next()
    if (!next.done) begun = Buffer.concat([begun, next.value])
    const text = begun.toString('utf8')
    if (notText.test(text)) invalid({ field: 'file', key: 'record.file_notText' })
    const separator = separatorOf(text.trimStart())
    const parser = new CsvParser(separator)
    const [headings] = next.done ? [...parser.take(text), ...parser.end()] : parser.take(text)
    if (headings || next.done || begun.length > mostAbove) {
      return { separator, headings, bytes: again(begun, bytes) }
    }
  }
}

async function* again(begun: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield begun
  yield* rest
}

/** All that may be missing. */
const mostNamed = 12

function ensureHeadings(read: ReturnType<typeof readHeadings>): Headings {
  if (read.ok) return read.headings
  const named = (rule: string) => {
    const names = read.problems.filter((problem) => problem.rule === rule).map(({ field }) => field || '–')
    return [...names.slice(0, mostNamed), ...(names.length > mostNamed ? ['…'] : [])].join(', ')
  }
  invalid(
    ...['headingMissing', 'headingUnknown', 'headingTwice'].flatMap((rule) =>
      named(rule) ? [{ field: 'file', key: `record.file_${rule}`, values: { names: named(rule) } }] : [],
    ),
  )
}
