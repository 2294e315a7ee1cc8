import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Writer } from '../../platform/db.ts'
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
       join held_result h on h.uln = l.uln and h.attached_at is null
       where l.learner_id = $1`,
      [learnerId],
    )
    return rows.map((row) => row.issuer_id)
  })
}

/** Data-modifying parts of one statement would be simpler; design §5 rules them out over several such tables. */
async function attach(app: App, tx: Writer, issuerId: string, which: HeldRows): Promise<number> {
  const { connection } = tx
  // A row that waits under several batches attaches whole, and only if its newest names are the learner's.
  await connection.query(
    `create temporary table attaching on commit drop as
     select h.*, l.learner_id, min(extract(year from (h.content->>'award_date')::date)::integer)
       filter (where h.version = 1) over (partition by h.row_key) as award_year
     from (
       select *, first_value(given_name_key) over newest as newest_given,
         first_value(family_name_key) over newest as newest_family, first_value(birth_date) over newest as newest_birth
       from held_result
       where issuer_id = $1 and attached_at is null
         and ${'batchId' in which ? 'row_key in (select row_key from held_result where issuer_id = $1 and batch_id = $2)' : 'uln = (select uln from learner where learner_id = $2)'}
       window newest as (partition by row_key order by version desc)
     ) h
     join uln_key k on k.uln = h.uln
     join learner l on l.learner_id = k.learner_id
       and (l.given_name_key, l.family_name_key, l.birth_date) = (newest_given, newest_family, newest_birth)`,
    [issuerId, 'batchId' in which ? which.batchId : which.learnerId],
  )
  await connection.query(
    `insert into learning_event (learner_id, award_year, event_id, version, issuer_id, batch_id, row_key, change, source,
       uln_as_loaded, qualification_number, component, title, level, credits, assessment_language, grading_scheme,
       grade, series, award_date, status, loaded_at)
     select a.learner_id, a.award_year, c.event_id, a.version, a.issuer_id, a.batch_id, a.row_key,
       case a.version when 1 then 'loaded' else 'corrected' end, 'AO', a.uln, c.qualification_number, c.component,
       c.title, c.level, c.credits, c.assessment_language, c.grading_scheme, c.grade, c.series, c.award_date, c.status,
       $1
     from attaching a cross join lateral jsonb_to_record(a.content) as c (event_id uuid, qualification_number text,
       component text, title text, level text, credits integer, assessment_language text, grading_scheme text,
       grade text, series text, award_date date, status text)
     order by a.learner_id`,
    [app.now()],
  )
  const { rowCount } = await connection.query(
    `insert into event_key (issuer_id, row_key, learner_id, award_year, event_id, content_hash)
     select distinct on (row_key) issuer_id, row_key, learner_id, award_year, (content->>'event_id')::uuid, content_hash
     from attaching order by row_key, version desc`,
  )
  await connection.query(
    `update held_result h set attached_at = $2 from attaching a
     where h.issuer_id = $1 and h.row_key = a.row_key and h.version = a.version`,
    [issuerId, app.now()],
  )
  await connection.query('drop table attaching')
  return rowCount ?? 0
}
