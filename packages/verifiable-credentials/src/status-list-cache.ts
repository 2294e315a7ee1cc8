import type { JsonObject } from './json.ts'

/** A status list that was verified and unpacked, whatever came of it. */
export interface CheckedList {
  list: JsonObject
  issuer: string | undefined
  /** Structure, proof and issuer; its dates are looked at each time. */
  isTrusted: boolean
  purposes: unknown[]
  bits: Uint8Array | undefined
}

/**
 * Keeps status lists verified and unpacked from one verification to the next. It is asked with what was fetched, so
 * that a new list is another one; after `maxAge` the same list is verified anew, because the issuer's keys may
 * have changed meanwhile.
 */
export class StatusListCache {
  readonly #maxAge: number
  readonly #maxLists: number
  readonly #kept = new Map<string | JsonObject, { checked: CheckedList; at: number }>()

  constructor({ maxAge = 60_000, maxLists = 100 }: { maxAge?: number; maxLists?: number } = {}) {
    this.#maxAge = maxAge
    this.#maxLists = maxLists
  }

  find(fetched: string | JsonObject, now: Date): CheckedList | undefined {
    const kept = this.#kept.get(fetched)
    if (kept === undefined || Math.abs(now.getTime() - kept.at) > this.#maxAge) return undefined
    return kept.checked
  }

  keep(fetched: string | JsonObject, checked: CheckedList, now: Date): void {
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= this.#maxLists && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.delete(fetched)
    this.#kept.set(fetched, { checked, at: now.getTime() })
  }
}
