import { createHash } from 'node:crypto'
import type { App } from '../app.ts'
import type { Config } from '../platform/config.ts'
import type { Reader } from '../platform/db.ts'
import type { Language } from '../words.ts'

/** Somebody who presented a session or a token that holds. */
export interface SignedIn {
  readonly personId: string
  readonly name: string
  readonly birthDate: string
  readonly language: Language
  readonly theme: 'system' | 'light' | 'dark' | 'contrast'
  readonly textSize: 'normal' | 'large' | 'larger'
  readonly isOperator: boolean
  readonly scopes: 'all' | readonly string[]
  /** The session's or the token's id. */
  readonly credentialId: string
}

/** What another noun reads of the person in the same transaction, sent along in the same round trip. */
type AlsoRead<T> = (tx: Reader, personId: string) => Promise<T>
export type Found<T> = { readonly person: SignedIn; readonly also: T } | null

/** Only the hash of a secret is ever stored. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** `__Host-` binds the cookie to this host and to https; plain http (development) cannot carry it. */
export function sessionCookieName(config: Pick<Config, 'publicUrl'>): string {
  return config.publicUrl.startsWith('https:') ? '__Host-vademecum_session' : 'vademecum_session'
}

const touchAfterMinutes = 10

/** The person of a session's cookie: two round trips, and a third at most once in ten minutes. */
export async function signedInPerson<T>(app: App, cookie: string, also: AlsoRead<T>): Promise<Found<T>> {
  const hash = hashOf(cookie)
  const found = await app.db.read({ key: hash }, async (tx) => {
    const [session] = await tx.named<{ session_id: string; person_id: string; stale: boolean }>(
      'session by cookie',
      `select session_id, person_id, last_seen_at < now() - make_interval(mins => ${touchAfterMinutes}) as stale
       from session where token_hash = $1 and ended_at is null and expires_at > now()`,
      [hash],
    )
    if (!session) return null
    const loaded = await loadPerson(tx, session.person_id, also)
    return loaded && { session, ...loaded }
  })
  if (!found) return null
  const { session, facts, also: alsoRead } = found
  if (session.stale) await touch(app, session.person_id, hash)
  return { person: { ...facts, scopes: 'all', credentialId: session.session_id }, also: alsoRead }
}

/** The person of a bearer token of the API. */
export async function personOfToken<T>(app: App, bearer: string, also: AlsoRead<T>): Promise<Found<T>> {
  const hash = hashOf(bearer)
  return app.db.read({ key: hash }, async (tx) => {
    const [token] = await tx.named<{ token_id: string; person_id: string; scopes: string[] }>(
      'token by secret',
      `select token_id, person_id, scopes from api_token
       where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [hash],
    )
    if (!token) return null
    const loaded = await loadPerson(tx, token.person_id, also)
    if (!loaded) return null
    return {
      person: { ...loaded.facts, scopes: token.scopes, credentialId: token.token_id },
      also: loaded.also,
    }
  })
}

type Facts = Omit<SignedIn, 'scopes' | 'credentialId'>

async function loadPerson<T>(
  tx: Reader,
  personId: string,
  also: AlsoRead<T>,
): Promise<{ facts: Facts; also: T } | null> {
  // Sent together: the settings first, then both reads.
  const [, [row], alsoRead] = await Promise.all([
    tx.raise({ self: [personId] }),
    tx.named<{
      name: string
      birth_date: string
      language: Language
      theme: SignedIn['theme']
      text_size: SignedIn['textSize']
      is_operator: boolean
    }>(
      'person signed in',
      `select coalesce(known_as, given_name) || ' ' || family_name as name, birth_date, language, theme, text_size,
         exists (select from operator where operator.person_id = $1) as is_operator
       from person join person_name using (person_id) where person.person_id = $1`,
      [personId],
    ),
    also(tx, personId),
  ])
  if (!row) return null
  return {
    facts: {
      personId,
      name: row.name,
      birthDate: row.birth_date,
      language: row.language,
      theme: row.theme,
      textSize: row.text_size,
      isOperator: row.is_operator,
    },
    also: alsoRead,
  }
}

async function touch(app: App, personId: string, hash: string): Promise<void> {
  await app.db.write({ self: [personId] }, (tx) =>
    tx.named('touch session', 'update session set last_seen_at = $2 where token_hash = $1', [
      hash,
      app.now(),
    ]),
  )
}
