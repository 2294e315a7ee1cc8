import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { isId } from '../../platform/id.ts'
import { issuerPowers } from '../issuer-powers.ts'
import type { HeldState } from './tables.ts'

export const heldStates: readonly HeldState[] = ['possible', 'tooMany', 'none', 'setAside', 'attached']

export interface HeldRowSummary {
  readonly eventId: string
  readonly batchId: string
  readonly fileName: string
  readonly row: number
  readonly identifier: string
  readonly title: string
  readonly component: string
  readonly series: string
  readonly state: HeldState
  readonly heldAt: Date
}

/** Where a row stands in the list: by file, then by row. */
export interface HeldPlace {
  readonly batchId: string
  readonly row: number
}

export const placeText = ({ batchId, row }: HeldPlace) => `${batchId}.${row}`

/** As `placeText` wrote it; anything else is no place. */
export function placeOf(text: string): HeldPlace | undefined {
  const [batchId = '', row = ''] = text.split('.')
  return isId(batchId) && /^\d{1,9}$/.test(row) ? { batchId, row: Number(row) } : undefined
}

export interface HeldRows {
  readonly rows: readonly HeldRowSummary[]
  readonly counts: Readonly<Record<HeldState, number>>
  readonly next: HeldPlace | undefined
}

const beginning: HeldPlace = { batchId: '00000000-0000-0000-0000-000000000000', row: 0 }

/** The issuer's rows that found no learner by themselves, by what is known of them; the oldest file first. */
export function heldRows(
  app: App,
  actor: Actor,
  organisationId: string,
  { state, after = beginning, limit }: { state: HeldState; after?: HeldPlace | undefined; limit: number },
): Promise<HeldRows> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), async (tx) => {
    const counts = await countsOf(tx, organisationId)
    const rows = await tx.named<HeldRowSummary & Record<string, unknown>>(
      'held rows by state',
      `select m.event_id as "eventId", m.batch_id as "batchId", b.file_name as "fileName", m.row_number as row,
         h.identifier, s.title, s.component, s.series, m.state, h.held_at as "heldAt"
       from held_match m
       join held_result h on h.issuer_id = m.issuer_id and h.event_id = m.event_id and h.version = 1
       join specification s on s.specification_id = h.specification_id
       join batch b on b.issuer_id = m.issuer_id and b.batch_id = m.batch_id
       where m.issuer_id = $1 and m.state = $2 and (m.batch_id, m.row_number) > ($3::uuid, $4::int)
       order by m.batch_id, m.row_number limit $5`,
      [organisationId, state, after.batchId, after.row, limit + 1],
    )
    const shown = rows.slice(0, limit)
    return { rows: shown, counts, next: rows.length > limit ? shown.at(-1) : undefined }
  })
}

async function countsOf(tx: Reader, issuerId: string): Promise<Record<HeldState, number>> {
  const rows = await tx.named<{ state: HeldState; count: number }>(
    'held rows counted',
    'select state, count(*) as count from held_match where issuer_id = $1 group by state',
    [issuerId],
  )
  const count = (state: HeldState) => rows.find((row) => row.state === state)?.count ?? 0
  return {
    possible: count('possible'),
    tooMany: count('tooMany'),
    none: count('none'),
    setAside: count('setAside'),
    attached: count('attached'),
  }
}
