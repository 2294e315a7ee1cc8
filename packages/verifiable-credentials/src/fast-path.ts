import { canonicalDataset, TooMuchWork } from './canonical-dataset.ts'
import type { ContextMap } from './contexts.ts'
import type { HashName } from './cryptosuites.ts'
import { digestNow } from './digest.ts'
import { CredentialError } from './errors.ts'
import type { JsonObject } from './json.ts'
import { Compiler, Outside, type Vocabulary } from './vocabulary.ts'
import { walkDocument } from './walk-document.ts'

/** Two canonical forms of one document that should have been one. */
export interface Difference {
  document: JsonObject
  fast: string
  slow: string
}

export interface FastPathOptions {
  /**
   * Every so many documents one is also brought into its form the long way. Odd, since a proof brings its options and its
   * document in turn: both have to be met.
   */
  checkEvery?: number
  /** Told once: by then the fast path is off. */
  onDifference?: (difference: Difference) => void
}

type Slow = (document: JsonObject, contexts: ContextMap, hash: HashName) => Promise<string>

/**
 * The canonical form of documents whose contexts are compiled, without expanding JSON-LD. What is not compiled
 * goes the long way. So does, besides, every document that uses a vocabulary for the first time and one of so
 * many after that: if the two ever differ, the fast path is off until the process ends, and somebody is told.
 */
export class FastPath {
  readonly #checkEvery: number
  readonly #compilers = new WeakMap<ContextMap, Compiler>()
  #onDifference: ((difference: Difference) => void) | undefined
  #isOn = digestNow !== undefined
  #untilCheck: number
  readonly #counts = { fast: 0, slow: 0, checked: 0 }

  constructor({ checkEvery = 2_003, onDifference }: FastPathOptions = {}) {
    this.#checkEvery = checkEvery
    this.#untilCheck = checkEvery
    this.#onDifference = onDifference
  }

  get isOn(): boolean {
    return this.#isOn
  }

  /** How many documents went which way, and how many of the fast ones were checked. */
  get counts(): { readonly fast: number; readonly slow: number; readonly checked: number } {
    return { ...this.#counts }
  }

  /** Whom to tell of a difference from now on. */
  onDifference(tell: (difference: Difference) => void): void {
    this.#onDifference = tell
  }

  async canonicalize(
    document: JsonObject,
    contexts: ContextMap,
    hash: HashName,
    slow: Slow,
  ): Promise<string> {
    const found = this.#isOn ? this.#tryFast(document, contexts, hash) : undefined
    if (found === undefined) {
      this.#counts.slow += 1
      return slow(document, contexts, hash)
    }
    this.#counts.fast += 1
    this.#untilCheck -= 1
    if (found.unproven.size === 0 && this.#untilCheck > 0) return found.text
    if (this.#untilCheck <= 0) this.#untilCheck = this.#checkEvery
    this.#counts.checked += 1
    const text = await slow(document, contexts, hash)
    if (text !== found.text) this.#turnOff({ document, fast: found.text, slow: text })
    else for (const vocabulary of found.unproven) vocabulary.isProven = true
    return text
  }

  #tryFast(
    document: JsonObject,
    contexts: ContextMap,
    hash: HashName,
  ): { text: string; unproven: ReadonlySet<Vocabulary> } | undefined {
    if (digestNow === undefined) return undefined
    const digest = digestNow
    const compiler = this.#compilers.get(contexts) ?? new Compiler(contexts)
    this.#compilers.set(contexts, compiler)
    try {
      const { dataset, unproven } = walkDocument(document, compiler)
      return { text: canonicalDataset(dataset, (text) => digest(text, hash)), unproven }
    } catch (error) {
      if (error instanceof Outside) return undefined
      if (error instanceof TooMuchWork) {
        throw new CredentialError('too-complex', 'the document takes too much work to check', {
          cause: error,
        })
      }
      throw error
    }
  }

  #turnOff(difference: Difference): void {
    this.#isOn = false
    this.#onDifference?.(difference)
  }
}

/** The one that proofs are made and checked with unless told otherwise. */
export const fastPath = new FastPath()
