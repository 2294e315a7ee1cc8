import { SaxesParser } from 'saxes'
import { type ColumnName, columnNames } from './columns.ts'
import { type FileHeader, RegistrationFileError, type SentPart } from './sent-file.ts'

/**
 * The same fields as elements: `LearnerRegistrationBatch` holds one `FileHeader` and a `Learner` for each record. It is
 * read as it streams, so that one record is in memory; a document type is refused, and with it every entity.
 */
export async function* readRegistrationXml(text: AsyncIterable<string>): AsyncGenerator<SentPart> {
  const reader = new Reader()
  for await (const piece of text) yield* reader.take(piece)
  yield* reader.end()
}

const root = 'LearnerRegistrationBatch'
const headerNames = {
  FileVersion: 'version',
  FileName: 'fileName',
  UKPRN: 'ukprn',
  RecordCount: 'recordCount',
} as const satisfies Record<string, keyof FileHeader>

/** Notes may hold 4,000 characters; whatever is longer is no field of ours. */
const longestField = 20_000
const deepest = 3
/** How much of the text is parsed before its parts are handed on. */
const pieceLength = 16_384
const encodings = /^(utf-?8|utf-?16(le|be)?|us-ascii|iso-8859-1|windows-1252)$/i
/** A tag, a comment or a text that has not ended by then is none of a learner's. */
const mostUnsaid = 65_536
const fields: ReadonlySet<string> = new Set(columnNames)

class Reader {
  readonly #parser = new SaxesParser({ xmlns: true })
  readonly #parts: SentPart[] = []
  readonly #path: string[] = []
  #failure: RegistrationFileError | undefined
  #text = ''
  #cells: Record<string, string> = {}
  #records = 0
  #hasHeader = false
  /** How much came since the parser last said something: it keeps what has not ended. */
  #unsaid = 0

  constructor() {
    const parser = this.#parser
    const fail = (rule: 'xml' | 'doctype') =>
      this.#fail(new RegistrationFileError(rule, { line: parser.line }))
    parser.on('error', () => fail('xml'))
    parser.on('doctype', () => fail('doctype'))
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding && !encodings.test(encoding)) this.#fail(new RegistrationFileError('encoding'))
    })
    parser.on('opentag', ({ local }) => this.#open(local))
    parser.on('text', (text) => this.#add(text))
    parser.on('cdata', (text) => this.#add(text))
    parser.on('closetag', ({ local }) => this.#close(local))
  }

  *take(piece: string): Generator<SentPart> {
    for (let from = 0; from < piece.length; from += pieceLength) {
      this.#write(piece.slice(from, from + pieceLength))
      yield* this.#parts.splice(0)
    }
  }

  *end(): Generator<SentPart> {
    try {
      this.#parser.close()
    } catch {
      this.#fail(new RegistrationFileError('xml', { line: this.#parser.line }))
    }
    this.#stop()
    yield* this.#parts.splice(0)
    if (!this.#hasHeader) throw new RegistrationFileError('header')
  }

  #write(text: string): void {
    this.#unsaid += text.length
    try {
      this.#parser.write(text)
    } catch {
      this.#fail(new RegistrationFileError('xml', { line: this.#parser.line }))
    }
    if (this.#unsaid > mostUnsaid) this.#tooLong()
    this.#stop()
  }

  #tooLong(): void {
    this.#fail(new RegistrationFileError('tooLong', { row: this.#records + 1 }))
  }

  /** The first thing that is wrong counts; the parser itself goes on after an error. */
  #fail(failure: RegistrationFileError): void {
    this.#failure ??= failure
  }

  #stop(): void {
    if (this.#failure) throw this.#failure
  }

  #open(name: string): void {
    this.#unsaid = 0
    if (this.#path.length >= deepest) return this.#fail(new RegistrationFileError('depth'))
    const parent = this.#path.at(-1)
    const isKnown =
      parent === undefined
        ? name === root
        : parent === root
          ? name === 'FileHeader' || name === 'Learner'
          : parent === 'FileHeader'
            ? name in headerNames
            : fields.has(name)
    const isOutOfOrder =
      parent === root && (name === 'FileHeader' ? this.#hasHeader || this.#records > 0 : !this.#hasHeader)
    if (!isKnown || isOutOfOrder) return this.#wrongPlace(name)
    if (this.#path.length === 2 && name in this.#cells) return this.#wrongPlace(name)
    if (this.#path.length === 1) this.#cells = {}
    this.#path.push(name)
    this.#text = ''
    return undefined
  }

  #wrongPlace(name: string): void {
    const line = this.#parser.line
    this.#fail(new RegistrationFileError('structure', { name: name.slice(0, 60), line }))
  }

  #add(text: string): void {
    if (this.#failure) return
    if (this.#path.length < deepest) {
      if (text.trim() !== '') this.#wrongPlace('#text')
      return
    }
    if (this.#text.length + text.length > longestField) {
      this.#tooLong()
    } else this.#text += text
  }

  #close(name: string): void {
    this.#unsaid = 0
    if (this.#failure) return
    const depth = this.#path.length
    this.#path.pop()
    if (depth === deepest) this.#cells[name] = this.#text
    else if (name === 'FileHeader') this.#header()
    else if (name === 'Learner') this.#record()
  }

  #header(): void {
    this.#hasHeader = true
    const of = (name: keyof typeof headerNames) => (this.#cells[name] ?? '').trim()
    const header: FileHeader = {
      version: of('FileVersion'),
      fileName: of('FileName'),
      ukprn: of('UKPRN'),
      recordCount: of('RecordCount'),
    }
    this.#parts.push({ kind: 'header', header })
  }

  #record(): void {
    this.#records += 1
    const cells: Partial<Record<ColumnName, string>> = {}
    for (const name of columnNames) cells[name] = this.#cells[name] ?? ''
    this.#parts.push({ kind: 'record', row: this.#records, cells })
  }
}
