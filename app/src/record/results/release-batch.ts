import type { App } from '../../app.ts'
import { issuedBy } from '../../access/visible.ts'
import { jobs as logJobs } from '../../log/jobs.ts'
import { jobs } from '../jobs.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { tellComparisons } from '../register/look-ups.ts'
import { type Superseded, tellSuperseded } from '../superseded.ts'
import type { BatchOf } from './staging.ts'

const eventsAtOnce = 2000

/**
 * The job of the instant at which a batch may be seen: what was issued of earlier versions is out of date from now on,
 * and the learners are to be told. Running it again changes nothing.
 */
export async function releaseBatch(app: App, { issuerId, batchId }: BatchOf): Promise<void> {
  await app.db.write({ issuer: issuerId, organisation: issuerId }, async (tx) => {
    await lockIssuer(tx, issuerId)
    const { rows } = await tx.connection.query<{ event_id: string; version: number }>(
      `select e.event_id, e.version from learning_event e
       join release r on r.batch_id = e.batch_id and r.issuer_id = e.issuer_id and r.release_at <= now()
       where e.issuer_id = $1 and e.batch_id = $2 and e.version > 1`,
      [issuerId, batchId],
    )
    for (let from = 0; from < rows.length; from += eventsAtOnce) {
      const superseded: Superseded[] = rows
        .slice(from, from + eventsAtOnce)
        .map((row) => ({ issuerId, eventId: row.event_id, version: row.version }))
      await tellSuperseded(app, tx, superseded)
    }
    const released = await tx.sql
      .selectFrom('release')
      .select('batch_id')
      .where(issuedBy(issuerId, 'issuer_id'))
      .where('batch_id', '=', batchId)
      .where((eb) => eb('release_at', '<=', eb.fn<Date>('now', [])))
      .executeTakeFirst()
    // The worker's clock may be ahead of the database's by a moment, or the instant was moved: the queue tries again.
    if (!released) throw new Error('not released yet')
    await tx.sql
      .insertInto('release_notice')
      .values({ issuer_id: issuerId, batch_id: batchId, after: null, added_at: app.now(), done_at: null })
      .onConflict((on) => on.doNothing())
      .execute()
    await app.jobs.add(tx, jobs.notify, {}, { key: jobs.notify })
    // What was published at once, or decided after the time to write it ahead; and who compared whom may be told now.
    await app.jobs.add(tx, jobs.attachDecided, { issuerId, batchId })
    await tellComparisons(app, tx, { issuerId, batchId })
    // What was attached under the embargo may have its leaf in the log now.
    await app.jobs.add(tx, logJobs.sequence, { issuerId }, { key: `log:${issuerId}` })
  })
}
