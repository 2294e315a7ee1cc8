import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { appendRows } from '../../log/append-batch.ts'
import { logBatchIdOf } from '../../log/log-batch-id.ts'
import type { CommittedRow } from '../../log/packed-row.ts'
import type { Writer } from '../../platform/db.ts'
import { versionContent } from '../version-content.ts'
import { contentHashOf } from './content.ts'
import { versionsBefore } from './decided.ts'

/**
 * Turns the held rows of a temporary table `attaching` (event and learner) into events: each with all the versions that
 * it had while it waited, in their batches, so that an embargo stays one. Under the issuer's lock, with `ingest`.
 */
export async function writeAttached(app: App, tx: Writer, issuerId: string): Promise<number> {
  const { connection } = tx
  await connection.query(
    `create temporary table placed on commit drop as
     select a.event_id, a.learner_id, coalesce(before.version, 0) as base, before.award_year
     from attaching a ${versionsBefore('a.event_id', 'a.learner_id')}`,
    [issuerId],
  )
  await connection.query(
    `insert into learning_event (learner_id, event_id, issuer_id, batch_id, loaded_at, specification_id, award_date,
       award_year, version, centre, provider_ukprn, change, grade, identifier)
     select a.learner_id, h.event_id, h.issuer_id, h.batch_id, $2, h.specification_id, h.award_date,
       coalesce(a.award_year,
         extract(year from first_value(h.award_date) over (partition by h.event_id order by h.version))),
       a.base + h.version, h.centre, h.provider_ukprn,
       case when h.version > 1 then 'corrected' when a.base > 0 then 'reinstated' else 'loaded' end, h.grade,
       h.identifier
     from placed a join held_result h on h.issuer_id = $1 and h.event_id = a.event_id and h.attached_at is null
     order by a.learner_id`,
    [issuerId, app.now()],
  )
  const { rowCount } = await connection.query(
    `insert into event_key (event_id, learner_id, issuer_id, award_year)
     select a.event_id, a.learner_id, $1, coalesce(a.award_year, extract(year from h.award_date))
     from placed a join held_result h on h.issuer_id = $1 and h.event_id = a.event_id and h.version = 1
     order by a.event_id`,
    [issuerId],
  )
  await connection.query(
    `update held_result h set attached_at = $2 from placed a
     where h.issuer_id = $1 and h.event_id = a.event_id and h.attached_at is null`,
    [issuerId, app.now()],
  )
  await connection.query(
    'delete from held_candidate c using placed a where c.issuer_id = $1 and c.event_id = a.event_id',
    [issuerId],
  )
  await commit(app, tx, issuerId)
  await connection.query('drop table placed')
  return rowCount ?? 0
}

/** A batch of the log for each batch that they were loaded with, so that its release publishes them. */
async function commit(app: App, tx: Writer, issuerId: string): Promise<void> {
  const versions = await tx.sql
    .selectFrom('learning_event as event')
    .innerJoin('specification', 'specification.specification_id', 'event.specification_id')
    .innerJoin(sql<{ event_id: string; learner_id: string; base: number }>`placed`.as('placed'), (join) =>
      join
        .onRef('placed.learner_id', '=', 'event.learner_id')
        .onRef('placed.event_id', '=', 'event.event_id')
        .onRef('placed.base', '<', 'event.version'),
    )
    .select(versionContent)
    .select(['event.learner_id as learnerId', 'event.batch_id as batchId'])
    .orderBy('event.batch_id')
    .orderBy('event.learner_id')
    .orderBy('event.event_id')
    .orderBy('event.version')
    .execute()
  const byBatch = new Map<string, CommittedRow[]>()
  for (const version of versions) {
    const { learnerId, eventId } = version
    const row = { learnerId, eventId, version: version.version, contentHash: contentHashOf(version) }
    const rows = byBatch.get(version.batchId)
    if (rows) rows.push(row)
    else byBatch.set(version.batchId, [row])
  }
  for (const [batchId, rows] of byBatch) {
    const first = rows[0] ? `attached ${rows[0].learnerId} ${rows[0].eventId} ${rows[0].version}` : ''
    const logBatchId = logBatchIdOf(app, issuerId, first)
    await appendRows(app, tx, { issuerId, batchId, logBatchId }, rows)
  }
}
