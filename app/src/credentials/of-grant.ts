import type { Reader } from '../platform/db.ts'
import './tables.ts'

/** A credential as it was signed, and which version of which event it attests. */
export interface HeldCredential {
  readonly eventId: string
  readonly version: number
  readonly document: string
  readonly statusListId: string
  readonly issuedAt: Date
}

/** The credentials of one share, under the powers of whoever holds it. By event; of several versions the newest. */
export async function credentialsOfGrant(tx: Reader, grantId: string): Promise<Map<string, HeldCredential>> {
  const rows = await tx.named<{
    event_id: string
    version: number
    document: string
    status_list_id: string
    issued_at: Date
  }>(
    'credentials of a grant',
    `select event_id, version, document, status_list_id, issued_at from credential
     where grant_id = $1 order by version`,
    [grantId],
  )
  return new Map(
    rows.map((row) => [
      row.event_id,
      {
        eventId: row.event_id,
        version: row.version,
        document: row.document,
        statusListId: row.status_list_id,
        issuedAt: row.issued_at,
      },
    ]),
  )
}
