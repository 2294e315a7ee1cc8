import type { ColumnType, Generated } from 'kysely'
import type { RowProblem } from '../tables.ts'

export type FileFormat = 'CSV' | 'XML'
export type FileState = 'checked' | 'working' | 'done'

/** The published result codes, and `INVALID` for a row that breaks a rule of the fields. */
export type ReturnCode = 'WSRC0001' | 'WSRC0002' | 'WSRC0003' | 'WSRC0004' | 'WSRC0022' | 'INVALID'

export interface RegistrationFileTable {
  organisation_id: string
  file_id: string
  file_name: string
  file_hash: string
  format: FileFormat
  cohort: string
  state: FileState
  row_count: Generated<number>
  done_count: Generated<number>
  sent_by: string | null
  sender_name: string
  sent_at: Date
  done_at: Date | null
  output_until: Date
  forgotten_at: Date | null
}

export interface RegistrationRowTable {
  organisation_id: string
  file_id: string
  row_number: number
  row_key: string
  content: ColumnType<Readonly<Record<string, string>>, string, string>
  problems: ColumnType<readonly RowProblem[], string, string>
  expected: ReturnCode | ''
  code: ReturnCode | null
  learner_id: string | null
  uln: string | null
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
}

declare module '../../platform/db.ts' {
  interface Tables {
    registration_file: RegistrationFileTable
    registration_row: RegistrationRowTable
  }
}
