import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { addDecidedJob, minutesAhead } from '../release-jobs.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { writeAttached } from '../results/write-attached.ts'

interface BatchOf {
  readonly issuerId: string
  readonly batchId: string
}

/**
 * Writes what a person decided of rows of a batch that may be seen now, or is about to be. Until then a decision is
 * nothing but a decision: nothing of it stands at the learner, so that to take it back leaves no trace there.
 */
export async function attachDecided(app: App, { issuerId, batchId }: BatchOf): Promise<void> {
  await app.db.write({ issuer: issuerId, ingest: true }, async (tx) => {
    await lockIssuer(tx, issuerId)
    const rows = await tx.named<{ event_id: string }>(
      'decided rows of a batch',
      `select distinct h.event_id from held_match m
       join held_result h on h.issuer_id = m.issuer_id and h.event_id = m.event_id
       where m.issuer_id = $1 and m.state = 'attached' and h.batch_id = $2 and h.attached_at is null`,
      [issuerId, batchId],
    )
    const eventIds = rows.map(({ event_id }) => event_id)
    await attachDecidedIn(app, tx, { kind: 'system', name: 'attach' }, { issuerId, eventIds })
  })
}

/** Under the issuer's lock, with `ingest`: those of the events whose time has come. The others get a job for it. */
export async function attachDecidedIn(
  app: App,
  tx: Writer,
  actor: Actor,
  { issuerId, eventIds }: { issuerId: string; eventIds: readonly string[] },
): Promise<void> {
  if (eventIds.length === 0) return
  const { connection } = tx
  const { rows: times } = await connection.query<{ batch_id: string; seen_from: Date; is_due: boolean }>(
    `select r.batch_id, least(r.centres_at, r.release_at) as seen_from,
       least(r.centres_at, r.release_at) <= clock_timestamp() + make_interval(mins => $3) as is_due
     from release r where r.issuer_id = $1 and r.batch_id in (
       select batch_id from held_result where issuer_id = $1 and event_id = any($2::uuid[]) and attached_at is null)`,
    [issuerId, eventIds, minutesAhead],
  )
  for (const { batch_id, seen_from, is_due } of times) {
    if (!is_due) await addDecidedJob(app, tx, { issuerId, batchId: batch_id }, seen_from)
  }
  const due = times.filter(({ is_due }) => is_due).map(({ batch_id }) => batch_id)
  if (due.length === 0) return
  await connection.query(
    `create temporary table attaching on commit drop as
     select m.event_id, d.learner_id from held_match m
     join held_decision d on d.issuer_id = m.issuer_id and d.event_id = m.event_id and d.number = m.decisions
     where m.issuer_id = $1 and m.state = 'attached' and m.event_id in (
       select event_id from held_result
       where issuer_id = $1 and event_id = any($2::uuid[]) and batch_id = any($3::uuid[]) and attached_at is null)`,
    [issuerId, eventIds, due],
  )
  await connection.query(
    `update held_match m set base = (select coalesce(max(e.version), 0) from learning_event e
       where e.learner_id = a.learner_id and e.event_id = a.event_id)
     from attaching a where m.issuer_id = $1 and m.event_id = a.event_id`,
    [issuerId],
  )
  await writeAttached(app, tx, issuerId)
  const { rows } = await connection.query<{ event_id: string; learner_id: string; is_released: boolean }>(
    `select a.event_id, a.learner_id, exists (select from held_result h join release r on r.batch_id = h.batch_id
       where h.issuer_id = $1 and h.event_id = a.event_id and r.release_at <= now()) as is_released
     from attaching a`,
    [issuerId],
  )
  for (const { event_id, learner_id, is_released } of rows) {
    await recordEvent(tx, actor, {
      action: 'results.attached',
      about: is_released ? [issuerId, learner_id] : [issuerId],
      permission: actor.kind === 'system' ? 'system' : 'issuer',
      organisationId: issuerId,
      thing: { kind: 'learningEvent', id: event_id },
      detail: { count: 1 },
      at: app.now(),
    })
  }
  await connection.query('drop table attaching')
}
