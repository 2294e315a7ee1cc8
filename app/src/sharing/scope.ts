import type { Reader } from '../platform/db.ts'
import type { Block } from '../portfolio/showable.ts'
import type { RecordScope } from './record/record-scope.ts'

/** What a share opens besides its page: the things that stand on it, by id. */
export interface Scope {
  readonly items: readonly string[]
  readonly events: readonly SharedEvent[]
  /** Instead of a page: the record itself, or a part of it. */
  readonly record?: RecordScope
}

/** A line of the record with the whole of its key, so that a look finds it in one partition. */
export interface SharedEvent {
  readonly learnerId: string
  readonly awardYear: number
  readonly eventId: string
}

/** What the blocks of a page refer to, as far as it is the owner's. The transaction has the owner's powers. */
export async function scopeOf(
  tx: Reader,
  ownerIds: readonly string[],
  blocks: readonly Block[],
): Promise<Scope> {
  const idsOf = (kind: 'item' | 'record') => [
    ...new Set(blocks.flatMap((block) => (block.kind === kind ? [block.thingId] : []))),
  ]
  const [items, events] = await Promise.all([
    tx.named<{ item_id: string }>(
      'scope items',
      `select item_id from item
       where owner_id = any($1::uuid[]) and item_id = any($2::uuid[]) and deleted_at is null`,
      [ownerIds, idsOf('item')],
    ),
    tx.named<{ learner_id: string; award_year: number; event_id: string }>(
      'scope events',
      `select distinct learner_id, award_year, event_id from learning_event
       where learner_id = any($1::uuid[]) and event_id = any($2::uuid[])`,
      [ownerIds, idsOf('record')],
    ),
  ])
  return {
    items: items.map(({ item_id }) => item_id).sort(),
    events: events.map((row) => ({
      learnerId: row.learner_id,
      awardYear: row.award_year,
      eventId: row.event_id,
    })),
  }
}
