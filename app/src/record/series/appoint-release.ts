import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import type { Writer } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { addReleaseJobs } from '../release-jobs.ts'
import { findSeries, type Series } from './store.ts'

/** So near to its time an instant stands: the letter that tells of a change would come after it. */
const minutesFixed = 10

export interface Appointed {
  readonly releaseAt: Date
  readonly centresAt: Date | null
}

/**
 * Says from which instant the results of a series may be seen: now, or a time to come; and from when centres see those
 * of their own candidates. All batches of the series get it in one transaction, and those that are loaded later are
 * bound to it. Until it comes it may be moved; what was seen once stays so.
 */
export function appointRelease(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
  { at, centresAt }: { at?: Date | undefined; centresAt?: Date | null | undefined },
): Promise<Appointed> {
  return app.db.write(issuerPowers(actor, organisationId), async (tx) => {
    await ensureAdmitted(tx, organisationId, 'result')
    await lockIssuer(tx, organisationId)
    const series = await findSeries(tx, { issuerId: organisationId, seriesId })
    if (!series) notFound('series')
    const now = await clockOf(tx)
    ensureMovable(series, now)
    const appointed = decide(series, now, { at, centresAt })
    await tx.sql
      .updateTable('exam_series')
      .set({ release_at: appointed.releaseAt, centres_at: appointed.centresAt })
      .where('issuer_id', '=', organisationId)
      .where('series_id', '=', seriesId)
      .execute()
    const batchIds = await bindBatches(app, tx, actor, series, appointed, now)
    await recordEvent(tx, actor, {
      action: series.releaseAt === null ? 'series.releaseAppointed' : 'series.releaseMoved',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'issuer',
      organisationId,
      thing: { kind: 'series', id: seriesId },
      detail: {
        releaseAt: appointed.releaseAt.toISOString(),
        centresAt: appointed.centresAt?.toISOString() ?? null,
        was: series.releaseAt?.toISOString() ?? null,
      },
      at: app.now(),
    })
    for (const batchId of batchIds) {
      await addReleaseJobs(app, tx, { issuerId: organisationId, batchId }, appointed)
    }
    // Whoever waited long for the issuer's turn must not take back what has come meanwhile.
    if (series.releaseAt !== null) ensureMovable(series, await clockOf(tx), 2)
    return appointed
  })
}

/** The database's clock as it stands, not as it stood when the transaction began: it may have waited. */
async function clockOf(tx: Writer): Promise<Date> {
  const { rows } = await tx.connection.query<{ now: Date }>('select clock_timestamp() as now')
  return rows[0]?.now ?? conflict('series.released')
}

function ensureMovable({ releaseAt }: Series, now: Date, minutes = minutesFixed): void {
  if (releaseAt === null) return
  if (releaseAt <= now) conflict('series.released')
  if (releaseAt.getTime() <= now.getTime() + minutes * 60_000)
    conflict('series.tooClose', { minutes: minutesFixed })
}

function decide(
  series: Series,
  now: Date,
  { at, centresAt }: { at?: Date | undefined; centresAt?: Date | null | undefined },
): Appointed {
  const releaseAt = at !== undefined && at > now ? at : now
  const refuse = (key: string) => {
    throw new AppError('invalid', { problems: [{ field: 'centresDate', key }] })
  }
  const said = series.centresAt
  const wanted = centresAt === undefined ? said : centresAt
  if (said !== null && said.getTime() <= now.getTime() + 60_000) {
    if (wanted?.getTime() !== said.getTime()) refuse('series.centresSeeAlready')
    return { releaseAt, centresAt: said }
  }
  if (wanted !== null && wanted >= releaseAt) refuse('series.centresAfter')
  return { releaseAt, centresAt: wanted !== null && wanted < now ? now : wanted }
}

/** Those that wait get the instant, those that have one to come get the new one; what is released stays as it is. */
async function bindBatches(
  app: App,
  tx: Writer,
  actor: Actor,
  series: Series,
  { releaseAt, centresAt }: Appointed,
  now: Date,
): Promise<string[]> {
  const ofSeries = [series.issuerId, series.series] as const
  const moved = await tx.connection.query<{ batch_id: string }>(
    `update release r set release_at = $3, centres_at = $4
     from batch b
     where b.issuer_id = $1 and b.series = $2 and r.issuer_id = $1 and r.batch_id = b.batch_id and r.release_at > $5
     returning r.batch_id`,
    [...ofSeries, releaseAt, centresAt, now],
  )
  const bound = await tx.connection.query<{ batch_id: string }>(
    `insert into release (batch_id, issuer_id, release_at, centres_at)
     select batch_id, issuer_id, $3, $4 from batch where issuer_id = $1 and series = $2 and state = 'loaded'
     returning batch_id`,
    [...ofSeries, releaseAt, centresAt],
  )
  await tx.sql
    .updateTable('batch')
    .set({
      state: 'published',
      published_by: actor.kind === 'person' ? actor.personId : null,
      published_at: app.now(),
    })
    .where('issuer_id', '=', series.issuerId)
    .where('series', '=', series.series)
    .where('state', '=', sql<'loaded'>`'loaded'`)
    .execute()
  return [...moved.rows, ...bound.rows].map((row) => row.batch_id)
}
