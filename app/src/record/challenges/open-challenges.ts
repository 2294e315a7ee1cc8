import { type RawBuilder, sql } from 'kysely'
import { listed } from '../../access/visible.ts'
import type { Reader } from '../../platform/db.ts'
import './tables.ts'

/** Of these lines, those of which somebody says that something is wrong, and since when. What was said is not told. */
export async function openChallenges(
  tx: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (eventIds.length === 0) return new Map()
  const rows = await tx.sql
    .selectFrom('challenged_line')
    .select(['event_id', 'since'])
    .where(listed(eventIds, 'event_id'))
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.event_id, row.since]))
}

/** The same as a column of a query over `learning_event as event`. */
export const challengedSince: RawBuilder<Date | null> = sql<Date | null>`(
  select line.since from challenged_line line
  where line.learner_id = event.learner_id and line.event_id = event.event_id and line.ended_at is null)`
