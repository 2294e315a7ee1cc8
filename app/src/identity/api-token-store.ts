import type { Glance, Reader, Writer } from '../platform/db.ts'
import './tables.ts'

export interface LiveToken {
  readonly tokenId: string
  readonly personId: string
  readonly scopes: readonly string[]
}

/** The transaction's `key` has to be the hash. */
export async function findLiveToken(tx: Glance, tokenHash: string, at: Date): Promise<LiveToken | undefined> {
  const [row] = await tx.named<{ token_id: string; person_id: string; scopes: string[] }>(
    'live-api-token',
    `select token_id, person_id, scopes from api_token
     where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    [tokenHash, at],
  )
  return row && { tokenId: row.token_id, personId: row.person_id, scopes: row.scopes }
}

export async function insertApiToken(
  tx: Writer,
  token: {
    tokenHash: string
    tokenId: string
    personId: string
    label: string
    scopes: readonly string[]
    at: Date
    expiresAt: Date | null
  },
): Promise<void> {
  await tx.sql
    .insertInto('api_token')
    .values({
      token_hash: token.tokenHash,
      token_id: token.tokenId,
      person_id: token.personId,
      label: token.label,
      scopes: [...token.scopes],
      created_at: token.at,
      expires_at: token.expiresAt,
      revoked_at: null,
    })
    .execute()
}

export interface ApiTokenLine {
  readonly tokenId: string
  readonly label: string
  readonly scopes: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

export async function listApiTokens(tx: Reader, personId: string, at: Date): Promise<ApiTokenLine[]> {
  return tx.sql
    .selectFrom('api_token')
    .select(['token_id as tokenId', 'label', 'scopes', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', at)]))
    .orderBy('created_at', 'desc')
    .execute()
}

export async function markTokenRevoked(
  tx: Writer,
  personId: string,
  tokenId: string,
  at: Date,
): Promise<boolean> {
  const revoked = await tx.sql
    .updateTable('api_token')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('token_id', '=', tokenId)
    .where('revoked_at', 'is', null)
    .returning('token_id')
    .execute()
  return revoked.length > 0
}

export async function revokeAllTokens(tx: Writer, personId: string, at: Date): Promise<void> {
  await tx.sql
    .updateTable('api_token')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}
