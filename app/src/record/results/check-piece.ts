import { isAscii } from 'node:buffer'
import { rowChecker, type Rules } from './check-row.ts'
import type { Headings } from './columns.ts'
import { CsvError, CsvParser } from './read-csv.ts'
import type { Piece } from './split-records.ts'
import { RowWriter, type WrittenRows } from './staged-row.ts'

/** What every piece of one file is read with; a plain value, so that it can be handed to another thread. */
export interface Reading {
  readonly issuerId: string
  readonly separator: string
  readonly headings: Headings
  /** The row in which they stand; what comes above it is empty. */
  readonly headingsRow: number
  readonly rules: Rules
}

export interface CheckedPiece extends WrittenRows {
  /** The piece could not be read as a table. */
  readonly error?: { readonly rule: CsvError['rule']; readonly row: number }
}

/** Reads, checks and writes the rows of one piece after the other; what it has seen in one it knows in the next. */
export function pieceChecker(reading: Reading): (piece: Piece) => CheckedPiece {
  const { issuerId, separator, headings, headingsRow, rules } = reading
  const check = rowChecker(rules, headings)
  const writer = new RowWriter(issuerId)
  return ({ bytes, firstRow }) => {
    try {
      const parser = new CsvParser(separator, firstRow)
      // One byte a character where it can be: half of the memory to go through.
      const text = Buffer.from(bytes.buffer).toString(isAscii(bytes) ? 'latin1' : 'utf8')
      for (const records of [parser.take(text), parser.end()]) {
        for (const { row, fields } of records) {
          if (row <= headingsRow) continue
          const one = check(fields)
          if (one.ok) writer.add(row, one.result)
          else writer.refuse(row, one.problems)
        }
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      return { ...writer.take(), error: { rule: error.rule, row: error.row } }
    }
    return writer.take()
  }
}
