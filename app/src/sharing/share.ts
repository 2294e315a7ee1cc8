import type { Selectable } from 'kysely'
import type { AccessGrantTable } from './tables.ts'

/** A share as its learner sees it. */
export interface Share {
  readonly id: string
  readonly pageId: string
  readonly audience: 'link' | 'person'
  readonly recipient: string
  readonly purpose: string
  readonly mayDownload: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  readonly stoppedAt: Date | null
  readonly state: 'live' | 'stopped' | 'over'
}

export interface ShareLine extends Share {
  readonly pageTitle: string
  readonly openings: number
  readonly lastAt: Date | null
}

export interface ShareDetail extends Share {
  readonly pageTitle: string
  readonly openings: readonly OpeningLine[]
  readonly copies: readonly { readonly takenAt: Date; readonly digest: string }[]
}

/** One visit, as the learner reads it. */
export interface OpeningLine {
  readonly id: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly looks: number
  readonly pageVersion: number
  /** Titles of what was shown, as they are now. */
  readonly shown: readonly string[]
}

export type GrantRow = Selectable<AccessGrantTable>

export function shareOf(row: GrantRow, now: Date): Share {
  return {
    id: row.grant_id,
    pageId: row.page_id ?? '',
    audience: row.audience === 'link' ? 'link' : 'person',
    recipient: row.recipient,
    purpose: row.purpose,
    mayDownload: row.may_download,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    stoppedAt: row.stopped_at,
    state: row.stopped_at ? 'stopped' : row.ends_at <= now ? 'over' : 'live',
  }
}
