import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { groupOf, linksAmong, lockMerges, writeRoots } from './group.ts'
import { ensureReason } from './propose-merge.ts'
import { settleAccounts } from './settle-accounts.ts'

/** Takes a link away again, as if it had never been: each number has the root, the account and the lines of its own. */
export async function unmerge(
  app: App,
  actor: Actor,
  organisationId: string,
  mergeId: string,
  { reason }: { reason: string },
): Promise<void> {
  const why = ensureReason(reason)
  await app.db.write({ ...registrarPowers(actor, organisationId), ingest: true }, async (tx) => {
    await lockMerges(tx)
    const merge = await tx.sql
      .selectFrom('learner_merge')
      .select('state')
      .where('organisation_id', '=', organisationId)
      .where('merge_id', '=', mergeId)
      .executeTakeFirst()
    if (!merge) notFound('merge')
    if (merge.state !== 'merged') conflict('register.mergeNotStanding')
    await takeAway(app, tx, actor, mergeId, why)
  })
}

/** In a transaction with `ingest` that holds the lock. */
export async function takeAway(
  app: App,
  tx: Writer,
  actor: Actor,
  mergeId: string,
  reason: string,
): Promise<void> {
  const at = app.now()
  const { linked_id, into_id, organisation_id } = await tx.sql
    .updateTable('learner_merge')
    .set({
      state: 'unmerged',
      unmerged_by: actor.kind === 'person' ? actor.personId : null,
      unmerged_at: at,
      unmerge_reason: reason,
    })
    .where('merge_id', '=', mergeId)
    .where('state', '=', 'merged')
    .returning(['linked_id', 'into_id', 'organisation_id'])
    .executeTakeFirstOrThrow()
  await tx.sql.deleteFrom('merge_party').where('merge_id', '=', mergeId).execute()
  // Still one group by the roots as written: all who were together, whose roots are written anew.
  const members = await groupOf(tx, [linked_id])
  const links = await linksAmong(tx, members)
  await writeRoots(app, tx, members, links)
  await tx.raise({ providerFor: members })
  await settleAccounts(app, tx, members, links)
  await recordEvent(tx, actor, {
    action: 'learner.unmerged',
    about: [linked_id, into_id, organisation_id],
    permission: actor.kind === 'system' ? 'system' : 'provider',
    organisationId: organisation_id,
    thing: { kind: 'merge', id: mergeId },
    detail: { linked: linked_id, into: into_id },
    at,
  })
}
