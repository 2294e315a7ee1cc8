import type { App } from '../app.ts'

/**
 * Looks random to whoever has not the master key, and is the same for the same change: so that a load that was
 * interrupted has the same root when it is done again. `change` names what is committed: the hash of a file, or an event
 * and its version.
 */
export function logBatchIdOf(app: App, issuerId: string, change: string): string {
  const bytes = Buffer.from(app.keys.mac('log batch', `${issuerId}\0${change}`), 'base64url').subarray(0, 16)
  // UUIDv8 (RFC 9562 §5.8): made of a hash.
  bytes[6] = 0x80 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
