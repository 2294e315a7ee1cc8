import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { issuedBy } from '../../access/visible.ts'
import { type FieldProblem, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import type { BatchRowTable, BatchTable, RowProblem } from '../tables.ts'
import { progressOf } from './progress.ts'
import { type Counts, countsOf } from './store.ts'

export interface BatchSummary extends Counts {
  readonly batchId: string
  readonly fileName: string
  readonly state: BatchTable['state']
  readonly appliesCorrections: boolean
  readonly uploadedAt: Date
  readonly releaseAt: Date | null
  /** By the database's clock: what is published waits until then. */
  readonly isReleased: boolean
}

export interface ReportRow {
  readonly row: number
  readonly verdict: BatchRowTable['verdict']
  readonly problems: readonly RowProblem[]
}

export interface BatchReport extends BatchSummary {
  /** Held rows of this file that still wait for their learner. */
  readonly stillHeld: number
  /** Until when a checked file can be loaded; null where it is not here. */
  readonly keptUntil: Date | null
  /** A check or a load that is under way, or why it came to nothing. */
  readonly progress: { doing: 'check' | 'load'; rows: number; problem: FieldProblem | null } | undefined
  readonly rowsNamed: readonly ReportRow[]
  /** The row after which the next ones are named; undefined at the end. */
  readonly nextAfter: number | undefined
}

export function listBatches(app: App, actor: Actor, organisationId: string): Promise<BatchSummary[]> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), async (tx) => {
    const batches = await batchesOf(tx, organisationId)
      .orderBy('batch.uploaded_at', 'desc')
      .limit(200)
      .execute()
    return batches.map(summaryOf)
  })
}

export function batchReport(
  app: App,
  actor: Actor,
  organisationId: string,
  batchId: string,
  options: { after?: number } = {},
): Promise<BatchReport> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), (tx) =>
    readReport(tx, organisationId, batchId, options),
  )
}

const rowsOnAPage = 200

export async function readReport(
  tx: Reader,
  issuerId: string,
  batchId: string,
  { after = 0 }: { after?: number } = {},
): Promise<BatchReport> {
  const [progress, batch, rows, waiting] = await Promise.all([
    progressOf(tx, { issuerId, batchId }),
    batchesOf(tx, issuerId).where('batch.batch_id', '=', batchId).executeTakeFirst(),
    tx.sql
      .selectFrom('batch_row')
      .select(['row_number', 'verdict', 'problems'])
      .where(issuedBy(issuerId, 'issuer_id'))
      .where('batch_id', '=', batchId)
      .where('row_number', '>', after)
      .orderBy('row_number')
      .limit(rowsOnAPage + 1)
      .execute(),
    tx.sql
      .selectFrom('held_result')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(issuedBy(issuerId, 'issuer_id'))
      .where('batch_id', '=', batchId)
      .where('attached_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ])
  if (!batch) notFound('batch')
  const named = rows.slice(0, rowsOnAPage)
  return {
    ...summaryOf(batch),
    stillHeld: waiting.count,
    keptUntil: batch.kept_until,
    progress: progress && { doing: progress.doing, rows: progress.rows_read, problem: progress.problem },
    rowsNamed: named.map(({ row_number, verdict, problems }) => ({ row: row_number, verdict, problems })),
    nextAfter: rows.length > named.length ? named.at(-1)?.row_number : undefined,
  }
}

function batchesOf(tx: Reader, issuerId: string) {
  return tx.sql
    .selectFrom('batch')
    .leftJoin('release', (join) => join.onRef('release.batch_id', '=', 'batch.batch_id'))
    .selectAll('batch')
    .select([
      'release.release_at',
      sql<boolean>`coalesce(release.release_at <= now(), false)`.as('is_released'),
    ])
    .where(issuedBy(issuerId, 'batch.issuer_id'))
}

function summaryOf(
  batch: Awaited<ReturnType<ReturnType<typeof batchesOf>['executeTakeFirstOrThrow']>>,
): BatchSummary {
  return {
    batchId: batch.batch_id,
    fileName: batch.file_name,
    state: batch.state,
    appliesCorrections: batch.applies_corrections,
    uploadedAt: batch.uploaded_at,
    releaseAt: batch.release_at,
    isReleased: batch.is_released,
    ...countsOf(batch),
  }
}
