import type { App } from '../app.ts'
import type { Config } from '../platform/config.ts'
import type { Reader } from '../platform/db.ts'
import type { Language } from '../words.ts'
import { findLiveToken } from './api-token-store.ts'
import type { Preferences } from './preferences.ts'
import { hashSecret, isApiToken, isSecret } from './secret.ts'
import { idleEnd, touchMinutes } from './session.ts'
import { findLiveSession, touchSession } from './session-store.ts'
import { findAccount } from './store.ts'

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
type Also<T> = (tx: Reader, personId: string) => Promise<T>

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

/** On the way of every request of somebody signed in: two round trips and the commit. */
export async function signedInPerson<T>(app: App, cookie: string, also: Also<T>): Promise<Found<T> | null> {
  if (!isSecret(cookie)) return null
  const tokenHash = hashSecret(cookie)
  const now = app.now()
  const found = await app.db.read({ key: tokenHash }, async (tx) => {
    const session = await findLiveSession(tx, tokenHash, now)
    if (!session) return null
    const more = await readPerson(tx, session.personId, also)
    return more && { session, ...more }
  })
  if (!found) return null
  const { session, account, ...rest } = found
  const before = new Date(now.getTime() - touchMinutes * 60_000)
  if (session.lastSeenAt < before) {
    await app.db.write({ self: [session.personId] }, (tx) =>
      touchSession(tx, tokenHash, { at: now, before, expiresAt: idleEnd(now) }),
    )
  }
  const { personId, sessionId } = session
  return { person: { ...account, personId, scopes: 'all', credentialId: sessionId }, ...rest }
}

export async function personOfToken<T>(app: App, bearer: string, also: Also<T>): Promise<Found<T> | null> {
  if (!isApiToken(bearer)) return null
  const tokenHash = hashSecret(bearer)
  return app.db.read({ key: tokenHash }, async (tx) => {
    const token = await findLiveToken(tx, tokenHash, app.now())
    if (!token) return null
    const { personId, tokenId, scopes } = token
    const more = await readPerson(tx, personId, also)
    if (!more) return null
    const { account, ...rest } = more
    return { person: { ...account, personId, scopes, credentialId: tokenId }, ...rest }
  })
}

/** Sent together: the settings come first on the connection. */
async function readPerson<T>(tx: Reader, personId: string, also: Also<T>) {
  const [, account, more] = await Promise.all([
    tx.raise({ self: [personId] }),
    findAccount(tx, personId),
    also(tx, personId),
  ])
  return account && { account, also: more }
}
