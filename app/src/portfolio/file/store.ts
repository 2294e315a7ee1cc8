import { ownedBy } from '../../access/visible.ts'
import type { PersonActor } from '../../identity/actor.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import '../tables.ts'

/** Bytes of everything that the owner keeps, previews included. */
export async function usedBytes(tx: Reader, actor: PersonActor): Promise<number> {
  const { used } = await tx.sql
    .selectFrom('stored_file')
    .select((of) => of.fn.coalesce(of.fn.sum<string>('size'), of.lit(0)).as('used'))
    .where(ownedBy(actor, 'owner_id'))
    .executeTakeFirstOrThrow()
  return Number(used)
}

/** Once for each content: the same file again takes no more room. */
export async function insertFile(
  tx: Writer,
  file: { ownerId: string; sha256: string; size: number; mediaType: string; at: Date },
): Promise<void> {
  await tx.sql
    .insertInto('stored_file')
    .values({
      owner_id: file.ownerId,
      sha256: file.sha256,
      size: file.size,
      media_type: file.mediaType,
      created_at: file.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
