import type { App } from '../app.ts'
import type { Config } from '../platform/config.ts'
import type { Glance } from '../platform/db.ts'
import type { Language } from '../words.ts'
import { findLiveToken } from './api-token-store.ts'
import { holdersOf } from './holders.ts'
import type { Preferences } from './preferences.ts'
import { hashSecret, isApiToken, isSecret } from './secret.ts'
import { findLiveSession } from './session-store.ts'
import { findAccount } from './store.ts'
import { touchSession } from './touch-session.ts'

/** Who carries a session's cookie or a bearer token. */
export interface SignedIn {
  readonly personId: string
  readonly name: string
  readonly birthDate: string
  readonly language: Language
  readonly isOperator: boolean
  readonly theme: Preferences['theme']
  readonly textSize: Preferences['textSize']
  /** `all` for a session. */
  readonly scopes: 'all' | readonly string[]
  /** The session or the token. */
  readonly credentialId: string
}

/** What else the caller reads of the person, in the same transaction. */
type Also<T> = (tx: Glance, personId: string) => Promise<T>

export interface Found<T> {
  readonly person: SignedIn
  readonly also: T
}

/** With `__Host-` a browser takes the cookie from this very host over https only. */
export function sessionCookieName({ publicUrl }: Pick<Config, 'publicUrl'>): string {
  return publicUrl.startsWith('https:') ? '__Host-vademecum_session' : 'vademecum_session'
}

/** Likewise: another host of the domain cannot plant it and so pass for this browser. */
export function browserCookieName({ publicUrl }: Pick<Config, 'publicUrl'>): string {
  return publicUrl.startsWith('https:') ? '__Host-vademecum_browser' : 'vademecum_browser'
}

/** On the way of every request of somebody signed in. */
export async function signedInPerson<T>(app: App, cookie: string, also: Also<T>): Promise<Found<T> | null> {
  if (!isSecret(cookie)) return null
  const tokenHash = hashSecret(cookie)
  const now = app.now()
  const found = await findHolder(app, tokenHash, (tx) => findLiveSession(tx, tokenHash, now), also)
  if (!found) return null
  const { credential: session, account, also: more } = found
  await touchSession(app, tokenHash, session)
  const { personId, sessionId } = session
  return { person: { ...account, personId, scopes: 'all', credentialId: sessionId }, also: more }
}

export async function personOfToken<T>(app: App, bearer: string, also: Also<T>): Promise<Found<T> | null> {
  if (!isApiToken(bearer)) return null
  const tokenHash = hashSecret(bearer)
  const found = await findHolder(app, tokenHash, (tx) => findLiveToken(tx, tokenHash, app.now()), also)
  if (!found) return null
  const { credential: token, account, also: more } = found
  const { personId, tokenId, scopes } = token
  return { person: { ...account, personId, scopes, credentialId: tokenId }, also: more }
}

/**
 * The live session or token of this hash, and its person. Whose it is never changes, so it is remembered, and then all
 * of it is one trip to the database; whether it is live is asked every time.
 */
async function findHolder<Credential extends { readonly personId: string }, T>(
  app: App,
  tokenHash: string,
  findLive: (tx: Glance) => Promise<Credential | undefined>,
  also: Also<T>,
) {
  const holders = holdersOf(app)
  const personId = holders.get(tokenHash) ?? (await app.db.glance({ key: tokenHash }, findLive))?.personId
  if (personId === undefined) return undefined
  const [credential, account, more] = await app.db.glance({ key: tokenHash, self: [personId] }, (tx) =>
    Promise.all([findLive(tx), findAccount(tx, personId), also(tx, personId)]),
  )
  if (credential?.personId !== personId || !account) return undefined
  holders.set(tokenHash, personId)
  return { credential, account, also: more }
}
