import type { Reader, Writer } from '../platform/db.ts'
import type { SignUp } from './sign-up.ts'
import type { SignUpTable } from './tables.ts'
import './tables.ts'

/** In all of these the transaction's `key` has to be the hash. */
export async function insertSignUp(
  tx: Writer,
  row: Omit<SignUp, 'password'> & {
    passwordHash: string
    tokenHash: string
    browserHash: string | null
    at: Date
    expiresAt: Date
  },
): Promise<void> {
  await tx.sql
    .insertInto('sign_up')
    .values({
      token_hash: row.tokenHash,
      address: row.address,
      password_hash: row.passwordHash,
      given_name: row.givenName,
      family_name: row.familyName,
      birth_date: row.birthDate,
      language: row.language,
      browser_hash: row.browserHash,
      created_at: row.at,
      expires_at: row.expiresAt,
      used_at: null,
    })
    .execute()
}

export async function findSignUp(tx: Reader, tokenHash: string, at: Date): Promise<SignUpTable | undefined> {
  return tx.sql
    .selectFrom('sign_up')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
}

/** Once, also when the button is pressed twice. */
export async function useSignUp(tx: Writer, tokenHash: string, at: Date): Promise<SignUpTable | undefined> {
  return tx.sql
    .updateTable('sign_up')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteSignUp(tx: Writer, tokenHash: string): Promise<void> {
  await tx.sql.deleteFrom('sign_up').where('token_hash', '=', tokenHash).execute()
}
