import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import { recordAccountEvent } from './account-event.ts'
import { ensureSession, ownAccount } from './acting.ts'
import type { Actor } from './actor.ts'
import { listLiveSessions, markSessionEnded, type SessionLine } from './session-store.ts'

/** This device. */
export async function signOut(app: App, actor: Actor): Promise<void> {
  if (actor.kind !== 'person' || actor.scopes !== 'all') return
  const { personId, credentialId } = actor
  await app.db.write(ownAccount(actor), async (tx) => {
    if (!(await markSessionEnded(tx, personId, credentialId, app.now()))) return
    await recordAccountEvent(tx, actor, 'account.signedOut', personId, app.now(), {
      thing: { kind: 'session', id: credentialId },
    })
  })
}

/** Another device of one's own. */
export async function endSession(app: App, actor: Actor, sessionId: string): Promise<void> {
  const person = ensureSession(actor)
  await app.db.write(ownAccount(person), async (tx) => {
    const ended = await markSessionEnded(tx, person.personId, sessionId, app.now())
    if (!ended) notFound('session')
    await recordAccountEvent(tx, actor, 'account.sessionEnded', person.personId, app.now(), {
      thing: { kind: 'session', id: sessionId },
    })
  })
}

export async function readSessions(
  app: App,
  actor: Actor,
): Promise<ReadonlyArray<SessionLine & { isThisOne: boolean }>> {
  const person = ensureSession(actor)
  const sessions = await app.db.read(ownAccount(person), (tx) =>
    listLiveSessions(tx, person.personId, app.now()),
  )
  return sessions.map((session) => ({ ...session, isThisOne: session.sessionId === person.credentialId }))
}
