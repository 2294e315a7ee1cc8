import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { hashSecret, isSecret, newSecret } from './secret.ts'
import { findLiveSession, insertSession, markSessionEnded } from './session-store.ts'

const idleDays = 30
/** How exact "last seen" is: a write on every request would cost more than it tells. */
export const touchMinutes = 10

/** How somebody proved who they are: shown beside the session. */
export type SignedInWith = 'password' | 'confirmedAddress' | 'mailedLink' | 'recoveryCode'

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

export function idleEnd(from: Date): Date {
  return new Date(from.getTime() + idleDays * 24 * 60 * 60_000)
}
