import { invalid } from '../../errors.ts'
import { nameKey } from '../name-key.ts'
import { checkRow } from './check-row.ts'
import { type Headings, readHeadings } from './columns.ts'
import { readCsv } from './read-csv.ts'
import { contentHashOf, eventIdOf, rowKeyOf } from './row-key.ts'
import type { RefusedRow, StagedRow } from './staging.ts'

export interface Chunk {
  readonly good: readonly StagedRow[]
  readonly refused: readonly RefusedRow[]
  /** The last row that was read. */
  readonly upTo: number
}

const rowsInAChunk = 2000

/** Reads and checks a file, a chunk in memory at a time. A file without its headings or without rows is refused. */
export async function* readResults(
  text: AsyncIterable<string>,
  issuerId: string,
  today: string,
): AsyncGenerator<Chunk> {
  let headings: Extract<Headings, { ok: true }> | undefined
  let good: StagedRow[] = []
  let refused: RefusedRow[] = []
  let upTo = 0
  for await (const { row, fields } of readCsv(text)) {
    if (!headings) {
      headings = ensureHeadings(readHeadings(fields))
      continue
    }
    upTo = row
    const cells = headings.cells(fields)
    const checked = 'rule' in cells ? ({ ok: false, problems: [cells] } as const) : checkRow(cells, today)
    if (checked.ok) {
      const { result } = checked
      const rowKey = rowKeyOf(result)
      good.push({
        ...result,
        row,
        rowKey,
        contentHash: contentHashOf(result),
        eventId: eventIdOf(issuerId, rowKey),
        givenNameKey: nameKey(result.givenName),
        familyNameKey: nameKey(result.familyName),
      })
    } else refused.push({ row, problems: checked.problems })
    if (good.length + refused.length < rowsInAChunk) continue
    yield { good, refused, upTo }
    good = []
    refused = []
  }
  if (!headings) ensureHeadings(readHeadings([]))
  if (upTo === 0) invalid({ field: 'file', key: 'record.file_noRows' })
  yield { good, refused, upTo }
}

function ensureHeadings(headings: Headings): Extract<Headings, { ok: true }> {
  if (headings.ok) return headings
  const named = (rule: string) =>
    headings.problems
      .filter((problem) => problem.rule === rule)
      .map(({ field }) => field || '–')
      .join(', ')
  invalid(
    ...['headingMissing', 'headingUnknown', 'headingTwice'].flatMap((rule) =>
      named(rule) ? [{ field: 'file', key: `record.file_${rule}`, values: { names: named(rule) } }] : [],
    ),
  )
}
