import { listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import type { Writer } from '../../platform/db.ts'
import { tellUnclaimed } from '../superseded.ts'
import { accountsOf, type Link } from './forest.ts'
import './tables.ts'

/**
 * Brings into line with the links whose account shows which of these numbers, and who is asked. Whoever loses a number
 * loses what was issued to them of it. Needs `ingest` and `providerFor` the members.
 */
export async function settleAccounts(
  app: App,
  tx: Writer,
  members: readonly string[],
  links: readonly Link[],
): Promise<void> {
  const claims = await tx.sql
    .selectFrom('learner_owner')
    .select(['learner_id', 'person_id'])
    .where(listed(members, 'learner_id'))
    .execute()
  const owners = new Map(claims.map((row) => [row.learner_id, row.person_id]))
  const { through, asked } = accountsOf(members, links, owners, await confirmedOf(tx, links))
  await settleLearners(app, tx, members, through)
  await settleParties(app, tx, links, asked)
}

async function confirmedOf(tx: Writer, links: readonly Link[]): Promise<Set<string>> {
  const rows = await tx.sql
    .selectFrom('merge_party')
    .select(['merge_id', 'person_id'])
    .where(listed(idsOf(links), 'merge_id'))
    .where('answer', '=', 'confirmed')
    .execute()
  return new Set(rows.map((row) => `${row.merge_id} ${row.person_id}`))
}

const idsOf = (links: readonly Link[]) => links.map(({ mergeId }) => mergeId)

async function settleLearners(
  app: App,
  tx: Writer,
  members: readonly string[],
  wanted: readonly { personId: string; learnerId: string }[],
): Promise<void> {
  const there = await tx.sql
    .selectFrom('learner_of_person')
    .select(['person_id as personId', 'learner_id as learnerId'])
    .where(listed(members, 'learner_id'))
    .where('through_merge', '=', true)
    .execute()
  const key = (pair: { personId: string; learnerId: string }) => `${pair.personId} ${pair.learnerId}`
  const [wantedKeys, thereKeys] = [new Set(wanted.map(key)), new Set(there.map(key))]
  for (const pair of there.filter((each) => !wantedKeys.has(key(each)))) {
    await tx.sql
      .deleteFrom('learner_of_person')
      .where('person_id', '=', pair.personId)
      .where('learner_id', '=', pair.learnerId)
      .where('through_merge', '=', true)
      .execute()
    await tellUnclaimed(app, tx, pair)
  }
  const missing = wanted.filter((pair) => !thereKeys.has(key(pair)))
  if (missing.length === 0) return
  const at = app.now()
  await tx.sql
    .insertInto('learner_of_person')
    .values(
      missing.map(({ personId, learnerId }) => ({
        person_id: personId,
        learner_id: learnerId,
        // No claim of its own: it goes with the link.
        claim_id: learnerId,
        through_merge: true,
        since: at,
      })),
    )
    .execute()
}

/** Those who are asked now; who need not be asked any more is not, and what somebody confirmed stays while it stands. */
async function settleParties(
  app: App,
  tx: Writer,
  links: readonly Link[],
  asked: readonly { mergeId: string; personId: string }[],
): Promise<void> {
  if (links.length === 0) return
  const waiting = await tx.sql
    .selectFrom('merge_party')
    .select(['merge_id as mergeId', 'person_id as personId'])
    .where(listed(idsOf(links), 'merge_id'))
    .where('answer', 'is', null)
    .execute()
  const key = (party: { mergeId: string; personId: string }) => `${party.mergeId} ${party.personId}`
  const [askedKeys, waitingKeys] = [new Set(asked.map(key)), new Set(waiting.map(key))]
  for (const party of waiting.filter((each) => !askedKeys.has(key(each)))) {
    await tx.sql
      .deleteFrom('merge_party')
      .where('person_id', '=', party.personId)
      .where('merge_id', '=', party.mergeId)
      .execute()
  }
  for (const party of asked.filter((each) => !waitingKeys.has(key(each)))) {
    const { organisation_id } = await tx.sql
      .selectFrom('learner_merge')
      .select('organisation_id')
      .where('merge_id', '=', party.mergeId)
      .executeTakeFirstOrThrow()
    await tx.sql
      .insertInto('merge_party')
      .values({
        person_id: party.personId,
        merge_id: party.mergeId,
        organisation_id,
        answer: null,
        settled: false,
        asked_at: app.now(),
        answered_at: null,
      })
      .execute()
  }
  const open = new Set(asked.map(({ mergeId }) => mergeId))
  for (const mergeId of idsOf(links)) {
    await tx.sql
      .updateTable('merge_party')
      .set({ settled: !open.has(mergeId) })
      .where('merge_id', '=', mergeId)
      .execute()
  }
}
