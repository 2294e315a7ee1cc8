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
const longestRecord = 32_768

/**
 * Reads comma, semicolon or tab separated values (RFC 4180) piece by piece: whatever the size of the file, one record
 * is in memory. The separator is the one that the headings use. Empty lines count as rows and are left out.
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const parser = new Parser()
  for await (const piece of text) yield* parser.take(piece)
  yield* parser.end()
}

type State = 'start' | 'plain' | 'quoted' | 'afterQuote'

class Parser {
  #state: State = 'start'
  #separator = ''
  #field = ''
  #fields: string[] = []
  #length = 0
  #row = 1
  #afterReturn = false
  #headings = '';

  *take(piece: string): Generator<CsvRecord> {
    let text = piece
    if (this.#separator === '') {
      // The separator is chosen once the whole first line is there.
      this.#headings += piece
      if (!/[\r\n]/.test(this.#headings.trimStart())) {
        if (this.#headings.length > longestRecord) throw new CsvError('tooLong', 1)
        return
      }
      text = this.#begin()
    }
    yield* this.#parse(text)
  }

  *end(): Generator<CsvRecord> {
    if (this.#separator === '') yield* this.#parse(this.#begin())
    if (this.#state === 'quoted') throw new CsvError('quote', this.#row)
    if (this.#state !== 'start' || this.#fields.length > 0) yield* this.#endRecord()
  }

  #begin(): string {
    const text = this.#headings.replace(/^\uFEFF/, '')
    const line = /[^\r\n]+/.exec(text)?.[0] ?? ''
    const counts = [',', ';', '\t'].map((separator) => [line.split(separator).length, separator] as const)
    this.#separator = counts.reduce((best, next) => (next[0] > best[0] ? next : best))[1]
    return text
  }

  *#parse(text: string): Generator<CsvRecord> {
    for (const char of text) {
      if (this.#afterReturn) {
        this.#afterReturn = false
        if (char === '\n') continue
      }
      this.#length += 1
      if (this.#length > longestRecord) throw new CsvError('tooLong', this.#row)
      if (this.#state === 'quoted') {
        if (char === '"') this.#state = 'afterQuote'
        else this.#field += char
      } else if (char === '"' && this.#state === 'afterQuote') {
        this.#field += '"'
        this.#state = 'quoted'
      } else if (char === '"' && this.#state === 'start') {
        this.#state = 'quoted'
      } else if (char === this.#separator) {
        this.#endField()
      } else if (char === '\r' || char === '\n') {
        this.#afterReturn = char === '\r'
        yield* this.#endRecord()
      } else if (this.#state === 'afterQuote') {
        if (char !== ' ') throw new CsvError('quote', this.#row)
      } else {
        this.#field += char
        this.#state = 'plain'
      }
    }
  }

  #endField(): void {
    this.#fields.push(this.#field)
    this.#field = ''
    this.#state = 'start'
  }

  *#endRecord(): Generator<CsvRecord> {
    this.#endField()
    const fields = this.#fields
    const row = this.#row
    this.#fields = []
    this.#length = 0
    this.#row += 1
    if (fields.some((field) => field.trim() !== '')) yield { row, fields }
  }
}
