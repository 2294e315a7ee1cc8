import type { Glance, Reader, Writer } from '../platform/db.ts'
import './tables.ts'

export interface LiveSession {
  readonly sessionId: string
  readonly personId: string
  readonly lastSeenAt: Date
}

/** The transaction's `key` has to be the hash. */
export async function findLiveSession(
  tx: Glance,
  tokenHash: string,
  at: Date,
): Promise<LiveSession | undefined> {
  const [row] = await tx.named<{ session_id: string; person_id: string; last_seen_at: Date }>(
    'live-session',
    `select session_id, person_id, last_seen_at from session
     where token_hash = $1 and ended_at is null and expires_at > $2`,
    [tokenHash, at],
  )
  return row && { sessionId: row.session_id, personId: row.person_id, lastSeenAt: row.last_seen_at }
}

export async function insertSession(
  tx: Writer,
  session: {
    tokenHash: string
    sessionId: string
    personId: string
    signedInWith: string
    device: string
    at: Date
    expiresAt: Date
  },
): Promise<void> {
  await tx.sql
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      session_id: session.sessionId,
      person_id: session.personId,
      signed_in_with: session.signedInWith,
      device: session.device,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      ended_at: null,
    })
    .execute()
}

/** Two requests at once touch it once. */
export async function touchSessions(
  tx: Writer,
  tokenHashes: readonly string[],
  seen: { at: Date; before: Date; expiresAt: Date },
): Promise<void> {
  await tx.named(
    'touch sessions',
    `update session set last_seen_at = $2, expires_at = $3
     where token_hash = any ($1::text[]) and last_seen_at < $4 and ended_at is null`,
    [tokenHashes, seen.at, seen.expiresAt, seen.before],
  )
}

export interface SessionLine {
  readonly sessionId: string
  readonly device: string
  readonly signedInWith: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
}

export async function listLiveSessions(tx: Reader, personId: string, at: Date): Promise<SessionLine[]> {
  return tx.sql
    .selectFrom('session')
    .select([
      'session_id as sessionId',
      'device',
      'signed_in_with as signedInWith',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
    ])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

/** Says whether there was one to end. */
export async function markSessionEnded(
  tx: Writer,
  personId: string,
  sessionId: string,
  at: Date,
): Promise<boolean> {
  const ended = await tx.sql
    .updateTable('session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('session_id')
    .execute()
  return ended.length > 0
}

export async function markAllSessionsEnded(tx: Writer, personId: string, at: Date): Promise<void> {
  await tx.sql
    .updateTable('session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
}
