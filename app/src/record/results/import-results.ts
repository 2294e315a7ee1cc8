import { join } from 'node:path'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { type BatchReport, readReport } from './batches.ts'
import { runBatch, type RunOptions } from './run-batch.ts'
import { spool } from './spool.ts'
import { type Batch, findBatchOfFile, isLoaded, lockIssuer, openBatch } from './store.ts'

export type { Phase } from './run-batch.ts'

export interface ResultsFile {
  readonly fileName: string
  readonly stream: AsyncIterable<Uint8Array>
}

export interface ImportOptions extends RunOptions {
  /** Rows that say something else than what was loaded before become new versions; else they are only reported. */
  readonly applyCorrections?: boolean
  readonly limit?: number
}

export interface ImportReport extends BatchReport {
  /** The same file was loaded before: this is the report of then, and nothing has changed. */
  readonly knownFile: boolean
}

/** Six million rows; what comes through a page is limited further. */
const largestFile = 2_000_000_000

/**
 * Loads a file of results as one unpublished batch: good rows load, rows without a learner are held, bad rows are
 * refused each by itself. A dry run says what would come of it. The caller waits until it is done.
 */
export async function importResults(
  app: App,
  actor: Actor,
  organisationId: string,
  { fileName, stream }: ResultsFile,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const powers = issuerPowers(actor, organisationId)
  await app.db.read(powers, (tx) => ensureAdmitted(tx, organisationId, 'result'))
  const file = await spool(join(app.config.dataFolder, 'incoming'), stream, {
    limit: options.limit ?? largestFile,
  })
  options.onPhase?.('received')
  try {
    const corrections = options.applyCorrections === true
    const batch = await app.db.write(powers, (tx) =>
      batchOfFile(app, tx, actor, organisationId, { fileName, hash: file.hash, corrections }),
    )
    if (isLoaded(batch)) return await reportOf(app, actor, batch, true)
    const loadedBySomebodyElse = await runBatch(app, actor, batch, file, options)
    return await reportOf(app, actor, batch, loadedBySomebodyElse)
  } finally {
    await file.close()
  }
}

/** The batch of this file: the one that it was loaded or checked as before, or a new one. */
export async function batchOfFile(
  app: App,
  tx: Writer,
  actor: Actor,
  issuerId: string,
  { fileName, hash, corrections }: { fileName: string; hash: string; corrections: boolean },
): Promise<Batch> {
  await lockIssuer(tx, issuerId)
  const known = await findBatchOfFile(tx, issuerId, hash, corrections)
  return (
    known ??
    openBatch(tx, {
      issuer_id: issuerId,
      batch_id: newId(app.now().getTime()),
      file_name: [...fileName].slice(-120).join(''),
      file_hash: hash,
      applies_corrections: corrections,
      state: 'loading',
      uploaded_by: actor.kind === 'person' ? actor.personId : null,
      uploaded_at: app.now(),
    })
  )
}

function reportOf(app: App, actor: Actor, batch: Batch, knownFile: boolean): Promise<ImportReport> {
  return app.db.read(issuerPowers(actor, batch.issuer_id), async (tx) => ({
    ...(await readReport(tx, batch.issuer_id, batch.batch_id)),
    knownFile,
  }))
}
