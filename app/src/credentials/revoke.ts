import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { SystemActor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { revokeInList } from './status-lists.ts'
import './tables.ts'

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
  issuedUntil?: Date,
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
    ({ event_id, version, issued_at }) =>
      version <= (latest.get(event_id) ?? 0) && (issuedUntil === undefined || issued_at <= issuedUntil),
  )
  // Lists in one order, so that two revocations never wait for each other crosswise.
  for (const listId of [...new Set(taken.map((row) => row.status_list_id))].sort()) {
    const indexes = taken.filter((row) => row.status_list_id === listId).map((row) => row.status_index)
    await revokeInList(app, tx, issuerId, listId, indexes)
  }
  const at = app.now()
  for (const { learner_id, event_id, version, grant_id } of taken) {
    await tx.sql
      .updateTable('credential')
      .set({ revoked_at: at })
      .where('learner_id', '=', learner_id)
      .where('event_id', '=', event_id)
      .where('version', '=', version)
      .where('grant_id', '=', grant_id)
      .execute()
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
