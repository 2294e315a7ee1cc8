import { constants, crc32, deflateRawSync } from 'node:zlib'

export const compressionLevel = 5

/** A text that many answers have in common: compressed once, at the first of them. */
export class Fixed {
  readonly text: string
  #plain: Buffer | undefined
  #deflated: Buffer | undefined

  constructor(text: string) {
    this.text = text
  }

  get plain(): Buffer {
    this.#plain ??= Buffer.from(this.text)
    return this.#plain
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
/** Bytes of a part that is another in each answer, from which on to compress it costs less than to send it. */
const worthIt = 1_000
/** A small window is quickly set up; level 3 of it takes half the time of level 5, for a twentieth more. */
const quick = { level: 3, windowBits: 13, memLevel: 6, finishFlush: constants.Z_FULL_FLUSH }

/** One gzip stream (RFC 1952): fixed parts as they were compressed, the others as they are, or long ones quickly. */
export function joinedGzip(parts: readonly (Fixed | string)[]): Buffer<ArrayBuffer> {
  const pieces: Buffer[] = [header]
  let sum = 0
  let length = 0
  for (const part of parts) {
    const plain = typeof part === 'string' ? Buffer.from(part) : part.plain
    sum = crc32(plain, sum)
    length += plain.length
    if (typeof part !== 'string') pieces.push(part.deflated)
    else if (plain.length > worthIt) pieces.push(deflateRawSync(plain, quick))
    else pieces.push(...stored(plain))
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(sum, 0)
  trailer.writeUInt32LE(length % 2 ** 32, 4)
  return Buffer.concat([...pieces, end, trailer])
}

/** A block that is not compressed: its length, the same inverted, and what it holds. RFC 1951 §3.2.4. */
function stored(plain: Buffer): [Buffer, Buffer] {
  const head = Buffer.alloc(5)
  head.writeUInt16LE(plain.length, 1)
  head.writeUInt16LE(plain.length ^ 0xffff, 3)
  return [head, plain]
}
