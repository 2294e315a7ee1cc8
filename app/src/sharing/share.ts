import type { Selectable } from 'kysely'
import type { RecordLine } from '../record/own/record-line.ts'
import type { RecordScope } from './record/record-scope.ts'
import type { AccessGrantTable } from './tables.ts'

/** A share as its learner sees it. */
export interface Share {
  readonly id: string
  /** Null: the record or a part of it. */
  readonly pageId: string | null
  readonly record: RecordScope | null
  readonly audience: 'link' | 'person' | 'organisation'
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
  /** Of the record: the lines that they would see now. */
  readonly lines: readonly RecordLine[]
}

/** One visit, as the learner reads it. */
export interface OpeningLine {
  readonly id: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly looks: number
  /** Who it was, where they signed in for an organisation. */
  readonly viewerName: string | null
  readonly pageVersion: number
  /** Titles of what was shown, as they are now. */
  readonly shown: readonly string[]
}

export type GrantRow = Selectable<AccessGrantTable>

export function shareOf(row: GrantRow, now: Date): Share {
  return {
    id: row.grant_id,
    pageId: row.page_id,
    record: row.scope.record ?? null,
    audience: row.audience,
    recipient: row.recipient,
    purpose: row.purpose,
    mayDownload: row.may_download,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    stoppedAt: row.stopped_at,
    state: row.stopped_at ? 'stopped' : row.ends_at <= now ? 'over' : 'live',
  }
}
