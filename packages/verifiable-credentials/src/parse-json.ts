import { type Issue, type Limits, pointer } from './json.ts'

/** Thrown inside the parser only; `parseJson` turns it into an issue. */
class Refusal extends Error {
  readonly issue: Issue

  constructor(path: string, code: string, clause: string) {
    super(code)
    this.issue = { path, code, clause }
  }
}

/**
 * Reads JSON as RFC 8259 has it, and refuses what `JSON.parse` lets through: a name twice in one object
 * (readers disagree on which one counts, and only one of them is signed), unpaired surrogates (two different
 * texts with one hash), the name `__proto__`, and documents that are too long, too deep or too full.
 */
export function parseJson(
  text: string,
  limits: Limits,
): { ok: true; value: unknown } | { ok: false; issue: Issue } {
  try {
    return { ok: true, value: new Parser(text, limits).document() }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, issue: error.issue }
    throw error
  }
}

class Parser {
  readonly #text: string
  readonly #limits: Limits
  #at = 0
  #values = 0

  constructor(text: string, limits: Limits) {
    this.#text = text
    this.#limits = limits
  }

  document(): unknown {
    if (this.#text.length > this.#limits.maxLength)
      throw new Refusal('', 'too-large', 'limit of this library')
    const value = this.#value('', 0)
    this.#skipSpace()
    if (this.#at < this.#text.length) throw this.#malformed('')
    return value
  }

  #value(path: string, depth: number): unknown {
    this.#values += 1
    if (this.#values > this.#limits.maxValues) throw new Refusal(path, 'too-large', 'limit of this library')
    this.#skipSpace()
    const first = this.#text[this.#at]
    if (first === '{' || first === '[') {
      if (depth >= this.#limits.maxDepth) throw new Refusal(path, 'too-deep', 'limit of this library')
      return first === '{' ? this.#object(path, depth + 1) : this.#array(path, depth + 1)
    }
    return first === '"' ? this.#string(path) : this.#literal(path)
  }

  #object(path: string, depth: number): object {
    const object: { [name: string]: unknown } = {}
    this.#at += 1
    if (this.#take('}')) return object
    do {
      this.#skipSpace()
      if (this.#text[this.#at] !== '"') throw this.#malformed(path)
      const name = this.#string(path)
      const here = pointer(path, name)
      if (name === '__proto__') throw new Refusal(here, 'forbidden-name', 'rule of this library')
      if (Object.hasOwn(object, name)) throw new Refusal(here, 'duplicate-name', 'RFC 8259 §4, RFC 7493 §2.3')
      if (!this.#take(':')) throw this.#malformed(path)
      object[name] = this.#value(here, depth)
    } while (this.#take(','))
    if (!this.#take('}')) throw this.#malformed(path)
    return object
  }

  #array(path: string, depth: number): unknown[] {
    const array: unknown[] = []
    this.#at += 1
    if (this.#take(']')) return array
    do {
      array.push(this.#value(pointer(path, array.length), depth))
    } while (this.#take(','))
    if (!this.#take(']')) throw this.#malformed(path)
    return array
  }

  #string(path: string): string {
    let end = this.#at + 1
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1
    const value = this.#native(this.#text.slice(this.#at, end + 1), path)
    this.#at = end + 1
    if (typeof value !== 'string') throw this.#malformed(path)
    if (hasLoneSurrogate(value)) throw new Refusal(path, 'malformed-text', 'RFC 7493 §2.1')
    return value
  }

  #literal(path: string): unknown {
    const token = /[-+.0-9a-zA-Z]*/y
    token.lastIndex = this.#at
    const text = token.exec(this.#text)?.[0] ?? ''
    const value = this.#native(text, path)
    if (typeof value === 'number' && !Number.isFinite(value)) throw this.#malformed(path)
    this.#at += text.length
    return value
  }

  /** The grammar of strings, numbers and names is the platform's. */
  #native(token: string, path: string): unknown {
    try {
      return JSON.parse(token)
    } catch {
      throw this.#malformed(path)
    }
  }

  #take(character: string): boolean {
    this.#skipSpace()
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #skipSpace(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at += 1
  }

  #malformed(path: string): Refusal {
    return new Refusal(path, 'malformed-json', 'RFC 8259 §2')
  }
}

/** Without the `u` flag's pairing, a lone half is what is left when whole pairs are taken out. */
export function hasLoneSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/.test(text) && /\p{Surrogate}/u.test(text)
}
