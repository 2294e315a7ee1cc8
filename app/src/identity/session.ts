import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { hashSecret, isSecret, newSecret } from './secret.ts'
import { findLiveSession, insertSession, markSessionEnded, touchSession } from './session-store.ts'
import { findAccount } from './store.ts'
import type { Language } from '../words.ts'

const idleDays = 30
const touchMinutes = 10

/** How somebody proved who they are: shown beside the session. */
export type SignedInWith = 'password' | 'confirmedAddress' | 'mailedLink' | 'recoveryCode'

export interface SignedInPerson {
  readonly personId: string
  readonly name: string
  readonly birthDate: string
  readonly language: Language
  readonly isOperator: boolean
  readonly theme: 'system' | 'light' | 'dark' | 'contrast'
  readonly textSize: 'normal' | 'large' | 'larger'
  readonly sessionId: string
}

/** Who carries this cookie. On the way of every request: two round trips and the commit. */
export async function signedInPerson(app: App, cookie: string | undefined): Promise<SignedInPerson | null> {
  if (cookie === undefined || !isSecret(cookie)) return null
  const tokenHash = hashSecret(cookie)
  const now = app.now()
  const found = await app.db.read({ key: tokenHash }, async (tx) => {
    const session = await findLiveSession(tx, tokenHash, now)
    if (!session) return null
    // Sent together: the settings come first on the connection.
    const [, account] = await Promise.all([
      tx.raise({ self: [session.personId] }),
      findAccount(tx, session.personId),
    ])
    return account && { session, account }
  })
  if (!found) return null
  const { session, account } = found
  const before = new Date(now.getTime() - touchMinutes * 60_000)
  if (session.lastSeenAt < before) {
    await app.db.write({ self: [session.personId] }, (tx) =>
      touchSession(tx, tokenHash, { at: now, before, expiresAt: idleEnd(now) }),
    )
  }
  return {
    ...account,
    personId: session.personId,
    theme: account.theme as SignedInPerson['theme'],
    textSize: account.textSize as SignedInPerson['textSize'],
    sessionId: session.sessionId,
  }
}

/** Begins a session in the transaction that proved who it is; gives the cookie's value. */
export async function startSession(
  app: App,
  tx: Writer,
  personId: string,
  { signedInWith, device }: { signedInWith: SignedInWith; device: string },
): Promise<string> {
  const token = newSecret()
  const at = app.now()
  await insertSession(tx, {
    tokenHash: hashSecret(token),
    sessionId: newId(at.getTime()),
    personId,
    signedInWith,
    device,
    at,
    expiresAt: idleEnd(at),
  })
  return token
}

/** A browser that signs in again leaves its old session behind. */
export async function endPresentedSession(app: App, tx: Writer, cookie: string | undefined): Promise<void> {
  if (cookie === undefined || !isSecret(cookie)) return
  await tx.raise({ key: hashSecret(cookie) })
  const old = await findLiveSession(tx, hashSecret(cookie), app.now())
  if (!old) return
  await tx.raise({ self: [old.personId] })
  await markSessionEnded(tx, old.personId, old.sessionId, app.now())
}

function idleEnd(from: Date): Date {
  return new Date(from.getTime() + idleDays * 24 * 60 * 60_000)
}
