import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Actor } from '../identity/actor.ts'
import type { Words } from '../words.ts'

/** What every request carries: set by `server.ts` before a page or an API handler sees it. */
export interface AppEnv {
  Variables: {
    app: App
    actor: Actor
    t: Words
    csrf: string
    requestId: string
    /** The address prefix and the device, for rate limits and the list of sessions; never logged. */
    network: string
  }
}

export type AppContext = Context<AppEnv>
