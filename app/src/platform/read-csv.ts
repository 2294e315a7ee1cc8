/** One record of the file; `row` counts as a spreadsheet does, so that the headings are row 1. */
export interface CsvRecord {
  readonly row: number
  readonly fields: readonly string[]
}

/** The file cannot be read as a table at all; `row` says where. */
export class CsvError extends Error {
  override readonly name = 'CsvError'
  readonly rule: 'quote' | 'tooLong'
  readonly row: number

  constructor(rule: 'quote' | 'tooLong', row: number) {
    super(`row ${row}: ${rule}`)
    this.rule = rule
    this.row = row
  }
}

/** A quote that is never closed would swallow the rest of the file; no honest row is longer than this. */
export const longestRecord = 32_768

/**
 * Reads comma, semicolon or tab separated values (RFC 4180) piece by piece: whatever the size of the file, one record
 * and one piece are in memory. The separator is the one that the headings use. Empty lines count as rows and are left
 * out.
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let headings = ''
  let parser: CsvParser | undefined
  for await (const piece of text) {
    if (parser) {
      yield* parser.take(piece)
      continue
    }
    // The separator is chosen once the whole first line is there.
    headings += piece
    if (!/[\r\n]/.test(headings.trimStart())) {
      if (headings.length > longestRecord) throw new CsvError('tooLong', 1)
      continue
    }
    parser = new CsvParser(separatorOf(headings))
    yield* parser.take(headings.replace(/^\uFEFF/, ''))
  }
  if (!parser) {
    parser = new CsvParser(separatorOf(headings))
    yield* parser.take(headings.replace(/^\uFEFF/, ''))
  }
  yield* parser.end()
}

/** Whichever of the three stands most often in the first line. */
export function separatorOf(text: string): string {
  const line = /[^\r\n]+/.exec(text)?.[0] ?? ''
  const counts = [',', ';', '\t'].map((separator) => [line.split(separator).length, separator] as const)
  return counts.reduce((best, next) => (next[0] > best[0] ? next : best))[1]
}

/** Takes the text as it comes. A line without quotes, as nearly all are, is split in one go. */
export class CsvParser {
  readonly #separator: string
  #row: number
  #text = ''

  constructor(separator: string, firstRow = 1) {
    this.#separator = separator
    this.#row = firstRow
  }

  take(piece: string): Generator<CsvRecord> {
    this.#text += piece
    return this.#records(false)
  }

  end(): Generator<CsvRecord> {
    return this.#records(true)
  }

  *#records(isEnd: boolean): Generator<CsvRecord> {
    const text = this.#text
    let at = 0
    let quote = text.indexOf('"')
    let turn = text.indexOf('\r')
    while (at < text.length) {
      const line = text.indexOf('\n', at)
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at)
      if (turn !== -1 && turn < at) turn = text.indexOf('\r', at)
      const isPlain = line !== -1 && (quote === -1 || quote > line) && (turn === -1 || turn >= line - 1)
      const record = isPlain
        ? {
            fields: text.slice(at, turn !== -1 && turn < line ? turn : line).split(this.#separator),
            next: line + 1,
          }
        : this.#careful(text, at, isEnd)
      if (record === undefined) break
      if (record.next - at > longestRecord) throw new CsvError('tooLong', this.#row)
      at = record.next
      const row = this.#row
      this.#row += 1
      if (record.fields.some((field) => field.trim() !== '')) yield { row, fields: record.fields }
    }
    this.#text = at === 0 ? text : text.slice(at)
    if (this.#text.length > longestRecord) throw new CsvError('tooLong', this.#row)
  }

  /** One record with quotes, or ended by other than a line feed; undefined when its end is not there yet. */
  #careful(text: string, from: number, isEnd: boolean): { fields: string[]; next: number } | undefined {
    const fields: string[] = []
    for (let at = from; ; ) {
      let field = ''
      if (text[at] === '"') {
        const closed = this.#quoted(text, at + 1, isEnd)
        if (closed === undefined) return undefined
        field = closed.field
        at = closed.next
        while (text[at] === ' ') at += 1
      } else {
        const start = at
        while (at < text.length && !this.#ends(text[at])) at += 1
        field = text.slice(start, at)
      }
      if (at >= text.length && !isEnd) return undefined
      fields.push(field)
      const char = text[at]
      if (char === this.#separator) at += 1
      else if (char === undefined) return { fields, next: at }
      else if (char === '\n') return { fields, next: at + 1 }
      else if (char !== '\r') throw new CsvError('quote', this.#row)
      else if (at + 1 >= text.length && !isEnd) return undefined
      else return { fields, next: text[at + 1] === '\n' ? at + 2 : at + 1 }
    }
  }

  #quoted(text: string, from: number, isEnd: boolean): { field: string; next: number } | undefined {
    let field = ''
    for (let at = from; ; ) {
      const quote = text.indexOf('"', at)
      if (quote === -1) {
        if (isEnd) throw new CsvError('quote', this.#row)
        return undefined
      }
      field += text.slice(at, quote)
      if (text[quote + 1] !== '"') return { field, next: quote + 1 }
      field += '"'
      at = quote + 2
    }
  }

  #ends(char: string | undefined): boolean {
    return char === this.#separator || char === '\n' || char === '\r'
  }
}
