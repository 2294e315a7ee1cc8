/** A JSON object of which nothing is known yet. */
export type JsonObject = { [name: string]: unknown }

/** One thing that is wrong with a document. */
export interface Issue {
  /** JSON pointer (RFC 6901) to the place; the empty string is the whole document. */
  path: string
  /** Machine code, stable between releases. */
  code: string
  /** The clause of a specification, or the rule of this library, that is broken. */
  clause: string
}

/** Bounds on what is read at all, so that no document can exhaust its reader. */
export interface Limits {
  /** Characters of text. */
  maxLength: number
  /** Objects and arrays inside each other. */
  maxDepth: number
  /** Values of any kind in the whole document. */
  maxValues: number
}

export const CREDENTIAL_LIMITS: Limits = { maxLength: 1_000_000, maxDepth: 32, maxValues: 20_000 }
export const BUNDLE_LIMITS: Limits = { maxLength: 20_000_000, maxDepth: 36, maxValues: 400_000 }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The values of a member that may be absent, one thing, or an array of things. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** How many objects a value holds, itself included: what the work of canonicalizing it grows with. */
export function countObjects(value: unknown): number {
  let count = 0
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    if (!Array.isArray(next)) count += 1
    if (Array.isArray(next)) {
      for (const held of next) if (typeof held === 'object') waiting.push(held)
    } else {
      for (const name of Object.keys(next)) {
        const held = (next as JsonObject)[name]
        if (typeof held === 'object') waiting.push(held)
      }
    }
  }
  return count
}

/** A place in a document; it becomes a JSON pointer only when there is something to say about it. */
export interface Place {
  readonly above: Place | undefined
  readonly step: string | number
}

export function pointerOf(place: Place | undefined): string {
  return place === undefined ? '' : pointer(pointerOf(place.above), place.step)
}

/** A JSON pointer one step further down. */
export function pointer(path: string, step: string | number): string {
  const text = String(step)
  return `${path}/${/[~/]/.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text}`
}

export function isIri(value: unknown): value is string {
  // A scheme and something after it; spaces, quotes and angle brackets would not survive as an IRI in RDF.
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value)
}
