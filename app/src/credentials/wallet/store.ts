import { ownedBy } from '../../access/visible.ts'
import type { PersonActor } from '../../identity/actor.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import type { Standing, WalletCredential } from './credential.ts'
import '../tables.ts'

const columns = [
  'credential_id as id',
  'title',
  'issuer_name as issuerName',
  'media_type as mediaType',
  'sha256',
  'standing',
  'checked_at as checkedAt',
  'added_at as addedAt',
] as const

/** The latest first. */
export function findAll(tx: Reader, actor: PersonActor): Promise<WalletCredential[]> {
  return own(tx, actor)
    .where('deleted_at', 'is', null)
    .orderBy('added_at', 'desc')
    .orderBy('credential_id')
    .execute()
}

export function findOne(tx: Reader, actor: PersonActor, id: string): Promise<WalletCredential | undefined> {
  return own(tx, actor).where('credential_id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
}

export function findRemoved(
  tx: Reader,
  actor: PersonActor,
  id: string,
): Promise<WalletCredential | undefined> {
  return own(tx, actor).where('credential_id', '=', id).where('deleted_at', 'is not', null).executeTakeFirst()
}

function own(tx: Reader, actor: PersonActor) {
  return tx.sql.selectFrom('wallet_credential').select(columns).where(ownedBy(actor, 'owner_id'))
}

/** Once for each content: whoever brings the same again finds it where it was. Gives its id. */
export async function insert(tx: Writer, ownerId: string, credential: WalletCredential): Promise<string> {
  const { id, title, issuerName, mediaType, sha256, standing, checkedAt, addedAt } = credential
  const row = await tx.sql
    .insertInto('wallet_credential')
    .values({
      owner_id: ownerId,
      credential_id: id,
      sha256,
      media_type: mediaType,
      title,
      issuer_name: issuerName,
      standing,
      checked_at: checkedAt,
      added_at: addedAt,
      deleted_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['owner_id', 'sha256'])
        .doUpdateSet({ standing, checked_at: checkedAt, deleted_at: null }),
    )
    .returning('credential_id')
    .executeTakeFirstOrThrow()
  return row.credential_id
}

export async function noteCheck(
  tx: Writer,
  actor: PersonActor,
  id: string,
  { standing, at }: { standing: Standing; at: Date },
): Promise<void> {
  await tx.sql
    .updateTable('wallet_credential')
    .set({ standing, checked_at: at })
    .where(ownedBy(actor, 'owner_id'))
    .where('credential_id', '=', id)
    .execute()
}

/** False when it is not there, or is so already. */
export async function setRemoved(
  tx: Writer,
  actor: PersonActor,
  id: string,
  at: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('wallet_credential')
    .set({ deleted_at: at })
    .where(ownedBy(actor, 'owner_id'))
    .where('credential_id', '=', id)
    .where('deleted_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
