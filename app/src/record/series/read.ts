import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { centrePowers } from './acting.ts'
import {
  type CentreCount,
  countEntries,
  type Entry,
  readEntriesOf,
  type WhichEntries,
} from './entry-store.ts'
import { type EntryReport, filesOf, reportOf } from './send-entries.ts'
import { centreNumbersOf, findSeries, listSeries, type Series } from './store.ts'

export type { CentreCount, Entry } from './entry-store.ts'
export type { Series } from './store.ts'

/** Whom a page of entries shows, and how far. */
export type EntryQuery = Pick<WhichEntries, 'state' | 'after' | 'limit'>

export function issuerSeries(app: App, actor: Actor, organisationId: string): Promise<Series[]> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), (tx) =>
    listSeries(tx, { issuerId: organisationId }),
  )
}

export interface BatchOfSeries {
  readonly batchId: string
  readonly fileName: string
  readonly rows: number
  readonly releaseAt: Date | null
}

/** One series with the files of results that are bound to it, and how many entries stand where. */
export function issuerSeriesOne(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
): Promise<{ series: Series; centres: CentreCount[]; batches: BatchOfSeries[] }> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), async (tx) => {
    const series = (await findSeries(tx, { issuerId: organisationId, seriesId })) ?? notFound('series')
    const centres = await countEntries(tx, 'issuer', { issuerId: organisationId, seriesId })
    const batches = await tx.sql
      .selectFrom('batch')
      .leftJoin('release', 'release.batch_id', 'batch.batch_id')
      .select([
        'batch.batch_id as batchId',
        'batch.file_name as fileName',
        'batch.row_count as rows',
        'release.release_at as releaseAt',
      ])
      .where('batch.issuer_id', '=', organisationId)
      .where('batch.series', '=', series.series)
      .orderBy('batch.uploaded_at', 'desc')
      .limit(200)
      .execute()
    return { series, centres, batches }
  })
}

export function issuerEntries(
  app: App,
  actor: Actor,
  issuerId: string,
  seriesId: string,
  query: EntryQuery & { organisationId?: string },
): Promise<{ series: Series; entries: Entry[]; next: string | undefined }> {
  return app.db.read(issuerPowers(actor, issuerId, 'results:read'), async (tx) => {
    const series = (await findSeries(tx, { issuerId, seriesId })) ?? notFound('series')
    return {
      series,
      ...paged(await readEntriesOf(tx, 'issuer', wider({ issuerId, seriesId, ...query })), query),
    }
  })
}

/** What a centre may enter for: the series of every awarding organisation, and its own numbers. */
export function centreSeries(
  app: App,
  actor: Actor,
  organisationId: string,
): Promise<{ centreNumbers: string[]; series: Series[] }> {
  return app.db.read(centrePowers(actor, organisationId, 'results:read'), async (tx) => ({
    centreNumbers: await centreNumbersOf(tx, organisationId),
    series: await listSeries(tx, { open: true }),
  }))
}

export interface CentreEntries {
  readonly series: Series
  readonly centreNumbers: readonly string[]
  readonly counts: readonly CentreCount[]
  readonly files: readonly EntryReport[]
  readonly entries: readonly Entry[]
  readonly next: string | undefined
}

export function centreEntries(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
  query: EntryQuery = {},
): Promise<CentreEntries> {
  return app.db.read(centrePowers(actor, organisationId, 'results:read'), async (tx) => {
    const series = (await findSeries(tx, { seriesId })) ?? notFound('series')
    const which = { issuerId: series.issuerId, seriesId, organisationId }
    const centreNumbers = await centreNumbersOf(tx, organisationId)
    const counts = await countEntries(tx, 'centre', which)
    const files = (await filesOf(tx, { series, organisationId })).map((row) => reportOf(row, false))
    const read = await readEntriesOf(tx, 'centre', wider({ ...which, ...query }))
    return { series, centreNumbers, counts, files, ...paged(read, query) }
  })
}

const usual = 100

function wider(query: WhichEntries): WhichEntries {
  return { ...query, limit: (query.limit ?? usual) + 1 }
}

function paged(read: readonly Entry[], { limit = usual }: EntryQuery) {
  const entries = read.slice(0, limit)
  return { entries, next: read.length > limit ? entries.at(-1)?.entryId : undefined }
}
