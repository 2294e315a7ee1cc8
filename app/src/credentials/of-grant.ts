import type { Reader } from '../platform/db.ts'
import './tables.ts'

/** A credential as it was signed, and which version of which event it attests. */
export interface HeldCredential {
  readonly learnerId: string
  readonly issuerId: string
  readonly eventId: string
  readonly version: number
  readonly document: string
  readonly seal: string
  readonly statusListId: string
  readonly issuedAt: Date
  readonly revokedAt: Date | null
}

/** The credentials of one share, under the powers of whoever holds it. By event; of several versions the newest. */
export async function credentialsOfGrant(tx: Reader, grantId: string): Promise<Map<string, HeldCredential>> {
  const rows = await tx.named<{
    learner_id: string
    issuer_id: string
    event_id: string
    version: number
    document: string
    seal: string
    status_list_id: string
    issued_at: Date
    revoked_at: Date | null
  }>(
    'credentials of a grant',
    `select learner_id, issuer_id, event_id, version, document, seal, status_list_id, issued_at, revoked_at from credential
     where grant_id = $1 order by version`,
    [grantId],
  )
  return new Map(
    rows.map((row) => [
      row.event_id,
      {
        learnerId: row.learner_id,
        issuerId: row.issuer_id,
        eventId: row.event_id,
        version: row.version,
        document: row.document,
        seal: row.seal,
        statusListId: row.status_list_id,
        issuedAt: row.issued_at,
        revokedAt: row.revoked_at,
      },
    ]),
  )
}
