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
export async function insertFiles(
  tx: Writer,
  ownerId: string,
  files: readonly { readonly sha256: string; readonly size: number; readonly mediaType: string }[],
  at: Date,
): Promise<void> {
  if (files.length === 0) return
  await tx.named(
    'stored_file.insert',
    `insert into stored_file (owner_id, sha256, size, media_type, created_at)
     select $1::uuid, sha256, size, media_type, $5::timestamptz
     from unnest($2::text[], $3::bigint[], $4::text[]) as t (sha256, size, media_type) on conflict do nothing`,
    [
      ownerId,
      files.map(({ sha256 }) => sha256),
      files.map(({ size }) => size),
      files.map(({ mediaType }) => mediaType),
      at,
    ],
  )
}
