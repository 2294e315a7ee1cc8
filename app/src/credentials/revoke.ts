import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { SystemActor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { revokeInList } from './status-lists.ts'
import type { CredentialTable } from './tables.ts'

export interface Revoking {
  readonly issuedUntil?: Date
  /** Of these shares alone. */
  readonly grantIds?: ReadonlySet<string>
  /** The same version is attested anew when somebody next looks: the row makes room for it. */
  readonly again?: boolean
}

const revoking: SystemActor = { kind: 'system', name: 'credentials' }

/**
 * Takes back every credential that attests these versions of learning events, in the transaction in which they are
 * superseded or withdrawn: nobody can be shown the new result while the old one still passes. The transaction has the
 * issuer's power. Call `forgetTrustState` after it committed.
 */
export async function revokeCredentials(
  app: App,
  tx: Writer,
  issuerId: string,
  superseded: readonly { eventId: string; version: number }[],
  { issuedUntil, grantIds, again = false }: Revoking = {},
): Promise<number> {
  if (superseded.length === 0) return 0
  const latest = new Map<string, number>()
  for (const { eventId, version } of superseded) {
    latest.set(eventId, Math.max(version, latest.get(eventId) ?? 0))
  }
  const found = await tx.sql
    .selectFrom('credential')
    .select(['learner_id', 'event_id', 'version', 'grant_id', 'status_list_id', 'status_index', 'issued_at'])
    .where('issuer_id', '=', issuerId)
    .where(sql<boolean>`event_id = any(${[...latest.keys()]}::uuid[])`)
    .where('revoked_at', 'is', null)
    .execute()
  // Whatever is older than a superseded version is superseded too.
  const taken = found.filter(
    ({ event_id, version, issued_at, grant_id }) =>
      version <= (latest.get(event_id) ?? 0) &&
      (issuedUntil === undefined || issued_at <= issuedUntil) &&
      (grantIds === undefined || grantIds.has(grant_id)),
  )
  // Lists in one order, so that two revocations never wait for each other crosswise.
  for (const listId of [...new Set(taken.map((row) => row.status_list_id))].sort()) {
    const indexes = taken.filter((row) => row.status_list_id === listId).map((row) => row.status_index)
    await revokeInList(app, tx, issuerId, listId, indexes)
  }
  const at = app.now()
  for (const { learner_id, event_id, version, grant_id } of taken) {
    const one = { learner_id, event_id, version, grant_id }
    if (again) await deleteCredential(tx, one)
    else await markRevoked(tx, one, at)
    await recordEvent(tx, revoking, {
      action: 'credential.revoked',
      about: [learner_id],
      permission: 'issuer',
      organisationId: issuerId,
      thing: { kind: 'learningEvent', id: event_id },
      detail: { version },
      at,
    })
  }
  return taken.length
}

type CredentialKey = Pick<CredentialTable, 'learner_id' | 'event_id' | 'version' | 'grant_id'>

async function markRevoked(tx: Writer, one: CredentialKey, at: Date): Promise<void> {
  await tx.sql
    .updateTable('credential')
    .set({ revoked_at: at })
    .where((eb) => eb.and({ ...one }))
    .execute()
}

/** Whoever holds a copy of it finds it revoked: the status list keeps its place. */
async function deleteCredential(tx: Writer, one: CredentialKey): Promise<void> {
  await tx.sql
    .deleteFrom('credential')
    .where((eb) => eb.and({ ...one }))
    .execute()
}
