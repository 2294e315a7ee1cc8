import type { App } from '../../../app.ts'
import { notFound } from '../../../errors.ts'
import type { Actor } from '../../../identity/actor.ts'
import type { Reader, Writer } from '../../../platform/db.ts'
import type { Words } from '../../../words.ts'
import { issuerPowers } from '../../issuer-powers.ts'
import type { BatchOf } from '../staging.ts'
import { findBatch, isLoaded } from '../store.ts'

/** The rows of a file that say the same centre, qualification, component and grade. */
export interface TotalOfGroup {
  /** Null where the rows name none. */
  readonly centre: string | null
  readonly qualificationNumber: string
  readonly component: string
  /** Null where the file has no such row, and only its totals say so. */
  readonly title: string | null
  readonly grade: string
  readonly added: number
  readonly unchanged: number
  readonly corrected: number
  readonly held: number
  readonly refused: number
  /** What the sender's own totals say; null where there are none. */
  readonly declared: number | null
  /** Declared less found. */
  readonly difference: number
}

export interface Totals {
  readonly fileName: string
  readonly rows: number
  /** Whether the sender gave totals of their own. */
  readonly isDeclared: boolean
  readonly groups: number
  readonly differing: number
  /** Refused rows that broke a rule: what they would say is not known, so they are in no group. */
  readonly unread: number
  /** Rows of the file that are in no group and were not refused either: 0, or something was lost. */
  readonly unaccounted: number
  readonly addsUp: boolean
  readonly items: readonly TotalOfGroup[]
  readonly nextPage: number | undefined
}

export const groupsOnAPage = 100

export function totalsOfBatch(
  app: App,
  actor: Actor,
  organisationId: string,
  batchId: string,
  options: { page?: number; size?: number } = {},
): Promise<Totals> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), (tx) =>
    readTotals(tx, { issuerId: organisationId, batchId }, options),
  )
}

/** In words: it adds up, or how many groups do not. */
export function totalsSentence(t: Words, totals: Totals): string {
  if (totals.addsUp) return t('record.totalsAddUp')
  return totals.differing > 0
    ? t('record.totalsDiffer', { count: totals.differing })
    : t('record.totalsUnaccounted', { count: totals.unaccounted })
}

interface Row extends Record<string, unknown> {
  centre: number
  number: string
  component: string
  title: string | null
  grade: string
  added: number
  unchanged: number
  corrected: number
  held: number
  refused: number
  declared: number | null
  difference: number
}

/** Of all groups; on each row, and on one without a group where the page has none. */
interface Sums {
  groups: number
  differing: number
  all_found: number
  all_refused: number
  is_declared: boolean
}

/** What differs stands first. */
export async function readTotals(
  tx: Reader,
  { issuerId, batchId }: BatchOf,
  { page = 1, size = groupsOnAPage }: { page?: number; size?: number } = {},
): Promise<Totals> {
  const batch = (await findBatch(tx, { issuerId, batchId })) ?? notFound('batch')
  const read = await tx.named<Sums & (Row | { number: null })>(
    'totals of a batch',
    `${totals}, sums as (
       select count(*)::int as groups, (count(*) filter (where difference <> 0))::int as differing,
         coalesce(sum(found), 0)::int as all_found, coalesce(sum(refused), 0)::int as all_refused,
         count(declared) > 0 as is_declared from totals
     ), page as (select * from totals ${order} limit $4 offset $5)
     select * from sums left join page on true ${order}`,
    [issuerId, batchId, isLoaded(batch), size + 1, (page - 1) * size],
  )
  const { groups, differing, all_found, all_refused, is_declared } = read[0] ?? notFound('batch')
  const rows = read.filter((row): row is Sums & Row => row.number !== null)
  const unread = batch.refused_count - all_refused
  const unaccounted = batch.row_count - all_found - unread
  return {
    fileName: batch.file_name,
    rows: batch.row_count,
    isDeclared: is_declared,
    ...{ groups, differing, unread, unaccounted },
    addsUp: differing === 0 && unaccounted === 0,
    items: rows.slice(0, size).map(groupOf),
    nextPage: rows.length > size ? page + 1 : undefined,
  }
}

/** All groups in that order, counted once however many they are: what counts holds its result until all was taken. */
export async function* eachTotal(
  tx: Reader & Pick<Writer, 'connection'>,
  { issuerId, batchId }: BatchOf,
): AsyncGenerator<TotalOfGroup> {
  const batch = (await findBatch(tx, { issuerId, batchId })) ?? notFound('batch')
  await tx.connection.query(`declare groups no scroll cursor for ${totals} select * from totals ${order}`, [
    issuerId,
    batchId,
    isLoaded(batch),
  ])
  for (;;) {
    const { rows } = await tx.connection.query<Row>('fetch forward 5000 from groups')
    if (rows.length === 0) return
    yield* rows.map(groupOf)
  }
}

const order = 'order by abs(difference) desc, number, component, centre, grade'

function groupOf({ centre, number, ...row }: Row): TotalOfGroup {
  return {
    centre: centre === 0 ? null : String(centre).padStart(5, '0'),
    qualificationNumber: number,
    ...{ component: row.component, title: row.title, grade: row.grade },
    ...{ added: row.added, unchanged: row.unchanged, corrected: row.corrected },
    ...{ held: row.held, refused: row.refused, declared: row.declared, difference: row.difference },
  }
}

/**
 * Of a loaded file the first versions that it wrote were added, but for those that were held when it was loaded and
 * have attached since.
 */
const totals = `with counted as (
    select specification_id, centre, grade, outcome, row_count::bigint as number_of from batch_total
    where issuer_id = $1 and batch_id = $2
    union all
    select e.specification_id, coalesce(e.centre, 0), e.grade, 'added', count(*) from learning_event e
    where e.issuer_id = $1 and e.batch_id = $2 and e.version = 1 and $3::boolean
      and not exists (select from held_result h
        where h.issuer_id = $1 and h.batch_id = $2 and h.event_id = e.event_id)
    group by e.specification_id, coalesce(e.centre, 0), e.grade
  ), found as (
    select c.centre, replace(s.qualification_number, '/', '') as number, s.component, c.grade,
      min(s.title) as title, sum(c.number_of)::int as found,
      ${['added', 'unchanged', 'corrected', 'held', 'refused']
        .map(
          (outcome) =>
            `coalesce(sum(c.number_of) filter (where c.outcome = '${outcome}'), 0)::int as ${outcome}`,
        )
        .join(', ')}
    from counted c join specification s on s.specification_id = c.specification_id
    group by c.centre, number, s.component, c.grade
  ), said as (
    select centre, qualification_number as number, component, grade, row_count as declared
    from batch_declared_total where issuer_id = $1 and batch_id = $2
  ), compared as (
    select centre, number, component, grade, title, coalesce(added, 0) as added, coalesce(unchanged, 0) as unchanged,
      coalesce(corrected, 0) as corrected, coalesce(held, 0) as held, coalesce(refused, 0) as refused,
      coalesce(found, 0) as found,
      case when exists (select from said) then coalesce(declared, 0) end as declared
    from found full join said using (centre, number, component, grade)
  ), totals as (select *, coalesce(declared - found, 0) as difference from compared)`
