import type { App } from '../app.ts'
import { idleEnd, touchMinutes } from './session.ts'
import { type LiveSession, touchSessions } from './session-store.ts'

/**
 * Those who were seen while a write is under way are written together by the next: on results day everybody comes after
 * a long time, and a commit for each would cost more than what they came for.
 */
class Touches {
  readonly #app: App
  #seen = new Map<string, LiveSession>()
  #last: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined

  constructor(app: App) {
    this.#app = app
  }

  add(tokenHash: string, session: LiveSession): Promise<void> {
    this.#seen.set(tokenHash, session)
    this.#next ??= this.#last.then(() => this.#write())
    return this.#next
  }

  #write(): Promise<void> {
    const seen = this.#seen
    this.#seen = new Map()
    this.#next = undefined
    const at = this.#app.now()
    const written = this.#app.db.write({ self: [...seen.values()].map((each) => each.personId) }, (tx) =>
      touchSessions(tx, [...seen.keys()], { at, before: touchedBefore(at), expiresAt: idleEnd(at) }),
    )
    this.#last = written.catch(() => undefined)
    return written
  }
}

const touches = new WeakMap<App, Touches>()

/** Keeps when a session was last seen, and with it when it ends unless it is seen again. */
export async function touchSession(app: App, tokenHash: string, session: LiveSession): Promise<void> {
  if (session.lastSeenAt >= touchedBefore(app.now())) return
  const ours = touches.get(app) ?? new Touches(app)
  touches.set(app, ours)
  await ours.add(tokenHash, session)
}

const touchedBefore = (at: Date) => new Date(at.getTime() - touchMinutes * 60_000)
