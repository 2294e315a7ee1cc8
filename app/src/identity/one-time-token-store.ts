import type { Reader, Writer } from '../platform/db.ts'
import { hashSecret, newSecret } from './secret.ts'
import type { TokenPurpose } from './tables.ts'
import './tables.ts'

export interface OneTimeToken {
  readonly tokenHash: string
  readonly personId: string
  readonly address: string | null
  readonly requestId: string | null
}

/** Gives the secret, which is in the letter and nowhere else. */
export async function insertToken(
  tx: Writer,
  token: {
    personId: string
    purpose: TokenPurpose
    address?: string
    requestId?: string
    at: Date
    minutes: number
  },
): Promise<string> {
  const secret = newSecret()
  await tx.sql
    .insertInto('one_time_token')
    .values({
      token_hash: hashSecret(secret),
      person_id: token.personId,
      purpose: token.purpose,
      address: token.address ?? null,
      request_id: token.requestId ?? null,
      created_at: token.at,
      expires_at: new Date(token.at.getTime() + token.minutes * 60_000),
      used_at: null,
    })
    .execute()
  return secret
}

/** The transaction's `key` has to be the hash. */
export async function findToken(
  tx: Reader,
  tokenHash: string,
  purposes: readonly TokenPurpose[],
  at: Date,
): Promise<OneTimeToken | undefined> {
  return tx.sql
    .selectFrom('one_time_token')
    .select(['token_hash as tokenHash', 'person_id as personId', 'address', 'request_id as requestId'])
    .where('token_hash', '=', tokenHash)
    .where('purpose', 'in', purposes)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
}

/** Once: of two who press at the same moment, one is told that it was used. */
export async function useToken(tx: Writer, token: OneTimeToken, at: Date): Promise<boolean> {
  const used = await tx.sql
    .updateTable('one_time_token')
    .set({ used_at: at })
    .where('token_hash', '=', token.tokenHash)
    .where('used_at', 'is', null)
    .returning('token_hash')
    .execute()
  return used.length > 0
}

/** Older links of the same kind end when a password was set anew, or their reason has gone. */
export async function endTokens(
  tx: Writer,
  personId: string,
  which: { purposes: readonly TokenPurpose[]; address?: string; requestId?: string },
  at: Date,
): Promise<void> {
  let ending = tx.sql
    .updateTable('one_time_token')
    .set({ used_at: at })
    .where('person_id', '=', personId)
    .where('purpose', 'in', which.purposes)
    .where('used_at', 'is', null)
  if (which.address !== undefined) ending = ending.where('address', '=', which.address)
  if (which.requestId !== undefined) ending = ending.where('request_id', '=', which.requestId)
  await ending.execute()
}
