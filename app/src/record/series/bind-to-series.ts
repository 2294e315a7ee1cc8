import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { addReleaseJobs } from '../release-jobs.ts'

/**
 * A batch of one series is released with it: loaded after the series was given its instant, it gets the same one. Once
 * that has come, a person publishes it: nothing is shown by an upload alone.
 */
export async function bindToSeries(
  app: App,
  tx: Writer,
  actor: Actor,
  { issuerId, batchId }: { issuerId: string; batchId: string },
): Promise<void> {
  const { rows } = await tx.connection.query<{ release_at: Date; centres_at: Date | null }>(
    `update batch b set state = 'published', published_by = $3, published_at = $4
     from exam_series s
     where b.issuer_id = $1 and b.batch_id = $2 and b.state = 'loaded'
       and s.issuer_id = $1 and s.series = b.series and s.release_at > now()
     returning s.release_at, s.centres_at`,
    [issuerId, batchId, actor.kind === 'person' ? actor.personId : null, app.now()],
  )
  const series = rows[0]
  if (!series) return
  await tx.sql
    .insertInto('release')
    .values({
      batch_id: batchId,
      issuer_id: issuerId,
      release_at: series.release_at,
      centres_at: series.centres_at,
    })
    .execute()
  await recordEvent(tx, actor, {
    action: 'results.published',
    about: [issuerId],
    permission: actor.kind === 'system' ? 'system' : 'issuer',
    organisationId: issuerId,
    thing: { kind: 'batch', id: batchId },
    detail: { releaseAt: series.release_at.toISOString() },
    at: app.now(),
  })
  const instants = { releaseAt: series.release_at, centresAt: series.centres_at }
  await addReleaseJobs(app, tx, { issuerId, batchId }, instants)
}
