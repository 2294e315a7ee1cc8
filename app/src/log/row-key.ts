/** Bytes of a row's place: learner, event, version. They sort as the rows of a batch do. */
export const rowKeyLength = 36

export interface RowOf {
  readonly learnerId: string
  readonly eventId: string
  readonly version: number
}

export function writeRowKey({ learnerId, eventId, version }: RowOf, into: Uint8Array): void {
  writeId(learnerId, into, 0)
  writeId(eventId, into, 16)
  into[32] = version >>> 24
  into[33] = version >>> 16
  into[34] = version >>> 8
  into[35] = version
}

/** What of it a salt is made of: event and version. */
export const statementOf = (rowKey: Uint8Array): Uint8Array => rowKey.subarray(16)

export function rowKeyOf(row: RowOf): Buffer {
  const key = Buffer.alloc(rowKeyLength)
  writeRowKey(row, key)
  return key
}

const dash = '-'.charCodeAt(0)

/** The 16 bytes of a UUID. Millions of them: a buffer's own reading of hexadecimal takes four times as long. */
export function writeId(id: string, into: Uint8Array, offset: number): void {
  let high = -1
  let at = offset
  for (let i = 0; i < id.length; i += 1) {
    const code = id.charCodeAt(i)
    if (code === dash) continue
    const digit = code < 58 ? code - 48 : code - 87
    if (high < 0) high = digit
    else {
      into[at] = high * 16 + digit
      at += 1
      high = -1
    }
  }
}

export function idBytes(id: string): Buffer {
  const bytes = Buffer.alloc(16)
  writeId(id, bytes, 0)
  return bytes
}
