import { crc32, deflated, signatures, stored, through } from './zip-format.ts'

export interface FileToPack {
  readonly name: string
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
  /** Text gets smaller; pictures, sound and film are packed already. */
  readonly compress?: boolean
}

/**
 * Packs files one after the other, without holding any. The same files come to the same bytes: there is no time in it.
 *
 * @example for await (const part of zipParts([{ name: 'leap2a.xml', content: bytes, compress: true }])) write(part)
 */
export async function* zipParts(
  files: Iterable<FileToPack> | AsyncIterable<FileToPack>,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = []
  let offset = 0
  for await (const file of files) {
    const name = new TextEncoder().encode(file.name)
    const method = file.compress ? deflated : stored
    yield header(signatures.localHeader, method, name)
    let size = 0
    let crc = 0
    const counted = (async function* () {
      for await (const part of partsOf(file.content)) {
        size += part.length
        crc = crc32(part, crc)
        yield part
      }
    })()
    let packed = 0
    for await (const part of file.compress
      ? through(counted, new CompressionStream('deflate-raw'))
      : counted) {
      packed += part.length
      yield part
    }
    // Sizes are known only now: a descriptor follows, and the directory says them again.
    yield numbers([4, signatures.descriptor], [4, crc], [4, packed], [4, size])
    directory.push(central(method, name, { crc, packed, size, offset }))
    offset += 30 + name.length + packed + 16
    if (offset > 0xffff_0000) throw new RangeError('an archive holds no more than 4 GiB')
  }
  if (directory.length > 0xfffe) throw new RangeError('an archive holds no more than 65,534 files')
  let length = 0
  for (const record of directory) {
    length += record.length
    yield record
  }
  const count = directory.length
  yield numbers([4, signatures.end], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, offset], [2, 0])
}

async function* partsOf(content: FileToPack['content']): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) yield content
  else yield* content
}

/** Version 2.0; flags: sizes follow the content, the name is in UTF-8; 1 January 1980. */
const common = (method: number) =>
  [
    [2, 20],
    [2, 0x0808],
    [2, method],
    [2, 0],
    [2, 0x21],
  ] as const

function header(signature: number, method: number, name: Uint8Array): Uint8Array {
  return joined(
    numbers([4, signature], ...common(method), [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  )
}

function central(
  method: number,
  name: Uint8Array,
  of: { crc: number; packed: number; size: number; offset: number },
): Uint8Array {
  return joined(
    numbers(
      [4, signatures.centralHeader],
      [2, 20],
      ...common(method),
      [4, of.crc],
      [4, of.packed],
      [4, of.size],
      [2, name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, of.offset],
    ),
    name,
  )
}

/** Little-endian, each with its length in bytes. */
function numbers(...fields: readonly (readonly [2 | 4, number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [length, value] of fields) {
    if (length === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += length
  }
  return bytes
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}
