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
      `select learner_id, given_name || ' ' || family_name as name from learner
       where learner_id = any($1::uuid[])`,
      [learnerIds],
    ),
  ])
  const nameOf = new Map(names.map(({ learner_id, name }) => [learner_id, name]))
  return linesOf(rows).flatMap((line) => {
    const learnerName = nameOf.get(line.learnerId)
    return line.change === 'withdrawn' || learnerName === undefined ? [] : [{ ...line, learnerName }]
  })
}
