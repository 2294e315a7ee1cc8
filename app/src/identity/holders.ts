import type { App } from '../app.ts'

const mostRemembered = 100_000

/** Whose a session or token is, by its hash: the longest not asked for is forgotten first. */
class Holders {
  readonly #personIds = new Map<string, string>()

  get(tokenHash: string): string | undefined {
    return this.#personIds.get(tokenHash)
  }

  set(tokenHash: string, personId: string): void {
    this.#personIds.delete(tokenHash)
    this.#personIds.set(tokenHash, personId)
    const [oldest] = this.#personIds.keys()
    if (this.#personIds.size > mostRemembered && oldest !== undefined) this.#personIds.delete(oldest)
  }
}

const remembered = new WeakMap<App, Holders>()

export function holdersOf(app: App): Holders {
  const known = remembered.get(app) ?? new Holders()
  remembered.set(app, known)
  return known
}
