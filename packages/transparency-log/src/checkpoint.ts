import { decodeBase64, encodeBase64, parseSize } from './bytes.ts'
import { type Sign, type VerifySignature, verifyEd25519 } from './ed25519.ts'
import { LogError } from './errors.ts'
import { hashLength } from './merkle.ts'
import { formatNote, parseNote, type SignedNote, signatureBy } from './signed-note.ts'
import { keyIdOf, signatureTypes, type VerifierKey } from './verifier-key.ts'

/** How large a log is and what is in it, in three lines (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/** A checkpoint with the note that it came in. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly note: SignedNote
}

/** What is signed: origin, size and root, each in a line. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${encodeBase64(root)}\n`
}

/** Signs a checkpoint as the log itself; `key.name` is the origin. */
export async function signCheckpoint(checkpoint: Checkpoint, key: VerifierKey, sign: Sign): Promise<string> {
  const text = checkpointText(checkpoint)
  const signature = await sign(new TextEncoder().encode(text))
  return formatNote({ text, signatures: [{ name: key.name, keyId: keyIdOf(key), signature }] })
}

/** Reads without checking a signature. Throws a `LogError` (`malformed`). Lines after the third are allowed, and ignored. */
export function parseCheckpoint(note: string): OpenedCheckpoint {
  const parsed = parseNote(note)
  const [origin = '', sizeText = '', rootText = '', ...extensions] = parsed.text.slice(0, -1).split('\n')
  const size = parseSize(sizeText)
  const root = decodeBase64(rootText)
  if (origin === '' || size === undefined || root?.length !== hashLength || extensions.includes('')) {
    throw new LogError('malformed', 'not a checkpoint')
  }
  return { origin, size, root, note: parsed }
}

/**
 * Reads a checkpoint and checks that the log signed it. Throws a `LogError`: `malformed`, `other-log` (another origin than
 * the key's name), `unsigned` (no signature by this key), `bad-signature`.
 */
export async function openCheckpoint(
  note: string,
  key: VerifierKey,
  verify: VerifySignature = verifyEd25519,
): Promise<OpenedCheckpoint> {
  const checkpoint = parseCheckpoint(note)
  if (checkpoint.origin !== key.name) throw new LogError('other-log', 'a checkpoint of another log')
  const signature = signatureBy(checkpoint.note, { ...key, type: signatureTypes.ed25519 })
  if (!signature) throw new LogError('unsigned', 'the log has not signed it')
  const text = new TextEncoder().encode(checkpoint.note.text)
  if (!(await verify(key.publicKey, text, signature.signature))) {
    throw new LogError('bad-signature', 'the signature does not fit')
  }
  return checkpoint
}
