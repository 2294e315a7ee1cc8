/** PKWARE's APPNOTE 6.3: the records of an archive, as far as they are read and written here. */
export const signatures = {
  localHeader: 0x04034b50,
  descriptor: 0x08074b50,
  centralHeader: 0x02014b50,
  end: 0x06054b50,
  zip64Locator: 0x07064b50,
} as const

export const stored = 0
export const deflated = 8

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** The checksum of an archive's content, one part after another: begin with 0. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before
  // By index: an iterator takes three times as long.
  for (let at = 0; at < bytes.length; at += 1) {
    value = (table[(value ^ (bytes[at] as number)) & 0xff] as number) ^ (value >>> 8)
  }
  return ~value >>> 0
}

/** Through one of the platform's compression streams, without waiting for more than is read. */
export async function* through(
  content: AsyncIterable<Uint8Array>,
  stream: { readable: ReadableStream<Uint8Array>; writable: WritableStream<BufferSource> },
): AsyncGenerator<Uint8Array> {
  const writer = stream.writable.getWriter()
  let failed: unknown
  const feeding = (async () => {
    try {
      for await (const part of content) {
        await writer.ready
        await writer.write(part as Uint8Array<ArrayBuffer>)
      }
      await writer.close()
    } catch (error) {
      failed = error
      await writer.abort(error).catch(() => undefined)
    }
  })()
  const reader = stream.readable.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
    await feeding
  } catch (error) {
    throw failed ?? error
  } finally {
    await reader.cancel().catch(() => undefined)
    await feeding
  }
}
