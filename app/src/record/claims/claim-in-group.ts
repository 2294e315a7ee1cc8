import { listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import type { Writer } from '../../platform/db.ts'
import { insertOwner } from './store.ts'
import { groupOf, linksAmong, lockMerges } from '../merges/group.ts'
import { settleAccounts } from '../merges/settle-accounts.ts'

/**
 * Makes somebody the owner of a learner, and of the numbers that are linked with it. False where it, or one of those,
 * is somebody else's already: then a person decides.
 */
export async function claimInGroup(
  app: App,
  tx: Writer,
  owner: { learnerId: string; personId: string; claimId: string },
  at: Date,
): Promise<boolean> {
  await lockMerges(tx)
  const members = await openGroup(tx, owner.learnerId)
  if (members.length > 1) {
    const other = await tx.sql
      .selectFrom('learner_owner')
      .select('person_id')
      .where(listed(members, 'learner_id'))
      .where('person_id', '<>', owner.personId)
      .limit(1)
      .executeTakeFirst()
    if (other) return false
  }
  if (!(await insertOwner(tx, owner, at))) return false
  if (members.length > 1) await settleAccounts(app, tx, members, await linksAmong(tx, members))
  return true
}

/** After a claim of one of them was undone: what went with it goes too. */
export async function settleGroup(app: App, tx: Writer, learnerId: string): Promise<void> {
  await lockMerges(tx)
  const members = await openGroup(tx, learnerId)
  if (members.length > 1) await settleAccounts(app, tx, members, await linksAmong(tx, members))
}

async function openGroup(tx: Writer, learnerId: string): Promise<string[]> {
  await tx.raise({ ingest: true })
  const members = await groupOf(tx, [learnerId])
  await tx.raise({ providerFor: members })
  return members
}
