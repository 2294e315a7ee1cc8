import type { App } from '../app.ts'
import { Fixed } from '../platform/gzip.ts'
import { Kept } from '../platform/kept.ts'

/** A drawn page in pieces: text, and between them the places for what only one visitor may have. */
export interface Body {
  readonly pieces: readonly (Fixed | Slot)[]
}

/** Where the address of a file goes. */
export interface Slot {
  readonly itemId: string
  readonly variant: 'original' | 'preview'
}

const mostCharacters = 32_000_000

class BodyCache {
  readonly #kept = new Kept<Body>(mostCharacters)

  get(place: string, key: string): Body | undefined {
    return this.#kept.get(place, key)
  }

  set(place: string, key: string, body: Body): void {
    const sizeOf = (piece: Fixed | Slot) => (piece instanceof Fixed ? piece.text.length : 100)
    const size = body.pieces.reduce((sum, piece) => sum + sizeOf(piece), 0)
    this.#kept.set(place, key, body, size)
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
