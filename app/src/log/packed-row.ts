import { idBytes, type RowOf, rowKeyOf, statementLength } from './row-key.ts'

/** One version of one event, and the hash of what it says. */
export interface CommittedRow extends RowOf {
  /** 32 bytes. */
  readonly contentHash: Uint8Array
}

/**
 * What a leaf is made of, as bytes, since there are millions: the learner's id and nonce (learner-keys.ts), the event's id
 * and version, and the hash of what it says.
 */
export const rowLength = 16 + 16 + statementLength + 32

/** The same by the database: of rows `row` with their learners' keys as `key`, all in one value and in their order. */
export const packedRows = (row: string, key: string) =>
  `string_agg(uuid_send(${row}.learner_id) || ${key}.nonce || uuid_send(${row}.event_id)
    || int4send(${row}.version) || ${row}.content_hash, '' order by ${row}.learner_id, ${row}.event_id)`

export function packRows(
  rows: readonly CommittedRow[],
  nonces: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(rows.length * rowLength)
  rows.forEach((row, index) => {
    const nonce = nonces.get(row.learnerId)
    if (!nonce) throw new Error('a learner without a key of the log')
    const at = index * rowLength
    bytes.set(idBytes(row.learnerId), at)
    bytes.set(nonce, at + 16)
    bytes.set(rowKeyOf(row).subarray(16), at + 32)
    bytes.set(row.contentHash, at + 32 + statementLength)
  })
  return bytes
}
