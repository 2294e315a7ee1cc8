import { join } from 'node:path'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import { appendBatch } from '../../log/append-batch.ts'
import { logBatchIdOf } from '../../log/log-batch-id.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { jobs } from '../jobs.ts'
import { loadCatalogue } from '../qualifications/catalogue.ts'
import { bindToSeries } from '../series/bind-to-series.ts'
import { applyRows } from './apply.ts'
import { type BatchReport, readReport } from './batches.ts'
import type { Rules } from './check-row.ts'
import { classify } from './classify.ts'
import type { Source, Specification } from './content.ts'
import { CsvError } from './read-csv.ts'
import { readResults } from './read-results.ts'
import { type Spooled, spool } from './spool.ts'
import { keepSpecifications } from './specifications.ts'
import { type BatchOf, createStaging, noteRefused, type RefusedRow, stageRows } from './staging.ts'
import { type Batch, finishLoading, findBatchOfFile, forgetBatch, lockIssuer, openBatch } from './store.ts'

export interface ResultsFile {
  readonly fileName: string
  readonly stream: AsyncIterable<Uint8Array>
}

export type Phase = 'received' | 'staged' | 'matched' | 'written'

export interface ImportOptions {
  /** Rows that say something else than what was loaded before become new versions; else they are only reported. */
  readonly applyCorrections?: boolean
  /** From which kind of return the results come; an awarding organisation's own when left out. */
  readonly source?: Source
  readonly limit?: number
  readonly onProgress?: (rows: number) => void
  /** What has been done, for whoever measures it. */
  readonly onPhase?: (done: Phase) => void
}

export interface ImportReport extends BatchReport {
  /** The same file was loaded before: this is the report of then, and nothing has changed. */
  readonly knownFile: boolean
}

/** Six million rows; what comes through a page is limited further. */
const largestFile = 2_000_000_000

/**
 * Loads a file of results as one unpublished batch: good rows load, rows without a learner are held, bad rows are
 * refused each by itself. All rows are one transaction, so that a load that is interrupted has changed nothing, and
 * sending the file again is the same load.
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
    const batch = await app.db.write(powers, async (tx) => {
      await lockIssuer(tx, organisationId)
      const known = await findBatchOfFile(tx, organisationId, file.hash, corrections)
      return known ?? (await begin(app, tx, actor, organisationId, fileName, file.hash, corrections))
    })
    if (batch.state !== 'loading') return await reportOf(app, actor, batch, true)
    return await load(app, actor, batch, file, options)
  } finally {
    await file.close()
  }
}

function begin(
  app: App,
  tx: Writer,
  actor: Actor,
  issuerId: string,
  fileName: string,
  fileHash: string,
  appliesCorrections: boolean,
): Promise<Batch> {
  return openBatch(tx, {
    issuer_id: issuerId,
    batch_id: newId(app.now().getTime()),
    file_name: [...fileName].slice(-120).join(''),
    file_hash: fileHash,
    applies_corrections: appliesCorrections,
    state: 'loading',
    uploaded_by: actor.kind === 'person' ? actor.personId : null,
    uploaded_at: app.now(),
  })
}

async function load(
  app: App,
  actor: Actor,
  batch: Batch,
  file: Spooled,
  options: ImportOptions,
): Promise<ImportReport> {
  const issuerId = batch.issuer_id
  const of: BatchOf = { issuerId, batchId: batch.batch_id }
  const powers = { ...issuerPowers(actor, issuerId), ingest: true }
  try {
    const loadedBySomebodyElse = await app.db.bulk(powers, async (tx) => {
      await lockIssuer(tx, issuerId)
      const current = await findBatchOfFile(tx, issuerId, file.hash, batch.applies_corrections)
      if (!current) conflict('record.importInterrupted')
      if (current.state !== 'loading') return true
      await ensureAdmitted(tx, issuerId, 'result')
      await loadRows(app, tx, of, file, batch.applies_corrections, options)
      const { counts } = await finishLoading(tx, of, app.now())
      await recordEvent(tx, actor, {
        action: 'results.loaded',
        about: [issuerId],
        permission: actor.kind === 'system' ? 'system' : 'issuer',
        organisationId: issuerId,
        thing: { kind: 'batch', id: of.batchId },
        detail: { ...counts },
        at: app.now(),
      })
      await bindToSeries(app, tx, actor, of)
      // A learner may have been registered meanwhile, by a transaction that could not see these rows.
      if (counts.held > 0) await app.jobs.add(tx, jobs.attachHeld, of)
      return false
    })
    return await reportOf(app, actor, batch, loadedBySomebodyElse)
  } catch (error) {
    await app.db.write(powers, (tx) => forgetBatch(tx, of)).catch(() => undefined)
    if (error instanceof CsvError) {
      invalid({ field: 'file', key: `record.file_${error.rule}`, values: { row: error.row } })
    }
    throw error
  }
}

async function loadRows(
  app: App,
  tx: Writer,
  of: BatchOf,
  file: Spooled,
  corrections: boolean,
  { onProgress, onPhase, source = 'AO' }: ImportOptions,
): Promise<void> {
  await createStaging(tx, file.size)
  const refused: RefusedRow[] = []
  const specifications = new Map<string, Specification>()
  const { schemes } = await loadCatalogue(tx)
  const rules: Rules = { today: app.now().toISOString().slice(0, 10), schemes, source }
  await stageRows(tx, rows())
  onPhase?.('staged')
  await noteRefused(tx, of, refused)
  await keepSpecifications(tx, specifications)
  const series = [...new Set(Array.from(specifications.values(), (said) => said.series))]
  await tx.connection.query(
    'update batch set refused_count = $3, row_count = $3, series = $4 where issuer_id = $1 and batch_id = $2',
    [of.issuerId, of.batchId, refused.length, series.length === 1 ? series[0] : null],
  )
  await classify(tx, of, series)
  onPhase?.('matched')
  const logBatchId = logBatchIdOf(app, of.issuerId, `${file.hash} ${corrections}`)
  await appendBatch(app, tx, { ...of, logBatchId }, applyRows(tx, of, { corrections, at: app.now() }))
  onPhase?.('written')

  async function* rows() {
    let read = 0
    for await (const checked of readResults(file, of.issuerId, rules)) {
      refused.push(...checked.refused)
      for (const [id, said] of checked.specifications) specifications.set(id, said)
      read += checked.good + checked.refused.length
      onProgress?.(read)
      if (checked.good > 0) yield checked.rows
    }
  }
}

function reportOf(app: App, actor: Actor, batch: Batch, knownFile: boolean): Promise<ImportReport> {
  return app.db.read(issuerPowers(actor, batch.issuer_id), async (tx) => ({
    ...(await readReport(tx, batch.issuer_id, batch.batch_id)),
    knownFile,
  }))
}
