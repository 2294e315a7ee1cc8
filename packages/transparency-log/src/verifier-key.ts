import { concat, decodeBase64, encodeBase64 } from './bytes.ts'
import { sha256 } from './sha256.ts'
import { LogError } from './errors.ts'

/** What a key's signatures say, by the byte that signed notes give it (C2SP signed-note, Signature types). */
export const signatureTypes = { ed25519: 0x01, cosignature: 0x04 } as const
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes]

/** A key by which notes are checked. */
export interface VerifierKey {
  readonly name: string
  readonly type: SignatureType
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

/** The key ID: the first 4 bytes of `SHA-256(name ‖ 0x0A ‖ type ‖ public key)`. */
export function keyIdOf({ name, type, publicKey }: VerifierKey): Uint8Array {
  const text = new TextEncoder().encode(`${name}\n`)
  return sha256(concat(text, Uint8Array.of(type), publicKey)).subarray(0, 4)
}

/** In one line: `name+4 bytes of ID in hexadecimal+base64 of type and key`. */
export function formatVerifierKey(key: VerifierKey): string {
  if (!isKeyName(key.name)) throw new LogError('malformed', 'a key name has no spaces and no plus')
  const id = [...keyIdOf(key)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${key.name}+${id}+${encodeBase64(concat(Uint8Array.of(key.type), key.publicKey))}`
}

/** Throws a `LogError` (`malformed`) where the line is no Ed25519 key or its ID does not fit. */
export function parseVerifierKey(line: string): VerifierKey {
  const [, name = '', encoded = ''] = line.match(/^([^+\s]+)\+[0-9a-f]{8}\+(.+)$/u) ?? []
  const bytes = decodeBase64(encoded)
  const type = bytes?.[0]
  if (bytes?.length === 33 && (type === signatureTypes.ed25519 || type === signatureTypes.cosignature)) {
    const key = { name, type, publicKey: bytes.subarray(1) }
    if (formatVerifierKey(key) === line) return key
  }
  throw new LogError('malformed', 'not a verifier key')
}

export function isKeyName(name: string): boolean {
  return /^[^+\s\p{Cc}]+$/u.test(name)
}
