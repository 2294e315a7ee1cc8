import { sql } from 'kysely'
import { issuedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import type { Writer } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { addReleaseJobs } from '../release-jobs.ts'

/**
 * Says from which instant a batch may be seen: now, or a time to come. It is said once: what was released stays so.
 * Whatever follows from it (notices, credentials that are out of date) is a job for that instant.
 */
export async function publishBatch(
  app: App,
  actor: Actor,
  organisationId: string,
  batchId: string,
  { at }: { at?: Date } = {},
): Promise<{ releaseAt: Date }> {
  return app.db.write(issuerPowers(actor, organisationId), async (tx) => {
    await ensureAdmitted(tx, organisationId, 'result')
    await lockIssuer(tx, organisationId)
    const batch = await tx.sql
      .selectFrom('batch')
      .select(['state', 'series', sql<Date>`clock_timestamp()`.as('now')])
      .where(issuedBy(organisationId, 'issuer_id'))
      .where('batch_id', '=', batchId)
      .executeTakeFirst()
    if (!batch) notFound('batch')
    if (batch.state !== 'loaded') conflict(`record.publish_${batch.state}`)
    // The database's clock decides what may be seen, so "now" is its now.
    const releaseAt = at && at > batch.now ? at : batch.now
    if (batch.series === null) await ensureNoSeriesWaits(tx, organisationId, batchId, releaseAt)
    await tx.sql
      .insertInto('release')
      .values({ batch_id: batchId, issuer_id: organisationId, release_at: releaseAt, centres_at: null })
      .execute()
    await tx.sql
      .updateTable('batch')
      .set({
        state: 'published',
        published_by: actor.kind === 'person' ? actor.personId : null,
        published_at: app.now(),
      })
      .where(issuedBy(organisationId, 'issuer_id'))
      .where('batch_id', '=', batchId)
      .execute()
    await recordEvent(tx, actor, {
      action: 'results.published',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'issuer',
      organisationId,
      thing: { kind: 'batch', id: batchId },
      detail: { releaseAt: releaseAt.toISOString() },
      at: app.now(),
    })
    await addReleaseJobs(app, tx, { issuerId: organisationId, batchId }, { releaseAt, centresAt: null })
    return { releaseAt }
  })
}

/** A file of several series shows none of them before its time. One of a single series is bound to it when it loads. */
async function ensureNoSeriesWaits(
  { connection }: Writer,
  issuerId: string,
  batchId: string,
  releaseAt: Date,
): Promise<void> {
  const { rows } = await connection.query<{ series: string }>(
    `select s.series from exam_series s
     where s.issuer_id = $1 and s.release_at > $3 and s.series in (
       select series from specification where specification_id in (
         select specification_id from learning_event where issuer_id = $1 and batch_id = $2
         union select specification_id from held_result where issuer_id = $1 and batch_id = $2))
     limit 1`,
    [issuerId, batchId, releaseAt],
  )
  if (rows[0]) conflict('record.publish_seriesWaits', { series: rows[0].series })
}
