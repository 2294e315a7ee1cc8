import { sql } from 'kysely'
import type { Reader, Writer } from '../platform/db.ts'
import './tables.ts'

/** Ten new ones take the place of all earlier ones, used or not. */
export async function replaceRecoveryCodes(
  tx: Writer,
  personId: string,
  hashes: readonly string[],
  at: Date,
): Promise<void> {
  await tx.sql.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
  await tx.sql
    .insertInto('recovery_code')
    .values(hashes.map((code_hash) => ({ person_id: personId, code_hash, created_at: at, used_at: null })))
    .execute()
}

/** Once: says whether it was one of theirs and unused. */
export async function useRecoveryCode(
  tx: Writer,
  personId: string,
  codeHash: string,
  at: Date,
): Promise<boolean> {
  const used = await tx.sql
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('person_id', '=', personId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .returning('code_hash')
    .execute()
  return used.length > 0
}

export interface RecoveryCodes {
  readonly left: number
  readonly madeAt: Date
}

export async function countRecoveryCodes(tx: Reader, personId: string): Promise<RecoveryCodes | undefined> {
  const rows = await tx.sql
    .selectFrom('recovery_code')
    .select(['created_at', 'used_at'])
    .where('person_id', '=', personId)
    .execute()
  const [first] = rows
  return first && { left: rows.filter(({ used_at }) => used_at === null).length, madeAt: first.created_at }
}

/** The hours are the database's: neither a clock set wrong nor an application's mistake shortens them. */
export async function insertRecoveryRequest(
  tx: Writer,
  request: {
    personId: string
    requestId: string
    requestedBy: string
    newAddress: string
    reason: string
    hours: number
  },
): Promise<{ effectiveAt: Date }> {
  return tx.sql
    .insertInto('recovery_request')
    .values({
      person_id: request.personId,
      request_id: request.requestId,
      requested_by: request.requestedBy,
      new_address: request.newAddress,
      reason: request.reason,
      requested_at: sql<Date>`now()`,
      effective_at: sql<Date>`now() + make_interval(hours => ${request.hours})`,
      cancelled_at: null,
      done_at: null,
    })
    .returning('effective_at as effectiveAt')
    .executeTakeFirstOrThrow()
}

export async function hasOpenRecovery(tx: Reader, personId: string): Promise<boolean> {
  const open = await tx.sql
    .selectFrom('recovery_request')
    .select('request_id')
    .where('person_id', '=', personId)
    .where('cancelled_at', 'is', null)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return open !== undefined
}

/** False when it was cancelled or done before. */
export async function cancelRecoveryRequest(
  tx: Writer,
  personId: string,
  requestId: string,
  at: Date,
): Promise<boolean> {
  const cancelled = await tx.sql
    .updateTable('recovery_request')
    .set({ cancelled_at: at })
    .where('person_id', '=', personId)
    .where('request_id', '=', requestId)
    .where('cancelled_at', 'is', null)
    .where('done_at', 'is', null)
    .returning('request_id')
    .execute()
  return cancelled.length > 0
}

/** The request if its hours are over by the database's clock and nobody cancelled it. */
export async function findDueRecovery(
  tx: Reader,
  personId: string,
  requestId: string,
): Promise<{ newAddress: string } | undefined> {
  return tx.sql
    .selectFrom('recovery_request')
    .select('new_address as newAddress')
    .where('person_id', '=', personId)
    .where('request_id', '=', requestId)
    .where('cancelled_at', 'is', null)
    .where('done_at', 'is', null)
    .where('effective_at', '<=', sql<Date>`now()`)
    .executeTakeFirst()
}

/** Done once the new password is set; until then it can still be cancelled. */
export async function finishRecovery(
  tx: Writer,
  personId: string,
  requestId: string,
  at: Date,
): Promise<boolean> {
  const done = await tx.sql
    .updateTable('recovery_request')
    .set({ done_at: at })
    .where('person_id', '=', personId)
    .where('request_id', '=', requestId)
    .where('cancelled_at', 'is', null)
    .where('done_at', 'is', null)
    .where('effective_at', '<=', sql<Date>`now()`)
    .returning('request_id')
    .execute()
  return done.length > 0
}

export interface RecoveryRequestLine {
  readonly requestId: string
  readonly newAddress: string
  readonly reason: string
  readonly requestedAt: Date
  readonly effectiveAt: Date
  readonly cancelledAt: Date | null
  readonly doneAt: Date | null
}

/** Those that an operator asked for. */
export async function listRecoveriesBy(tx: Reader, operatorId: string): Promise<RecoveryRequestLine[]> {
  return tx.sql
    .selectFrom('recovery_request')
    .select([
      'request_id as requestId',
      'new_address as newAddress',
      'reason',
      'requested_at as requestedAt',
      'effective_at as effectiveAt',
      'cancelled_at as cancelledAt',
      'done_at as doneAt',
    ])
    .where('requested_by', '=', operatorId)
    .orderBy('requested_at', 'desc')
    .limit(200)
    .execute()
}

export async function findPersonOfRecovery(
  tx: Reader,
  operatorId: string,
  requestId: string,
): Promise<string | undefined> {
  const row = await tx.sql
    .selectFrom('recovery_request')
    .select('person_id as personId')
    .where('requested_by', '=', operatorId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row?.personId
}
