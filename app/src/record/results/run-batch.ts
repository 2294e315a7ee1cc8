import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import { organisationById } from '../../institution/organisation.ts'
import { appendBatch } from '../../log/append-batch.ts'
import { logBatchIdOf } from '../../log/log-batch-id.ts'
import type { Writer } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { jobs } from '../jobs.ts'
import { loadCatalogue } from '../qualifications/catalogue.ts'
import { bindToSeries } from '../series/bind-to-series.ts'
import { applyRows, noteRows } from './apply.ts'
import type { Rules } from './check-row.ts'
import { classify } from './classify.ts'
import type { Source } from './content.ts'
import { CsvError } from './read-csv.ts'
import { readResults } from './read-results.ts'
import { SeenEvents } from './seen-events.ts'
import { keepSpecifications } from './specifications.ts'
import { sourceOf } from './source-of.ts'
import { largeFile, type Spooled } from './spool.ts'
import { type BatchOf, createStaging, noteRefused, stageRows } from './staging.ts'
import { countRows } from './totals/count-rows.ts'
import {
  type Batch,
  countsOf,
  findBatch,
  finish,
  forgetBatch,
  forgetReport,
  isLoaded,
  lockIssuer,
} from './store.ts'

export type Phase = 'received' | 'staged' | 'matched' | 'written'

export interface RunOptions {
  /** Says what would happen, and changes nothing else. */
  readonly dryRun?: boolean
  /** From which kind of return the results come; by the kind of the organisation when left out. */
  readonly source?: Source
  readonly onProgress?: (rows: number) => void
  /** What has been done, for whoever measures it. */
  readonly onPhase?: (done: Phase) => void
}

/**
 * Checks or loads the file of a batch that is open. All rows are one transaction, so that a load that is interrupted has
 * changed nothing, and doing it again is the same load. True when somebody else has loaded it meanwhile.
 */
export async function runBatch(
  app: App,
  actor: Actor,
  batch: Batch,
  file: Spooled,
  options: RunOptions = {},
): Promise<boolean> {
  const of: BatchOf = { issuerId: batch.issuer_id, batchId: batch.batch_id }
  const powers = { ...issuerPowers(actor, of.issuerId), ingest: true }
  try {
    return await app.db.bulk(powers, async (tx) => {
      await lockIssuer(tx, of.issuerId)
      const current = await findBatch(tx, of)
      if (!current) conflict('record.importInterrupted')
      if (isLoaded(current)) return true
      await ensureAdmitted(tx, of.issuerId, 'result')
      await forgetReport(tx, of)
      if (options.dryRun) await check(app, tx, actor, of, file, options)
      else await load(app, tx, actor, current, file, options)
      return false
    })
  } catch (error) {
    await app.db.write(powers, (tx) => forgetBatch(tx, of)).catch(() => undefined)
    if (error instanceof CsvError) {
      invalid({ field: 'file', key: `record.file_${error.rule}`, values: { row: error.row } })
    }
    throw error
  }
}

async function check(
  app: App,
  tx: Writer,
  actor: Actor,
  of: BatchOf,
  file: Spooled,
  options: RunOptions,
): Promise<void> {
  await stageAndMatch(app, tx, of, file, options)
  await noteRows(tx, of)
  await countRows(tx, of, { withAdded: true })
  await note(app, tx, actor, of, 'results.checked', await finish(tx, of, { state: 'checked' }))
}

async function load(
  app: App,
  tx: Writer,
  actor: Actor,
  batch: Batch,
  file: Spooled,
  options: RunOptions,
): Promise<void> {
  const of: BatchOf = { issuerId: batch.issuer_id, batchId: batch.batch_id }
  const corrections = batch.applies_corrections
  await stageAndMatch(app, tx, of, file, options)
  await noteRows(tx, of)
  await countRows(tx, of, { withAdded: false })
  const logBatchId = logBatchIdOf(app, of.issuerId, `${file.hash} ${corrections}`)
  const rows = applyRows(tx, of, { corrections, at: app.now() })
  await appendBatch(app, tx, { ...of, logBatchId }, rows, { isLarge: file.size >= largeFile })
  options.onPhase?.('written')
  // Closed or suspended while its rows were written: then nothing of it is loaded.
  await ensureAdmitted(tx, of.issuerId, 'result')
  const loaded = await finish(tx, of, {
    state: 'loaded',
    loaded_at: app.now(),
    kept_key: null,
    kept_until: null,
  })
  await note(app, tx, actor, of, 'results.loaded', loaded)
  await bindToSeries(app, tx, actor, of)
  // A learner may have been registered meanwhile, by a transaction that could not see these rows; and somebody else may
  // be meant than before.
  if (loaded.held_count + loaded.corrected_count > 0) await app.jobs.add(tx, jobs.attachHeld, of)
}

async function note(
  app: App,
  tx: Writer,
  actor: Actor,
  { issuerId, batchId }: BatchOf,
  action: 'results.checked' | 'results.loaded',
  batch: Batch,
): Promise<void> {
  await recordEvent(tx, actor, {
    action,
    about: [issuerId],
    permission: actor.kind === 'system' ? 'system' : 'issuer',
    organisationId: issuerId,
    thing: { kind: 'batch', id: batchId },
    detail: { ...countsOf(batch) },
    at: app.now(),
  })
}

async function stageAndMatch(
  app: App,
  tx: Writer,
  of: BatchOf,
  file: Spooled,
  { onProgress, onPhase, source }: RunOptions,
): Promise<void> {
  await createStaging(tx, file.size)
  const series = new Set<string>()
  const seen = new SeenEvents()
  const { schemes } = await loadCatalogue(tx)
  const rules: Rules = {
    today: app.now().toISOString().slice(0, 10),
    schemes,
    source: source ?? sourceOf((await organisationById(tx, of.issuerId)).kind),
  }
  await stageRows(tx, rows())
  onPhase?.('staged')
  const { refused } = await noteRefused(tx, of)
  await tx.connection.query(
    'update batch set refused_count = $3, row_count = $3, series = $4 where issuer_id = $1 and batch_id = $2',
    [of.issuerId, of.batchId, refused, series.size === 1 ? [...series][0] : null],
  )
  await classify(tx, of, { series: [...series], mayRepeat: seen.mayRepeat })
  onPhase?.('matched')

  async function* rows() {
    let read = 0
    for await (const checked of readResults(file, of.issuerId, rules)) {
      for (const [, said] of checked.specifications) series.add(said.series)
      if (checked.specifications.length > 0) {
        // Beside the load, whose connection is busy with the rows: one that no result names says nothing.
        await app.db.write({ issuer: of.issuerId }, (beside) =>
          keepSpecifications(beside, checked.specifications),
        )
      }
      seen.add(checked.events)
      read += checked.good + checked.refused
      onProgress?.(read)
      yield checked.rows
    }
  }
}
