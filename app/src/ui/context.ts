import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Actor } from '../identity/actor.ts'
import type { Words } from '../words.ts'
import type { Frame } from './frame.ts'

/** What every request carries: set by `server.ts` before a page or an API handler sees it. */
export interface AppEnv {
  Variables: {
    app: App
    actor: Actor
    t: Words
    csrf: string
    look: Pick<Frame, 'theme' | 'textSize'>
    /** Where whoever asks can go from here. */
    places(): Pick<Frame, 'areas' | 'accountLinks'>
    requestId: string
    /** The address that asks, for as long as the request lasts. */
    client: string
    /** The network that asks (/24 or /64), for rate limits only; never logged. */
    network: string
  }
}

export type AppContext = Context<AppEnv>
