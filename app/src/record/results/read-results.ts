import { invalid } from '../../errors.ts'
import { checkRow, type Rules } from './check-row.ts'
import { type Headings, readHeadings } from './columns.ts'
import { type Specification, specificationIdOf, specificationKey } from './content.ts'
import { readCsv } from './read-csv.ts'
import { stagedLine } from './staged-line.ts'
import type { RefusedRow } from './staging.ts'

export interface Chunk {
  /** The good rows as lines of `COPY`. */
  readonly lines: string
  readonly good: number
  readonly refused: readonly RefusedRow[]
  /** The last row that was read. */
  readonly upTo: number
}

const rowsInAChunk = 2000

/** Reads and checks a file, a chunk in memory at a time. A file without its headings or without rows is refused. */
export async function* readResults(
  text: AsyncIterable<string>,
  issuerId: string,
  rules: Rules,
  specifications: Map<string, Specification>,
): AsyncGenerator<Chunk> {
  let headings: Extract<Headings, { ok: true }> | undefined
  let lines: string[] = []
  let refused: RefusedRow[] = []
  let upTo = 0
  const ids = new Map<string, string>()
  const idOf = (said: Specification) => {
    const key = specificationKey(said)
    let id = ids.get(key)
    if (id === undefined) {
      id = specificationIdOf(key)
      ids.set(key, id)
      specifications.set(id, said)
    }
    return id
  }
  for await (const { row, fields } of readCsv(text)) {
    if (!headings) {
      headings = ensureHeadings(readHeadings(fields))
      continue
    }
    upTo = row
    const cells = headings.cells(fields)
    const checked = 'rule' in cells ? ({ ok: false, problems: [cells] } as const) : checkRow(cells, rules)
    if (checked.ok) lines.push(stagedLine(row, checked.result, issuerId, idOf(checked.result)))
    else refused.push({ row, problems: checked.problems })
    if (lines.length + refused.length < rowsInAChunk) continue
    yield { lines: lines.join(''), good: lines.length, refused, upTo }
    lines = []
    refused = []
  }
  if (!headings) ensureHeadings(readHeadings([]))
  if (upTo === 0) invalid({ field: 'file', key: 'record.file_noRows' })
  yield { lines: lines.join(''), good: lines.length, refused, upTo }
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
