import { CsvError, longestRecord } from './read-csv.ts'

/** Whole records of the file, as UTF-8, and the row of the first. */
export interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly firstRow: number
}

const [lineFeed, carriageReturn, quote] = [0x0a, 0x0d, 0x22]
/** Big enough that handing it to another thread costs nothing beside reading it. */
const largePiece = 1_048_576

/**
 * Cuts a file between records, so that pieces can be read at once by several threads. A line feed within quotes ends
 * no record: a quote counts where a field begins, as `CsvParser` has it.
 */
export async function* splitRecords(
  bytes: AsyncIterable<Uint8Array>,
  separator: string,
  pieceSize = largePiece,
): AsyncGenerator<Piece> {
  const comma = separator.charCodeAt(0)
  let waiting: Uint8Array[] = []
  let size = 0
  let row = 1
  for await (const some of bytes) {
    waiting.push(some)
    size += some.length
    if (size < pieceSize) continue
    const all = joined(waiting, size)
    const cut = lastEnd(all, comma)
    if (cut.end === 0) {
      if (size > pieceSize + 4 * longestRecord) throw new CsvError('tooLong', row)
      waiting = [all]
      continue
    }
    // Copies: what is handed to another thread is gone from this one.
    yield { bytes: new Uint8Array(all.subarray(0, cut.end)), firstRow: row }
    row += cut.records
    const rest = new Uint8Array(all.subarray(cut.end))
    // Four bytes a character at most: a record that is not over by then is too long.
    if (rest.length > 4 * longestRecord) throw new CsvError('tooLong', row)
    waiting = [rest]
    size = rest.length
  }
  if (size > 0) yield { bytes: new Uint8Array(joined(waiting, size)), firstRow: row }
}

function joined(pieces: readonly Uint8Array[], size: number): Buffer {
  const all = Buffer.allocUnsafe(size)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** Where the last record that is whole ends, and how many there are. */
function lastEnd(bytes: Buffer, comma: number): { end: number; records: number } {
  let end = 0
  let records = 0
  let at = 0
  let nextQuote = bytes.indexOf(quote)
  let nextReturn = bytes.indexOf(carriageReturn)
  while (at < bytes.length) {
    if (nextQuote !== -1 && nextQuote < at) nextQuote = bytes.indexOf(quote, at)
    if (nextReturn !== -1 && nextReturn < at) nextReturn = bytes.indexOf(carriageReturn, at)
    const feed = bytes.indexOf(lineFeed, at)
    if (feed === -1 && nextReturn === -1) break
    const line = nextReturn !== -1 && (feed === -1 || nextReturn < feed) ? nextReturn : feed
    if (nextQuote !== -1 && nextQuote < line) {
      const begins = nextQuote === end || bytes[nextQuote - 1] === comma
      at = begins ? afterQuoted(bytes, nextQuote) : nextQuote + 1
      continue
    }
    // The feed that may follow a return is not there yet.
    if (line === bytes.length - 1 && bytes[line] === carriageReturn) break
    at = bytes[line] === carriageReturn && bytes[line + 1] === lineFeed ? line + 2 : line + 1
    end = at
    records += 1
  }
  return { end, records }
}

function afterQuoted(bytes: Buffer, opening: number): number {
  for (let at = opening + 1; ; ) {
    const closing = bytes.indexOf(quote, at)
    if (closing === -1) return bytes.length
    if (bytes[closing + 1] !== quote) return closing + 1
    at = closing + 2
  }
}
