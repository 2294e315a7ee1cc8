import { constants, crc32, deflateRawSync } from 'node:zlib'

export const compressionLevel = 5

/** A text that many answers have in common: compressed once, at the first of them. */
export class Fixed {
  readonly text: string
  #deflated: Buffer | undefined

  constructor(text: string) {
    this.text = text
  }

  /** Ends on a whole byte and refers to nothing before it, so that it can stand anywhere. RFC 1951 §3.2.3. */
  get deflated(): Buffer {
    this.#deflated ??= deflateRawSync(this.text, {
      level: compressionLevel,
      finishFlush: constants.Z_FULL_FLUSH,
    })
    return this.#deflated
  }
}

const header = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff])
/** A last block with nothing in it. */
const end = Buffer.from([0x01, 0x00, 0x00, 0xff, 0xff])
const longestStored = 65_535

/** One gzip stream (RFC 1952): fixed parts as they were compressed, the others as they are. */
export function joinedGzip(parts: readonly (Fixed | string)[]): Buffer<ArrayBuffer> {
  const pieces: Buffer[] = [header]
  let sum = 0
  let length = 0
  for (const part of parts) {
    const plain = Buffer.from(typeof part === 'string' ? part : part.text)
    sum = crc32(plain, sum)
    length += plain.length
    if (typeof part !== 'string') pieces.push(part.deflated)
    else for (let at = 0; at < plain.length; at += longestStored) pieces.push(...stored(plain.subarray(at)))
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(sum, 0)
  trailer.writeUInt32LE(length % 2 ** 32, 4)
  return Buffer.concat([...pieces, end, trailer])
}

/** A block that is not compressed: its length, the same inverted, and what it holds. RFC 1951 §3.2.4. */
function stored(plain: Buffer): [Buffer, Buffer] {
  const size = Math.min(plain.length, longestStored)
  const head = Buffer.alloc(5)
  head.writeUInt16LE(size, 1)
  head.writeUInt16LE(size ^ 0xffff, 3)
  return [head, plain.subarray(0, size)]
}
