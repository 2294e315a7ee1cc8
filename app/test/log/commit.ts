import type { App } from '../../src/app.ts'
import { appendRows } from '../../src/log/append-batch.ts'
import { logBatchIdOf } from '../../src/log/log-batch-id.ts'
import { sequence } from '../../src/log/sequence.ts'
import { contentHashOf } from '../../src/record/results/content.ts'
import { versionContent } from '../../src/record/version-content.ts'

/** Commits to what an owner's statement put there, as a load does: without its jobs. */
export async function commit(app: App, issuerId: string, batchId: string, change: string = batchId) {
  return app.db.write({ issuer: issuerId, ingest: true }, async (tx) => {
    const rows = await tx.sql
      .selectFrom('learning_event as event')
      .innerJoin('specification', 'specification.specification_id', 'event.specification_id')
      .select(versionContent)
      .select('event.learner_id as learnerId')
      .where('event.batch_id', '=', batchId)
      .orderBy('event.learner_id')
      .orderBy('event.event_id')
      .orderBy('event.version')
      .execute()
    const committed = rows.map((row) => ({
      learnerId: row.learnerId,
      eventId: row.eventId,
      version: row.version,
      contentHash: contentHashOf(row, { withdrawn: row.change === 'withdrawn' }),
    }))
    const of = { issuerId, batchId, logBatchId: logBatchIdOf(app, issuerId, change) }
    return appendRows(app, tx, of, committed)
  })
}

/** The same, with the leaf and the checkpoint that the job makes of it. */
export async function commitAndSign(app: App, issuerId: string, batchId: string, change?: string) {
  const made = await commit(app, issuerId, batchId, change)
  await sequence(app, { issuerId })
  return made
}
