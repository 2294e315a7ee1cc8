import { listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { jobs } from '../jobs.ts'
import { tellRenamed } from '../superseded.ts'
import { type Link, rootsOf } from './forest.ts'
import './tables.ts'

/** All numbers of the persons whose learners these are, themselves included. Needs `ingest`. */
export async function groupOf(tx: Reader, learnerIds: readonly string[]): Promise<string[]> {
  if (learnerIds.length === 0) return []
  const rows = await tx.named<{ learner_id: string }>(
    'numbers of persons',
    `with roots as (select coalesce(root_id, learner_id) as root_id from learner where learner_id = any($1::uuid[]))
     select learner_id from roots join learner on learner.learner_id = roots.root_id
     union select learner_id from roots join learner using (root_id)`,
    [[...learnerIds]],
  )
  return rows.map(({ learner_id }) => learner_id).sort()
}

/** The links that stand between these, in the order in which they were made. Needs `ingest`. */
export async function linksAmong(tx: Reader, members: readonly string[]): Promise<Link[]> {
  const rows = await tx.sql
    .selectFrom('learner_merge')
    .select(['merge_id as mergeId', 'linked_id as linkedId', 'into_id as intoId'])
    .where(listed(members, 'linked_id'))
    .where('state', '=', 'merged')
    .orderBy('decided_at')
    .orderBy('merge_id')
    .execute()
  return rows
}

/** Writes the root of each as the links say. Whoever has another root may go by another name from now on. */
export async function writeRoots(
  app: App,
  tx: Writer,
  members: readonly string[],
  links: readonly Link[],
): Promise<void> {
  const roots = rootsOf(members, links)
  const moved = await tx.named<{ learner_id: string }>(
    'roots of numbers',
    `update learner l set root_id = new.root_id, status = case when new.root_id is null then 'active' else 'linked' end
     from unnest($1::uuid[], $2::uuid[]) as new (learner_id, root_id)
     where l.learner_id = new.learner_id and l.root_id is distinct from new.root_id returning l.learner_id`,
    [[...members], members.map((member) => (roots.get(member) === member ? null : roots.get(member)))],
  )
  for (const { learner_id } of moved) await tellRenamed(app, tx, { learnerId: learner_id })
  if (moved.length === 0) return
  await app.jobs.add(tx, jobs.attachHeldOfMany, { learnerIds: moved.map(({ learner_id }) => learner_id) })
}

/** Of those who change links, or claim a number that has some, one at a time. */
export async function lockMerges(tx: Writer): Promise<void> {
  await tx.named('one merge at a time', `select pg_advisory_xact_lock(hashtext('learner merges'))`, [])
}
