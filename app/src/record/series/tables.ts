import type { ColumnType } from 'kysely'
import type { RowProblem } from '../tables.ts'
import type { EntryState } from './entry-states.ts'

export interface CentreNumberTable {
  organisation_id: string
  number: string
  since: Date
  ended_at: Date | null
}

export interface ExamSeriesTable {
  issuer_id: string
  series_id: string
  series: string
  entries_close_at: Date | null
  release_at: Date | null
  centres_at: Date | null
  opened_at: Date
}

export interface RefusedEntry {
  readonly row: number
  readonly problems: readonly RowProblem[]
}

export interface ExamEntryFileTable {
  issuer_id: string
  file_id: string
  series_id: string
  organisation_id: string
  centre_number: string
  sequence: number
  file_name: string
  file_hash: string
  row_count: number
  added_count: number
  changed_count: number
  unchanged_count: number
  refused_count: number
  refused: ColumnType<readonly RefusedEntry[], string, string>
  uploaded_by: string | null
  uploaded_at: Date
}

export interface ExamEntryTable {
  issuer_id: string
  entry_id: string
  series_id: string
  organisation_id: string
  centre_number: string
  candidate_number: string
  code: string
  tier: string | null
  uci: string | null
  uln: string | null
  given_name: string
  family_name: string
  birth_date: string
  gender: '0' | '1' | '2' | '9'
  state: EntryState
  reason: string | null
  created_at: Date
  changed_at: Date
}

export interface ReleaseNoticeTable {
  issuer_id: string
  batch_id: string
  after: string | null
  added_at: Date
  done_at: Date | null
}

export interface NoticePaceTable {
  minute: Date
  letters: number
}

declare module '../../platform/db.ts' {
  interface Tables {
    centre_number: CentreNumberTable
    exam_series: ExamSeriesTable
    exam_entry_file: ExamEntryFileTable
    exam_entry: ExamEntryTable
    release_notice: ReleaseNoticeTable
    notice_pace: NoticePaceTable
  }
}
