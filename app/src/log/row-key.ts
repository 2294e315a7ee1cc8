/** What a leaf is of: one version of one event. */
export interface RowOf {
  readonly learnerId: string
  readonly eventId: string
  readonly version: number
}

/** The name of what is stated, of which the salt is made: event and version. */
export const statementLength = 20

export function writeStatement({ eventId, version }: RowOf, into: Uint8Array, offset = 0): void {
  writeId(eventId, into, offset)
  into[offset + 16] = version >>> 24
  into[offset + 17] = version >>> 16
  into[offset + 18] = version >>> 8
  into[offset + 19] = version
}

/** A row's place: learner, event, version. They sort as the rows of a batch do. */
export function rowKeyOf(row: RowOf): Buffer {
  const key = Buffer.alloc(16 + statementLength)
  writeId(row.learnerId, key, 0)
  writeStatement(row, key, 16)
  return key
}

export function idBytes(id: string): Buffer {
  const bytes = Buffer.alloc(16)
  writeId(id, bytes, 0)
  return bytes
}

/** Where in a UUID the two digits of each byte are. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]

/** There are millions of them, and a buffer's own reading of hexadecimal takes four times as long. */
function writeId(id: string, into: Uint8Array, offset: number): void {
  for (let i = 0; i < 16; i += 1) {
    const place = places[i] as number
    into[offset + i] = digit(id.charCodeAt(place)) * 16 + digit(id.charCodeAt(place + 1))
  }
}

/** 0 to 9, a to f. */
const digit = (code: number) => (code < 58 ? code - 48 : code - 87)
