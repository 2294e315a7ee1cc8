import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import './tables.ts'

/** An awarding organisation's exam season. */
export interface Series {
  readonly seriesId: string
  readonly issuerId: string
  readonly issuerName: string
  readonly series: string
  readonly entriesCloseAt: Date | null
  readonly releaseAt: Date | null
  readonly centresAt: Date | null
  /** By the database's clock. */
  readonly isReleased: boolean
  readonly isWithCentres: boolean
  readonly takesEntries: boolean
}

export async function listSeries(
  tx: Reader,
  { issuerId, seriesId, open }: { issuerId?: string; seriesId?: string; open?: true } = {},
): Promise<Series[]> {
  return tx.sql
    .selectFrom('exam_series')
    .innerJoin('organisation', 'organisation.organisation_id', 'exam_series.issuer_id')
    .select([
      'exam_series.series_id as seriesId',
      'exam_series.issuer_id as issuerId',
      'organisation.name as issuerName',
      'exam_series.series',
      'exam_series.entries_close_at as entriesCloseAt',
      'exam_series.release_at as releaseAt',
      'exam_series.centres_at as centresAt',
      sql<boolean>`coalesce(exam_series.release_at <= now(), false)`.as('isReleased'),
      sql<boolean>`coalesce(least(exam_series.centres_at, exam_series.release_at) <= now(), false)`.as(
        'isWithCentres',
      ),
      sql<boolean>`coalesce(exam_series.release_at > now(), true)
        and coalesce(exam_series.entries_close_at > now(), true)`.as('takesEntries'),
    ])
    .$if(issuerId !== undefined, (query) => query.where('exam_series.issuer_id', '=', issuerId ?? ''))
    .$if(seriesId !== undefined, (query) => query.where('exam_series.series_id', '=', seriesId ?? ''))
    .$if(open === true, (query) => query.where('organisation.closed_at', 'is', null))
    .orderBy('exam_series.opened_at', 'desc')
    .orderBy('exam_series.series_id')
    .limit(500)
    .execute()
}

export async function findSeries(
  tx: Reader,
  which: { issuerId?: string; seriesId: string },
): Promise<Series | undefined> {
  const [series] = await listSeries(tx, which)
  return series
}

/** The numbers under which an organisation enters candidates, now. */
export async function centreNumbersOf(tx: Reader, organisationId: string): Promise<string[]> {
  const rows = await tx.sql
    .selectFrom('centre_number')
    .select('number')
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .orderBy('number')
    .execute()
  return rows.map(({ number }) => number)
}
