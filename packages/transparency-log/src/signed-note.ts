import { concat, decodeBase64, encodeBase64, sameBytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { isKeyName, keyIdOf, type VerifierKey } from './verifier-key.ts'

/** A text and the signatures below it (C2SP signed-note). */
export interface SignedNote {
  /** Ends with a newline, which is signed too. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly name: string
  /** 4 bytes. */
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

const longest = 1_000_000
const mostSignatures = 100

/** Throws a `LogError` (`malformed`) at anything that is not exactly a signed note. */
export function parseNote(note: string): SignedNote {
  const refuse = (message: string): never => {
    throw new LogError('malformed', message)
  }
  if (note.length > longest) refuse('the note is too long')
  // oxlint-disable-next-line no-control-regex -- the format forbids them
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || /\p{Cs}/u.test(note)) refuse('a note is plain text')
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || !note.endsWith('\n')) refuse('a note ends with signature lines')
  const lines = note.slice(blank + 2, -1).split('\n')
  if (lines.length > mostSignatures) refuse('too many signatures')
  return {
    text: note.slice(0, blank + 1),
    signatures: lines.map((line) => parseSignatureLine(line) ?? refuse('a signature line cannot be read')),
  }
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`
}

/** `— name base64(key ID ‖ signature)` and a newline. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${encodeBase64(concat(keyId, signature))}\n`
}

/** The reverse, without the newline; undefined where it is none. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = line.match(/^\u2014 (\S+) (\S+)$/u) ?? []
  const bytes = decodeBase64(encoded)
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) }
}

/** The signature under a note that names a key, by name and key ID both. */
export function signatureBy(note: SignedNote, key: VerifierKey): NoteSignature | undefined {
  const id = keyIdOf(key)
  return note.signatures.find(({ name, keyId }) => name === key.name && sameBytes(keyId, id))
}
