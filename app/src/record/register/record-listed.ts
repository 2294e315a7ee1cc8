import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { keepingPurpose } from './details.ts'
import { recordLookUp } from './record-look-up.ts'

/**
 * A dry run of a file says of its rows who is in the register: that is a look-up of everybody whom it found, and they
 * read of it, whether the file is sent on its way afterwards or not.
 */
export async function recordListed(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  learnerIds: readonly string[],
): Promise<void> {
  if (actor.kind !== 'person' || learnerIds.length === 0) return
  const purpose = await keepingPurpose(tx, organisationId)
  await recordLookUp(app, tx, actor, { organisationId, kind: 'list', purpose, learnerIds })
}
