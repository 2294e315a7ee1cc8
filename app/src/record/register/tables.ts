import type { ColumnType } from 'kysely'

export interface LearnerKeyTable {
  kind: 'scn' | 'email'
  key: string
  learner_id: string
}

export interface LearnerChangeTable {
  learner_id: string
  version: number
  /** Field to what it said before; null where it said nothing. */
  former: ColumnType<Readonly<Record<string, string | null>>, string, never>
  organisation_id: string
  changed_by: string | null
  changed_at: Date
}

export interface RegisterOverrideTable {
  organisation_id: string
  learner_id: string
  candidate_ids: string[]
  reason: string
  decided_by: string | null
  decided_at: Date
}

declare module '../../platform/db.ts' {
  interface Tables {
    learner_key: LearnerKeyTable
    learner_change: LearnerChangeTable
    register_override: RegisterOverrideTable
  }
}
