import { isAscii, isUtf8 } from 'node:buffer'
import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, invalid } from '../../errors.ts'

/** A file that is here in full, so that a slow sender holds no transaction open. */
export interface Spooled {
  readonly hash: string
  readonly size: number
  text(): AsyncGenerator<string>
  /** Its bytes as UTF-8, whatever it was written in, without a byte order mark. */
  utf8(): AsyncGenerator<Uint8Array>
  /** Its bytes as they came. */
  bytes(): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

/** From so many bytes on a file is worth threads of its own, and memory of the database. */
export const largeFile = 4_000_000

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * Takes the stream to a file without a name: it goes with the process, so that `kill -9` leaves no personal data on
 * the disk. Spreadsheets save UTF-8, UTF-16 or what Windows called ANSI; what is not valid UTF-8 is the last. Where
 * letters of UTF-8 stand as well it is neither: read as the one or the other it would say names that nobody has.
 */
export async function spool(
  folder: string,
  stream: AsyncIterable<Uint8Array>,
  options: { limit: number },
): Promise<Spooled> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `.spool-${randomBytes(12).toString('hex')}`)
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  try {
    const hash = createHash('sha256')
    const utf8 = new TextDecoder('utf-8', { fatal: true })
    let encoding: Encoding | undefined
    let size = 0
    // Nothing of a character waits for its end: then ASCII needs no closer look.
    let isWhole = true
    let hasLetters = false
    let isText = true
    for await (const piece of stream) {
      size += piece.length
      if (size > options.limit) throw new AppError('too_large', { values: { limit: options.limit } })
      if (size === piece.length)
        isText = !controls.test(Buffer.from(piece.subarray(0, 1000)).toString('latin1'))
      encoding ??= byOrderMark(piece)
      if (encoding === undefined && !(isWhole && isAscii(piece))) {
        if (decodes(utf8, piece)) hasLetters ||= !isAscii(piece)
        else encoding = 'windows-1252'
        if (encoding !== undefined) hasLetters ||= lettersOfUtf8.test(lenient.decode(piece))
        isWhole = isAscii(piece.subarray(-1))
      }
      hash.update(piece)
      await file.appendFile(piece)
    }
    if (encoding === undefined && !decodes(utf8)) encoding = 'windows-1252'
    if (encoding === 'windows-1252' && hasLetters && isText) {
      invalid({ field: 'file', key: 'record.file_encoding', values: { row: await firstNotUtf8(file) } })
    }
    return {
      hash: hash.digest('hex'),
      size,
      text: () => textOf(file, encoding ?? 'utf-8'),
      utf8: () => utf8Of(file, encoding ?? 'utf-8'),
      bytes: () => bytesOf(file),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

function byOrderMark(piece: Uint8Array): Encoding | undefined {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le'
  if (piece[0] === 0xfe && piece[1] === 0xff) return 'utf-16be'
  return undefined
}

function decodes(decoder: TextDecoder, piece?: Uint8Array): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined })
    return true
  } catch {
    return false
  }
}

const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
/** What is no text is for whoever reads it to say. */
const controls = /[\0-\u0008\u000e-\u001f]/
const lettersOfUtf8 = /[^\0-\u007f\ufffd]/
const longestLine = 1_000_000

/** As a spreadsheet counts. */
async function firstNotUtf8(file: FileHandle): Promise<number> {
  let row = 1
  let line = Buffer.alloc(0)
  for await (const piece of bytesOf(file)) {
    const bytes = Buffer.concat([line, piece])
    let from = 0
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
      if (!isUtf8(bytes.subarray(from, end))) return row
      row += 1
      from = end + 1
    }
    line = bytes.subarray(from)
    if (line.length > longestLine) break
  }
  return row
}

async function* textOf(file: FileHandle, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  const buffer = Buffer.alloc(65_536)
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) break
    position += bytesRead
    yield decoder.decode(buffer.subarray(0, bytesRead), { stream: true })
  }
  const rest = decoder.decode()
  if (rest) yield rest
}

const mark = [0xef, 0xbb, 0xbf]

async function* utf8Of(file: FileHandle, encoding: Encoding): AsyncGenerator<Uint8Array> {
  if (encoding !== 'utf-8') {
    for await (const piece of textOf(file, encoding)) yield Buffer.from(piece, 'utf8')
    return
  }
  let isFirst = true
  for await (const piece of bytesOf(file)) {
    yield isFirst && mark.every((byte, index) => piece[index] === byte) ? piece.subarray(mark.length) : piece
    isFirst = false
  }
}

async function* bytesOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const buffer = Buffer.allocUnsafe(262_144)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    position += bytesRead
  }
}
