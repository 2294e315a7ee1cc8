import type { ColumnType } from 'kysely'
import type { RowProblem } from '../tables.ts'

export interface JoinCodeTable {
  code_hash: string
  join_code_id: string
  organisation_id: string
  cohort: string
  made_by: string
  made_at: Date
  expires_at: Date
  ended_at: Date | null
}

export type JoiningState = 'waiting' | 'confirmed' | 'removed' | 'left'

export interface JoiningTable {
  organisation_id: string
  joining_id: string
  join_code_id: string
  cohort: string
  person_id: string
  person_name: string
  learner_id: string
  state: JoiningState
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
}

export interface JoiningOfPersonTable {
  person_id: string
  joining_id: string
  organisation_id: string
  cohort: string
  learner_id: string
  state: JoiningState
  asked_at: Date
}

export interface CohortFileTable {
  organisation_id: string
  cohort_file_id: string
  file_name: string
  uploaded_by: string | null
  uploaded_at: Date
  enrolled_by: string | null
  enrolled_at: Date | null
  row_count: number
  new_count: number
  known_count: number
  unmatched_count: number
  refused_count: number
}

/** `known`: enrolled already. `unmatched`: not one learner of the register. `refused`: the row itself is wrong. */
export type ClassRowVerdict = 'new' | 'known' | 'unmatched' | 'refused'

export interface CohortFileRowTable {
  organisation_id: string
  cohort_file_id: string
  row_number: number
  verdict: ClassRowVerdict
  name: string
  cohort: string
  learner_id: string | null
  problems: ColumnType<readonly RowProblem[], string, string>
}

declare module '../../platform/db.ts' {
  interface Tables {
    join_code: JoinCodeTable
    joining: JoiningTable
    joining_of_person: JoiningOfPersonTable
    cohort_file: CohortFileTable
    cohort_file_row: CohortFileRowTable
  }
}
