import { createHash } from 'node:crypto'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { GrantPlace } from './look-state.ts'
import './tables.ts'

/** Which bytes left, by their hash: a copy that turns up elsewhere can be told to be this one. */
export async function recordCopy(
  tx: Writer,
  actor: Actor,
  { ownerId, grantId }: GrantPlace,
  openingId: string,
  text: string,
  at: Date,
): Promise<void> {
  const digest = createHash('sha256').update(text).digest('hex')
  const copyId = newId(at.getTime())
  await tx.sql
    .insertInto('copy_taken')
    .values({
      owner_id: ownerId,
      grant_id: grantId,
      copy_id: copyId,
      opening_id: openingId,
      digest,
      taken_at: at,
    })
    .execute()
  await recordEvent(tx, actor, {
    action: 'share.copyTaken',
    about: [ownerId],
    permission: actor.kind === 'person' ? 'grant' : 'link',
    thing: { kind: 'grant', id: grantId },
    detail: { copyId, openingId, digest },
    at,
  })
}
