import { concat, uint64 } from './bytes.ts'
import type { OpenedCheckpoint } from './checkpoint.ts'
import { type Sign, type VerifySignature, verifyEd25519 } from './ed25519.ts'
import { LogError } from './errors.ts'
import { type NoteSignature, signatureBy } from './signed-note.ts'
import { keyIdOf, signatureTypes, type VerifierKey } from './verifier-key.ts'

/**
 * States that at some time this checkpoint was the largest that its maker had seen of the log, and consistent with all
 * before (C2SP tlog-cosignature, `cosignature/v1`). `text` is the note's text.
 */
export async function cosign(
  text: string,
  name: string,
  publicKey: Uint8Array,
  time: Date,
  sign: Sign,
): Promise<NoteSignature> {
  const seconds = Math.floor(time.getTime() / 1000)
  const signature = await sign(cosignedBytes(text, seconds))
  return {
    name,
    keyId: keyIdOf({ name, type: signatureTypes.cosignature, publicKey }),
    signature: concat(uint64(seconds), signature),
  }
}

/**
 * When a witness cosigned; undefined where it did not. Throws a `LogError` (`bad-signature`) for a cosignature in its name
 * that does not fit.
 */
export async function cosignedAt(
  { note }: Pick<OpenedCheckpoint, 'note'>,
  key: VerifierKey,
  verify: VerifySignature = verifyEd25519,
): Promise<Date | undefined> {
  const found = signatureBy(note, { ...key, type: signatureTypes.cosignature })
  if (!found) return undefined
  const { signature } = found
  if (signature.length === 72) {
    const seconds = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
    const text = cosignedBytes(note.text, seconds)
    if (seconds <= 8_640_000_000_000 && (await verify(key.publicKey, text, signature.subarray(8)))) {
      return new Date(seconds * 1000)
    }
  }
  throw new LogError('bad-signature', 'the cosignature does not fit')
}

function cosignedBytes(text: string, seconds: number): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${seconds}\n${text}`)
}
