import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { appendBatch, type CommittedRow } from '../../log/append-batch.ts'
import { logBatchIdOf } from '../../log/log-batch-id.ts'
import type { Writer } from '../../platform/db.ts'
import { versionContent } from '../version-content.ts'
import { contentHashOf } from './content.ts'
import { isDescribed, isNamed } from './classify.ts'
import { lockIssuer } from './store.ts'

/** Which held rows to look at: those of a number that was registered, or those of a batch that was loaded. */
export type HeldRows =
  | { readonly learnerId: string }
  | { readonly issuerId: string; readonly batchId: string }

/**
 * Turns held rows into events where the register now has exactly their learner: each with all the versions that it had
 * while it waited, in their batches, so that an embargo stays one. A job, never part of a registration: nobody who
 * registers a learner can tell by it that results wait.
 */
export async function attachHeld(app: App, which: HeldRows): Promise<void> {
  const issuers = 'issuerId' in which ? [which.issuerId] : await issuersWaiting(app, which.learnerId)
  for (const issuerId of issuers) {
    await app.db.write({ issuer: issuerId, ingest: true }, async (tx) => {
      await lockIssuer(tx, issuerId)
      const attached = await attach(app, tx, issuerId, which)
      if (attached === 0) return
      await recordEvent(
        tx,
        { kind: 'system', name: 'attach' },
        {
          action: 'results.attached',
          about: [issuerId],
          permission: 'system',
          organisationId: issuerId,
          thing: { kind: 'batch', ...('batchId' in which ? { id: which.batchId } : {}) },
          detail: { count: attached },
          at: app.now(),
        },
      )
    })
  }
}

async function issuersWaiting(app: App, learnerId: string): Promise<string[]> {
  return app.db.read({ ingest: true }, async (tx) => {
    const rows = await tx.named<{ issuer_id: string }>(
      'issuers with held rows of a learner',
      `select distinct h.issuer_id from learner l
       join held_result h on h.attached_at is null
         and (h.identifier = l.uln or (h.birth_date = l.birth_date
           and h.family_name_key in (l.family_name_key, l.previous_family_key, l.family_at_16_key)))
       where l.learner_id = $1`,
      [learnerId],
    )
    return rows.map((row) => row.issuer_id)
  })
}

/** The held rows to look at: whatever else waits of the same results comes along. */
const ofBatch =
  'select event_id from held_result where issuer_id = $1 and batch_id = $2 and attached_at is null'
const ofLearner = `select h.event_id from held_result h join learner l on l.learner_id = $2
  where h.issuer_id = $1 and h.attached_at is null
    and (h.identifier = l.uln or (h.birth_date = l.birth_date
      and h.family_name_key in (l.family_name_key, l.previous_family_key, l.family_at_16_key)))`

/** Data-modifying parts of one statement would be simpler; design §5 rules them out over several such tables. */
async function attach(app: App, tx: Writer, issuerId: string, which: HeldRows): Promise<number> {
  const { connection } = tx
  // A row that waits under several batches attaches whole, and only if its newest names are the learner's.
  await connection.query(
    `create temporary table newest on commit drop as
     select distinct on (event_id) * from held_result
     where issuer_id = $1 and attached_at is null and event_id in (${'batchId' in which ? ofBatch : ofLearner})
     order by event_id, version desc`,
    [issuerId, 'batchId' in which ? which.batchId : which.learnerId],
  )
  await connection.query(
    `create temporary table attaching on commit drop as
     select n.event_id, l.learner_id from newest n
     join uln_key u on u.uln = n.identifier
     join learner l on l.learner_id = u.learner_id
     where ${isNamed('n', 'l')}
       or (l.root_id is not null
         and exists (select from learner root where root.learner_id = l.root_id and ${isNamed('n', 'root')}))
     union all
     select n.event_id, min(l.learner_id::text)::uuid from newest n
     join learner l on ${isDescribed('n', 'l')}
     where n.identifier !~ '^[0-9]{10}$'
     group by n.event_id having count(*) = 1`,
  )
  await connection.query(
    `insert into learning_event (learner_id, event_id, issuer_id, batch_id, loaded_at, specification_id, award_date,
       award_year, version, centre, provider_ukprn, change, grade, identifier)
     select a.learner_id, h.event_id, h.issuer_id, h.batch_id, $2, h.specification_id, h.award_date,
       extract(year from first_value(h.award_date) over (partition by h.event_id order by h.version)), h.version,
       h.centre, h.provider_ukprn, case h.version when 1 then 'loaded' else 'corrected' end, h.grade, h.identifier
     from attaching a join held_result h on h.issuer_id = $1 and h.event_id = a.event_id and h.attached_at is null
     order by a.learner_id`,
    [issuerId, app.now()],
  )
  const { rowCount } = await connection.query(
    `insert into event_key (event_id, learner_id, issuer_id, award_year)
     select a.event_id, a.learner_id, $1, extract(year from h.award_date)
     from attaching a join held_result h on h.issuer_id = $1 and h.event_id = a.event_id and h.version = 1
     order by a.event_id`,
    [issuerId],
  )
  await connection.query(
    `update held_result h set attached_at = $2 from attaching a
     where h.issuer_id = $1 and h.event_id = a.event_id and h.attached_at is null`,
    [issuerId, app.now()],
  )
  await commit(app, tx, issuerId)
  await connection.query('drop table newest, attaching')
  return rowCount ?? 0
}

/** A batch of the log for each batch that they were loaded with, so that its release publishes them. */
async function commit(app: App, tx: Writer, issuerId: string): Promise<void> {
  const versions = await tx.sql
    .selectFrom('learning_event as event')
    .innerJoin('specification', 'specification.specification_id', 'event.specification_id')
    .innerJoin(sql<{ event_id: string; learner_id: string }>`attaching`.as('attached'), (join) =>
      join
        .onRef('attached.learner_id', '=', 'event.learner_id')
        .onRef('attached.event_id', '=', 'event.event_id'),
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
    await appendBatch(app, tx, { issuerId, batchId, logBatchId }, inOne(rows))
  }
}

async function* inOne(rows: readonly CommittedRow[]): AsyncGenerator<readonly CommittedRow[]> {
  yield rows
}
