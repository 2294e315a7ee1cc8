import { concat, decodeBase64, encodeBase64 } from './bytes.ts'
import { LogError } from './errors.ts'
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key.ts'

/** A private key in one line: `PRIVATE+KEY+name+key ID+base64 of type and 32 bytes`, as other tools for signed notes write it. */
export function formatSignerKey(key: VerifierKey, seed: Uint8Array): string {
  const [name, id] = formatVerifierKey(key).split('+')
  return `PRIVATE+KEY+${name}+${id}+${encodeBase64(concat(Uint8Array.of(key.type), seed))}`
}

/** The reverse. The public key is for the caller to make of the seed. Throws a `LogError` where the key ID is another's. */
export function parseSignerKey(
  line: string,
  publicKeyOf: (seed: Uint8Array) => Uint8Array,
): { key: VerifierKey; seed: Uint8Array } {
  const [, name = '', id = '', encoded = ''] =
    line.match(/^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/u) ?? []
  const bytes = decodeBase64(encoded)
  if (bytes?.length !== 33) throw new LogError('malformed', 'not a signer key')
  const seed = bytes.subarray(1)
  const publicPart = encodeBase64(concat(bytes.subarray(0, 1), publicKeyOf(seed)))
  return { key: parseVerifierKey(`${name}+${id}+${publicPart}`), seed }
}
