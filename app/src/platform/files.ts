import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError, notFound } from '../errors.ts'
import {
  chunkCount,
  chunkLength,
  DamagedFileError,
  type FileName,
  fileKey,
  headerLength,
  openChunk,
  openHeader,
  saltLength,
  sealChunk,
  sealedChunkLength,
  sealedLength,
  sealHeader,
} from './file-format.ts'
import { isId } from './id.ts'

/** First and last byte, both counted, as in an HTTP range. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface StoredFile {
  readonly sha256: string
  readonly size: number
}

/**
 * Encrypted files, named by owner and content: the same content is stored once for one owner and never shared between
 * owners. Who may read a file is decided before.
 */
export interface FileStore {
  /** Refuses with `too_large` as soon as the limit (in bytes) is passed. Durable when it resolves. */
  put(
    ownerId: string,
    ownerKey: Uint8Array,
    content: AsyncIterable<Uint8Array>,
    options: { limit: number },
  ): Promise<StoredFile>
  /** The stream fails with `DamagedFileError` at the first chunk that is not as it was written. */
  open(
    ownerId: string,
    ownerKey: Uint8Array,
    sha256: string,
    range?: ByteRange,
  ): Promise<{ size: number; stream: Readable }>
  /** After the transaction that forgot the file has committed. */
  delete(ownerId: string, sha256: string): Promise<void>
}

const unfinishedFolder = '.unfinished'
const aDay = 24 * 60 * 60 * 1000

export function filesFolder(dataFolder: string): string {
  return join(dataFolder, 'files')
}

export function openFileStore(folder: string): FileStore {
  return {
    put: (ownerId, ownerKey, content, { limit }) => put(folder, ownerId, ownerKey, content, limit),
    open: (ownerId, ownerKey, sha256, range) => openFile(folder, { ownerId, sha256 }, ownerKey, range),
    delete: async (ownerId, sha256) => rm(pathOf(folder, { ownerId, sha256 }), { force: true }),
  }
}

/** What an upload left behind when the process was killed. */
export async function clearUnfinishedFiles(folder: string, now: Date): Promise<void> {
  const unfinished = join(folder, unfinishedFolder)
  for (const name of await readdir(unfinished).catch(() => [])) {
    const path = join(unfinished, name)
    const found = await stat(path).catch(() => undefined)
    if (found && now.getTime() - found.mtimeMs > aDay) await rm(path, { force: true })
  }
}

async function put(
  folder: string,
  ownerId: string,
  ownerKey: Uint8Array,
  content: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StoredFile> {
  ensureOwner(ownerId)
  const unfinished = join(folder, unfinishedFolder)
  const temporary = join(unfinished, randomBytes(12).toString('hex'))
  await makeFolder(unfinished)
  const file = await open(temporary, 'wx', 0o600)
  try {
    const stored = await writeSealed(file, ownerId, ownerKey, content, limit)
    await file.sync()
    const path = pathOf(folder, { ownerId, sha256: stored.sha256 })
    await makeFolder(dirname(path))
    await rename(temporary, path)
    await syncFolder(dirname(path))
    return stored
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** The header holds size and hash, which are known at the end: its place is left free and filled last. */
async function writeSealed(
  file: FileHandle,
  ownerId: string,
  ownerKey: Uint8Array,
  content: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StoredFile> {
  const salt = randomBytes(saltLength)
  const key = fileKey(ownerKey, salt)
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(chunkLength)
  let filled = 0
  let index = 0
  let size = 0
  let position = headerLength
  const flush = async (isLast: boolean) => {
    const sealed = sealChunk(key, index, isLast, chunk.subarray(0, filled))
    await file.write(sealed, 0, sealed.length, position)
    position += sealed.length
    index += 1
    filled = 0
  }
  for await (const part of content) {
    size += part.length
    if (size > limit) throw new AppError('too_large', { values: { limit } })
    hash.update(part)
    for (let taken = 0; taken < part.length; ) {
      // A full chunk waits until more comes: only then is it known not to be the last.
      if (filled === chunkLength) await flush(false)
      const piece = part.subarray(taken, taken + chunkLength - filled)
      chunk.set(piece, filled)
      filled += piece.length
      taken += piece.length
    }
  }
  await flush(true)
  const sha256 = hash.digest('hex')
  const header = sealHeader(key, salt, size, { ownerId, sha256 })
  await file.write(header, 0, header.length, 0)
  return { sha256, size }
}

async function openFile(
  folder: string,
  name: FileName,
  ownerKey: Uint8Array,
  range: ByteRange | undefined,
): Promise<{ size: number; stream: Readable }> {
  const path = pathOf(folder, name)
  const file = await open(path, constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') notFound('the file is not in the store')
    throw error
  })
  try {
    const header = Buffer.alloc(headerLength)
    const { bytesRead } = await file.read(header, 0, headerLength, 0)
    const { key, size } = openHeader(header.subarray(0, bytesRead), ownerKey, name)
    if ((await file.stat()).size !== sealedLength(size))
      throw new DamagedFileError('a stored file was cut or grew')
    const start = range?.start ?? 0
    const end = Math.min(range?.end ?? size - 1, size - 1)
    if (range && (start < 0 || start >= size || end < start))
      throw new RangeError('the range is not in the file')
    const stream = Readable.from(plainBytes(file, key, size, start, end), { objectMode: false })
    // A generator that was never asked for anything does not come by its `finally`.
    stream.once('close', () => void file.close())
    return { size, stream }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function* plainBytes(
  file: FileHandle,
  key: Buffer,
  size: number,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const last = chunkCount(size) - 1
  const sealed = Buffer.alloc(sealedChunkLength)
  try {
    const lastWanted = Math.floor(Math.max(end, 0) / chunkLength)
    for (let index = Math.floor(start / chunkLength); index <= lastWanted; index++) {
      const { bytesRead } = await file.read(
        sealed,
        0,
        sealedChunkLength,
        headerLength + index * sealedChunkLength,
      )
      const plain = openChunk(key, index, index === last, sealed.subarray(0, bytesRead))
      const offset = index * chunkLength
      const wanted = plain.subarray(Math.max(start - offset, 0), end - offset + 1)
      if (wanted.length > 0) yield wanted
    }
  } finally {
    await file.close()
  }
}

/** Both parts come from outside now and then; neither may lead out of the folder. */
function pathOf(folder: string, { ownerId, sha256 }: FileName): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('a file is named by its SHA-256')
  return join(folder, ensureOwner(ownerId), sha256)
}

function ensureOwner(ownerId: string): string {
  if (!isId(ownerId)) throw new Error('an owner is named by an id')
  return ownerId
}

/** A new folder is only durable once the one above it is. */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 })
  if (made === undefined) return
  for (let folder = dirname(path); folder.length >= dirname(made).length; folder = dirname(folder)) {
    await syncFolder(folder)
  }
}

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
