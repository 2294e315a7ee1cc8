import { createHash } from 'node:crypto'

/** What makes two rows of one issuer speak of the same result. */
export interface RowKey {
  readonly series: string
  /** As the issuer gives it: a ULN, a UCI, or centre/candidate. */
  readonly identifier: string
  readonly qualificationNumber: string
  readonly component: string
}

/** A UUIDv8 of issuer and row key, so that a repeated load finds the same event. RFC 9562 §5.8. */
export function eventIdOf(issuerId: string, key: RowKey): string {
  const bytes = createHash('sha256').update(eventKeyText(issuerId, key)).digest().subarray(0, 16)
  bytes[6] = 0x80 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** As JSON, so that no two lists of parts run together into the same bytes. */
export function eventKeyText(issuerId: string, key: RowKey): string {
  const { series, identifier, qualificationNumber, component } = key
  return JSON.stringify(['event', issuerId, series, identifier, qualificationNumber, component])
}
