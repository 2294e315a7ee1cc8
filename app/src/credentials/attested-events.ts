import { sql } from 'kysely'
import { listed } from '../access/visible.ts'
import type { Reader } from '../platform/db.ts'
import { linesOf, releasedVersions } from '../record/own/released-versions.ts'
import type { AttestedEvent } from './issue.ts'

/** The current versions of released events, as a credential says them. What was withdrawn attests nothing. */
export async function attestedEvents(
  tx: Reader,
  learnerIds: readonly string[],
  eventIds: readonly string[],
): Promise<AttestedEvent[]> {
  if (eventIds.length === 0) return []
  const visible = sql<boolean>`${listed(learnerIds, 'event.learner_id')} and ${listed(eventIds, 'event.event_id')}`
  const [rows, names] = await Promise.all([
    releasedVersions(tx, visible),
    tx.named<{ learner_id: string; name: string }>(
      'names of learners',
      // Of a number that is linked, as the learner is called now.
      `select l.learner_id, coalesce(root.given_name || ' ' || root.family_name,
         l.given_name || ' ' || l.family_name) as name
       from learner l left join learner root on root.learner_id = l.root_id
       where l.learner_id = any($1::uuid[])`,
      [learnerIds],
    ),
  ])
  const nameOf = new Map(names.map(({ learner_id, name }) => [learner_id, name]))
  return linesOf(rows).flatMap((line) => {
    const learnerName = nameOf.get(line.learnerId)
    return line.change === 'withdrawn' || learnerName === undefined ? [] : [{ ...line, learnerName }]
  })
}
