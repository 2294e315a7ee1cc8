import type { App } from '../app.ts'
import { Fixed } from '../platform/gzip.ts'

/** A drawn page in pieces: text, and between them the places for what only one visitor may have. */
export interface Body {
  readonly pieces: readonly (Fixed | Slot)[]
}

/** Where the address of a file goes. */
export interface Slot {
  readonly itemId: string
  readonly variant: 'original' | 'preview'
}

interface Held {
  readonly key: string
  readonly body: Body
  readonly size: number
}

const mostCharacters = 32_000_000

class BodyCache {
  readonly #held = new Map<string, Held>()
  #size = 0

  get(place: string, key: string): Body | undefined {
    const found = this.#held.get(place)
    return found?.key === key ? found.body : undefined
  }

  set(place: string, key: string, body: Body): void {
    this.#drop(place)
    const size = body.pieces.reduce(
      (sum, piece) => sum + (piece instanceof Fixed ? piece.text.length : 100),
      0,
    )
    this.#held.set(place, { key, body, size })
    this.#size += size
    for (const oldest of this.#held.keys()) {
      if (this.#size <= mostCharacters) break
      this.#drop(oldest)
    }
  }

  #drop(place: string): void {
    this.#size -= this.#held.get(place)?.size ?? 0
    this.#held.delete(place)
  }
}

const caches = new WeakMap<App, BodyCache>()

/**
 * Drawn pages of shares. It saves the drawing, never the asking: a page is taken from here only after the transaction
 * of this look has found the grant live and the very versions that `key` names.
 */
export function bodyCache(app: App): BodyCache {
  const known = caches.get(app) ?? new BodyCache()
  caches.set(app, known)
  return known
}
