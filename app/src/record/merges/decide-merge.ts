import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { groupOf, linksAmong, lockMerges, writeRoots } from './group.ts'
import { settleAccounts } from './settle-accounts.ts'
import { tellParties } from './tell-parties.ts'

/** A second registrar agrees: from now on both numbers lead to one root, and their lines read as one record. */
export async function confirmMerge(
  app: App,
  actor: Actor,
  organisationId: string,
  mergeId: string,
): Promise<void> {
  await app.db.write({ ...registrarPowers(actor, organisationId), ingest: true }, async (tx) => {
    await lockMerges(tx)
    const { linked_id: linkedId, into_id: intoId } = await proposed(tx, actor, organisationId, mergeId)
    const members = await groupOf(tx, [linkedId, intoId])
    const links = await linksAmong(tx, members)
    // Since it was proposed one of them may have gone below another: then it is another question.
    if (links.some((link) => link.linkedId === linkedId || link.linkedId === intoId)) {
      conflict('register.mergeOvertaken')
    }
    await decide(app, tx, actor, { linkedId, mergeId, state: 'merged' })
    const standing = [...links, { mergeId, linkedId, intoId }]
    await writeRoots(app, tx, members, standing)
    await tx.raise({ providerFor: members })
    await settleAccounts(app, tx, members, standing)
    await recordEvent(tx, actor, {
      action: 'learner.merged',
      about: [linkedId, intoId, organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'merge', id: mergeId },
      // Both numbers by the ids that stand for them for good.
      detail: { linked: linkedId, into: intoId },
      at: app.now(),
    })
    await tellParties(app, tx, mergeId)
  })
}

export async function refuseMerge(
  app: App,
  actor: Actor,
  organisationId: string,
  mergeId: string,
): Promise<void> {
  await app.db.write(registrarPowers(actor, organisationId), async (tx) => {
    const merge = await waitingMerge(tx, organisationId, mergeId)
    await decide(app, tx, actor, { linkedId: merge.linked_id, mergeId, state: 'refused' })
    await recordEvent(tx, actor, {
      action: 'learner.mergeRefused',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'merge', id: mergeId },
      at: app.now(),
    })
  })
}

async function waitingMerge(tx: Writer, organisationId: string, mergeId: string) {
  const merge = await tx.sql
    .selectFrom('learner_merge')
    .select(['linked_id', 'into_id', 'state', 'proposed_by'])
    .where('organisation_id', '=', organisationId)
    .where('merge_id', '=', mergeId)
    .executeTakeFirst()
  if (!merge) notFound('merge')
  if (merge.state !== 'proposed') conflict('register.mergeDecided')
  return merge
}

async function proposed(tx: Writer, actor: Actor, organisationId: string, mergeId: string) {
  const merge = await waitingMerge(tx, organisationId, mergeId)
  if (actor.kind === 'person' && actor.personId === merge.proposed_by) conflict('register.mergeOwn')
  return merge
}

async function decide(
  app: App,
  tx: Writer,
  actor: Actor,
  { linkedId, mergeId, state }: { linkedId: string; mergeId: string; state: 'merged' | 'refused' },
): Promise<void> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('learner_merge')
    .set({ state, decided_by: actor.kind === 'person' ? actor.personId : null, decided_at: app.now() })
    .where('linked_id', '=', linkedId)
    .where('merge_id', '=', mergeId)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  // Of two who decide at once one is second: a refusal must not stand over numbers that were linked meanwhile.
  if (numUpdatedRows === 0n) conflict('register.mergeDecided')
}
