import type { ColumnType } from 'kysely'
import type { Language } from '../../words.ts'

export interface QualificationTable {
  number: string
  title: string
  organisation_number: string
  organisation_name: string
  organisation_acronym: string
  level: string | null
  qualification_type: string
  subject_area: string
  status: string
  total_credits: number | null
  total_time: number | null
  guided_hours: number | null
  grading_type: string
  grading_scale: string
  starts_on: string
  ends_on: string | null
  certified_until: string | null
  in_england: boolean | null
  in_northern_ireland: boolean | null
  specification_url: string | null
  imported_at: Date
}

type Said = Readonly<Record<Language, string>>

export interface GradingSchemeTable {
  code: string
  names: ColumnType<Said, string, string>
  grades: ColumnType<readonly { readonly value: string; readonly words?: Said }[], string, string>
  own_numbers: boolean
  added_by: string
  added_at: Date
}

declare module '../../platform/db.ts' {
  interface Tables {
    qualification: QualificationTable
    grading_scheme: GradingSchemeTable
  }
}
