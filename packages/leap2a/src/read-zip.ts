import { Leap2aError } from './errors.ts'
import { crc32, deflated, signatures, stored, through } from './zip-format.ts'

/** Anything of which parts can be read: a file, a `Blob`, bytes. */
export interface ByteSource {
  readonly size: number
  read(offset: number, length: number): Promise<Uint8Array>
}

export interface ZipLimits {
  /** How many entries: 10,000 unless told. */
  readonly entries?: number
  /** What all that is read may come to when inflated, counted as it is inflated: 1 GiB unless told. */
  readonly inflated?: number
}

export interface ZipEntry {
  /** A path within the archive, with `/` between its parts. */
  readonly name: string
  /** As the archive claims; what is read may be no more and no less. */
  readonly size: number
  read(): AsyncGenerator<Uint8Array>
}

interface Packed {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** @example const zip = await openZip(bytesSource(new Uint8Array(await file.arrayBuffer()))) */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  }
}

/**
 * Opens a zip archive that may come from anybody. By name: its files. Refused are names that lead out of it or stand in
 * it twice, links, encryption, parts that overlap, and more than the limits allow: what counts is what is inflated,
 * whatever the archive claims.
 */
export async function openZip(
  source: ByteSource,
  limits: ZipLimits = {},
): Promise<ReadonlyMap<string, ZipEntry>> {
  const { entries: most = 10_000, inflated = 1024 * 1024 * 1024 } = limits
  const records = await readDirectory(source, most)
  ensureApart(records, source.size)
  const files = new Map<string, ZipEntry>()
  const left = { bytes: inflated }
  for (const record of records) {
    const { name, size } = record
    if (size > inflated) {
      throw new Leap2aError('zip_too_large', `${name} claims more than ${inflated} bytes`)
    }
    if (files.has(name)) throw new Leap2aError('zip_name', `${name} stands in the archive twice`)
    if (name.endsWith('/')) continue
    files.set(name, { name, size, read: () => inflate(source, record, left) })
  }
  return files
}

async function readDirectory(source: ByteSource, most: number): Promise<Packed[]> {
  const tailLength = Math.min(source.size, 22 + 0xffff)
  const tail = viewOf(await exactly(source, source.size - tailLength, tailLength))
  let end = tail.byteLength - 22
  // The last record that reaches to the very end: one within its comment is none.
  while (end >= 0) {
    const whole =
      tail.getUint32(end, true) === signatures.end &&
      end + 22 + tail.getUint16(end + 20, true) === tail.byteLength
    if (whole) break
    end -= 1
  }
  if (end < 0) throw damaged('it has no directory')
  if (end >= 20 && tail.getUint32(end - 20, true) === signatures.zip64Locator) {
    throw new Leap2aError('zip_too_large', 'archives of more than 4 GiB or 65,535 entries are not read')
  }
  const count = tail.getUint16(end + 10, true)
  const length = tail.getUint32(end + 12, true)
  const offset = tail.getUint32(end + 16, true)
  if (count > most) throw new Leap2aError('zip_too_large', `the archive has more than ${most} entries`)
  if (tail.getUint16(end + 4, true) !== 0 || tail.getUint16(end + 8, true) !== count)
    throw new Leap2aError('zip_unsupported', 'archives in several parts are not read')
  if (offset + length > source.size || length > count * 0x4_0000) throw damaged('its directory does not fit')
  const directory = await exactly(source, offset, length)
  return recordsOf(directory, count)
}

function recordsOf(directory: Uint8Array, count: number): Packed[] {
  const view = viewOf(directory)
  const records: Packed[] = []
  let at = 0
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== signatures.centralHeader)
      throw damaged('its directory is cut')
    const nameLength = view.getUint16(at + 28, true)
    const whole = 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (at + whole > view.byteLength) throw damaged('its directory is cut')
    const flags = view.getUint16(at + 8, true)
    const name = nameOf(directory.subarray(at + 46, at + 46 + nameLength))
    const record = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    if (record.packed === 0xffffffff || record.size === 0xffffffff || record.offset === 0xffffffff)
      throw new Leap2aError('zip_too_large', `${name} claims more than 4 GiB`)
    if (flags & 1) throw new Leap2aError('zip_unsupported', `${name} is encrypted`)
    if (record.method !== stored && record.method !== deflated)
      throw new Leap2aError('zip_unsupported', `${name} is packed by a method that is not read`)
    // The upper half is a Unix mode where the archive was made on Unix: a link would lead out of it.
    if (((view.getUint32(at + 38, true) >>> 16) & 0xf000) === 0xa000)
      throw new Leap2aError('zip_unsupported', `${name} is a link`)
    records.push(record)
    at += whole
  }
  return records
}

function nameOf(bytes: Uint8Array): string {
  let name: string
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Before UTF-8 was agreed on: what matters is that references to it can be told apart.
    name = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  }
  const path = name.replaceAll('\\', '/')
  const parts = path.replace(/\/$/, '').split('/')
  const leadsOut =
    path.startsWith('/') ||
    /^[A-Za-z]:/.test(path) ||
    parts.some((part) => part === '..' || part === '.' || part === '')
  if (leadsOut || /[\u0000-\u001f\u007f]/.test(path))
    throw new Leap2aError(
      'zip_name',
      `the archive names ${JSON.stringify(name.slice(0, 200))}, which is no path within it`,
    )
  return path
}

/** Entries that share bytes are how a small archive claims to be a huge one. */
function ensureApart(records: readonly Packed[], size: number): void {
  const placed = [...records].sort((a, b) => a.offset - b.offset)
  for (const [index, { name, offset, packed }] of placed.entries()) {
    const until = placed[index + 1]?.offset ?? size
    if (offset + 30 + packed > until) throw damaged(`${name} overlaps what follows it`)
  }
}

async function* inflate(
  source: ByteSource,
  record: Packed,
  left: { bytes: number },
): AsyncGenerator<Uint8Array> {
  const header = viewOf(await exactly(source, record.offset, 30))
  if (header.getUint32(0, true) !== signatures.localHeader)
    throw damaged(`${record.name} is not where it should be`)
  const start = record.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  const packed = packedParts(source, start, record.packed)
  const content = record.method === stored ? packed : through(packed, new DecompressionStream('deflate-raw'))
  let length = 0
  let crc = 0
  try {
    for await (const part of content) {
      length += part.length
      left.bytes -= part.length
      if (left.bytes < 0)
        throw new Leap2aError('zip_too_large', 'the archive inflates to more than is allowed')
      if (length > record.size) throw damaged(`${record.name} is larger than it claims`)
      crc = crc32(part, crc)
      yield part
    }
  } catch (cause) {
    if (cause instanceof Leap2aError) throw cause
    throw new Leap2aError('zip_damaged', `${record.name} cannot be inflated`, { cause })
  }
  if (length !== record.size || crc !== record.crc) throw damaged(`${record.name} is not what was packed`)
}

const step = 64 * 1024

async function* packedParts(source: ByteSource, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += step) yield exactly(source, start + at, Math.min(step, length - at))
}

async function exactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  if (offset < 0 || offset + length > source.size) throw damaged('it is cut')
  const bytes = await source.read(offset, length)
  if (bytes.length !== length) throw damaged('it is cut')
  return bytes
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function damaged(why: string): Leap2aError {
  return new Leap2aError('zip_damaged', `the archive is damaged: ${why}`)
}
