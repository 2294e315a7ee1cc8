import type { Writer } from '../platform/db.ts'

/** What an issuer loads, corrects, binds and publishes comes one after the other, so that versions have one order. */
export async function lockIssuer(tx: Writer, issuerId: string): Promise<void> {
  await tx.connection.query(`select pg_advisory_xact_lock(hashtextextended('record of ' || $1, 0))`, [
    issuerId,
  ])
}
