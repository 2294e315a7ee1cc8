import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { EntryContent } from './entry-row.ts'
import type { EntryState } from './entry-states.ts'
import './tables.ts'

export interface Entry extends EntryContent {
  readonly entryId: string
  readonly organisationId: string
  readonly centreNumber: string
  readonly state: EntryState
  readonly reason: string | null
}

export interface WhichEntries {
  readonly issuerId: string
  readonly seriesId: string
  readonly organisationId?: string
  readonly state?: EntryState
  readonly after?: string
  readonly limit?: number
}

/** A centre is told of a mark or an award only from when it may see results: until then the exam was sat, no more. */
const shownToCentre = sql<EntryState>`case when exam_entry.state in ('marked', 'awarded') and not exists (
  select from exam_series s where s.issuer_id = exam_entry.issuer_id and s.series_id = exam_entry.series_id
    and least(s.centres_at, s.release_at) <= now()) then 'sat' else exam_entry.state end`

/** By centre and candidate; `after` is the id of the entry before the first. */
export async function readEntriesOf(
  tx: Reader,
  side: 'centre' | 'issuer',
  { issuerId, seriesId, organisationId, state, after, limit = 100 }: WhichEntries,
): Promise<Entry[]> {
  const shown: RawBuilder<EntryState> = side === 'centre' ? shownToCentre : sql<EntryState>`exam_entry.state`
  const last = after === undefined ? undefined : await placeOf(tx, issuerId, after)
  return tx.sql
    .selectFrom('exam_entry')
    .select([
      'entry_id as entryId',
      'organisation_id as organisationId',
      'centre_number as centreNumber',
      'candidate_number as candidateNumber',
      'code',
      'tier',
      'uci',
      'uln',
      'given_name as givenName',
      'family_name as familyName',
      'birth_date as birthDate',
      'gender',
      'reason',
      shown.as('state'),
    ])
    .where('issuer_id', '=', issuerId)
    .where('series_id', '=', seriesId)
    .$if(organisationId !== undefined, (query) => query.where('organisation_id', '=', organisationId ?? ''))
    .$if(side === 'issuer', (query) => query.where('state', '<>', 'draft'))
    .$if(state !== undefined, (query) => query.where(sql<boolean>`${shown} = ${state ?? ''}`))
    .$if(last !== undefined, (query) =>
      query.where(
        sql<boolean>`(centre_number, candidate_number, code) > (${last?.centre_number ?? ''},
          ${last?.candidate_number ?? ''}, ${last?.code ?? ''})`,
      ),
    )
    .orderBy('centre_number')
    .orderBy('candidate_number')
    .orderBy('code')
    .limit(limit)
    .execute()
}

async function placeOf(tx: Reader, issuerId: string, entryId: string) {
  return tx.sql
    .selectFrom('exam_entry')
    .select(['centre_number', 'candidate_number', 'code'])
    .where('issuer_id', '=', issuerId)
    .where('entry_id', '=', entryId)
    .executeTakeFirst()
}

export interface CentreCount {
  readonly organisationId: string
  readonly organisationName: string
  readonly centreNumber: string
  readonly state: EntryState
  readonly entries: number
}

/** How many entries stand where, for each centre. */
export async function countEntries(
  tx: Reader,
  side: 'centre' | 'issuer',
  { issuerId, seriesId, organisationId }: WhichEntries,
): Promise<CentreCount[]> {
  const shown: RawBuilder<EntryState> = side === 'centre' ? shownToCentre : sql<EntryState>`exam_entry.state`
  return tx.sql
    .selectFrom('exam_entry')
    .innerJoin('organisation', 'organisation.organisation_id', 'exam_entry.organisation_id')
    .select([
      'exam_entry.organisation_id as organisationId',
      'organisation.name as organisationName',
      'exam_entry.centre_number as centreNumber',
      shown.as('state'),
      sql<number>`count(*)`.as('entries'),
    ])
    .where('exam_entry.issuer_id', '=', issuerId)
    .where('exam_entry.series_id', '=', seriesId)
    .$if(organisationId !== undefined, (query) =>
      query.where('exam_entry.organisation_id', '=', organisationId ?? ''),
    )
    .$if(side === 'issuer', (query) => query.where('exam_entry.state', '<>', 'draft'))
    .groupBy(sql`1, 2, 3, 4`)
    .orderBy('exam_entry.centre_number')
    .orderBy(sql`4`)
    .execute()
}
