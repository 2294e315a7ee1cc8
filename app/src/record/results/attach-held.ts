import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Writer } from '../../platform/db.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { isDescribed, isNamed } from './classify.ts'
import { sameWho, standingDecisions } from './decided.ts'
import { writeAttached } from './write-attached.ts'

/** Which held rows to look at: those of a number that was registered, or those of a batch that was loaded. */
export type HeldRows =
  | { readonly learnerId: string }
  | { readonly issuerId: string; readonly batchId: string }

/**
 * Turns held rows into events where the register now has exactly their learner. A job, never part of a registration: nobody who
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

/**
 * Data-modifying parts of one statement would be simpler; design §5 rules them out over several such tables. What a
 * person decided stands before what the register would say by itself.
 */
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
    `create temporary table decided on commit drop as ${standingDecisions('select event_id from newest')}`,
    [issuerId],
  )
  await connection.query(
    `create temporary table attaching on commit drop as
     select f.event_id, f.learner_id from (
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
       group by n.event_id having count(*) = 1
     ) f join newest n on n.event_id = f.event_id
     where not exists (select from decided d where d.event_id = f.event_id and ${sameWho('n', 'd')}
       and (d.choice = 'attach' or f.learner_id = any (d.ruled_out)))`,
  )
  const attached = await writeAttached(app, tx, issuerId)
  await connection.query(
    'delete from held_match m using attaching a where m.issuer_id = $1 and m.event_id = a.event_id',
    [issuerId],
  )
  await connection.query('drop table newest, decided, attaching')
  return attached
}
