import { hash } from 'node:crypto'
import type { RowProblem } from '../tables.ts'
import type { Result } from './check-row.ts'
import { contentHashOf, type Specification, specificationIdOf, specificationKey } from './content.ts'
import { eventKeyText } from './row-key.ts'

/** What begins and ends a stream of PostgreSQL's binary COPY. */
export const copyBegins = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
export const copyEnds = Buffer.from('ffff', 'hex')

const mostHashes = 10_000
const mostKnown = 100_000
const columns = 16

/** A row needs no more: 16 columns, each with its length, and of a name's 35 characters one may become 15 letters. */
const largestRow = 8192

/** Rows for the database, and what whoever passes them on has to know of them. */
export interface WrittenRows {
  /** As binary COPY. */
  readonly rows: Uint8Array<ArrayBuffer>
  /** Eight bytes of each event's id, as two numbers. */
  readonly events: Uint32Array<ArrayBuffer>
  readonly good: number
  readonly refused: number
  /** Those that the writer has not named before. */
  readonly specifications: readonly (readonly [id: string, said: Specification])[]
}

/**
 * Writes rows as binary COPY of the staged columns (staging.ts), with what each is given: the id of its event and
 * the hash of what it says. What thousands of rows have in common is made once.
 */
export class RowWriter {
  readonly #issuerId: string
  readonly #known = new Map<Specification, Known>()
  #bytes = Buffer.allocUnsafe(1_048_576)
  #at = 0
  #events: number[] = []
  #good = 0
  #refused = 0
  /** Those that have not been handed over yet. */
  #fresh: [id: string, said: Specification][] = []

  constructor(issuerId: string) {
    this.#issuerId = issuerId
  }

  add(row: number, result: Result): void {
    if (this.#bytes.length - this.#at < largestRow) this.#grow()
    const of = this.#specification(result.specification)
    this.#at = this.#bytes.writeInt16BE(columns, this.#at)
    this.#int(row)
    this.#eventId(of.eventBegins + result.identifier + of.eventEnds)
    this.#length(8)
    this.#at = this.#bytes.writeBigInt64BE(of.id, this.#at)
    this.#int(dayNumber(result.awardDate))
    this.#int(dayNumber(result.birthDate))
    this.#optionalInt(result.centre)
    this.#optionalInt(result.providerUkprn)
    this.#length(1)
    this.#at = this.#bytes.writeUInt8(result.uln === null ? 0 : 1, this.#at)
    this.#text(result.identifier)
    this.#text(result.givenNameKey)
    this.#text(result.familyNameKey)
    this.#text(result.gender)
    this.#text(result.postcodeKey)
    this.#text(result.grade)
    this.#length(32)
    this.#at += this.#bytes.write(this.#hashOf(of, result), this.#at, 32, 'latin1')
    this.#length(-1)
    this.#good += 1
  }

  refuse(row: number, problems: readonly RowProblem[]): void {
    const text = JSON.stringify(problems)
    while (this.#bytes.length - this.#at < largestRow + 4 * text.length) this.#grow()
    this.#at = this.#bytes.writeInt16BE(columns, this.#at)
    this.#int(row)
    for (let column = 2; column < columns; column += 1) this.#length(-1)
    this.#text(text)
    this.#refused += 1
  }

  /** The rows since the last time, and the specifications that they are the first to name. */
  take(): WrittenRows {
    const written = {
      rows: new Uint8Array(this.#bytes.subarray(0, this.#at)),
      events: new Uint32Array(this.#events),
      good: this.#good,
      refused: this.#refused,
      specifications: this.#fresh,
    }
    this.#at = 0
    this.#events = []
    this.#good = 0
    this.#refused = 0
    this.#fresh = []
    // Of a file whose rows are ever of something else nothing is remembered for ever.
    if (this.#known.size > mostKnown) this.#known.clear()
    return written
  }

  #specification(said: Specification): Known {
    const before = this.#known.get(said)
    if (before) return before
    const id = specificationIdOf(specificationKey(said))
    this.#fresh.push([id, said])
    const [eventBegins = '', eventEnds = ''] = eventKeyText(this.#issuerId, {
      ...said,
      identifier: '\u0001',
    }).split('\\u0001')
    const known = { id: BigInt(id), eventBegins, eventEnds, hashes: new Map<string, string>() }
    this.#known.set(said, known)
    return known
  }

  #hashOf({ hashes }: Known, result: Result): string {
    const key = `${result.grade} ${result.awardDate} ${result.providerUkprn}`
    const before = hashes.get(key)
    if (before !== undefined) return before
    if (hashes.size >= mostHashes) hashes.clear()
    const made = contentHashOf({ ...result.specification, ...result }).toString('latin1')
    hashes.set(key, made)
    return made
  }

  #grow(): void {
    const larger = Buffer.allocUnsafe(this.#bytes.length * 2)
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }

  #length(length: number): void {
    this.#at = this.#bytes.writeInt32BE(length, this.#at)
  }

  #int(value: number): void {
    this.#at = this.#bytes.writeInt32BE(value, this.#bytes.writeInt32BE(4, this.#at))
  }

  #optionalInt(digits: string | null): void {
    if (digits === null) this.#length(-1)
    else this.#int(Number(digits))
  }

  #text(text: string): void {
    const start = this.#at + 4
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      if (code > 127) {
        this.#length(this.#bytes.write(text, start))
        this.#at += this.#bytes.readInt32BE(start - 4)
        return
      }
      this.#bytes[start + index] = code
    }
    this.#length(text.length)
    this.#at += text.length
  }

  /** A UUIDv8 of the key, as `eventIdOf` makes it. */
  #eventId(key: string): void {
    this.#length(16)
    const at = this.#at
    this.#bytes.write(hash('sha256', key, 'binary'), at, 16, 'latin1')
    this.#bytes[at + 6] = 0x80 | ((this.#bytes[at + 6] ?? 0) & 0x0f)
    this.#bytes[at + 8] = 0x80 | ((this.#bytes[at + 8] ?? 0) & 0x3f)
    this.#events.push(this.#bytes.readUInt32BE(at), this.#bytes.readUInt32BE(at + 12))
    this.#at += 16
  }
}

interface Known {
  readonly id: bigint
  readonly eventBegins: string
  readonly eventEnds: string
  /** Hashes of what has been said, as bytes in a string: thousands of rows say the same. */
  readonly hashes: Map<string, string>
}

const days = new Map<string, number>()
/** Days since the first of January 2000, as PostgreSQL counts them. */
function dayNumber(day: string): number {
  const before = days.get(day)
  if (before !== undefined) return before
  const number = (Date.parse(day) - Date.UTC(2000, 0, 1)) / 86_400_000
  if (days.size > 100_000) days.clear()
  days.set(day, number)
  return number
}
