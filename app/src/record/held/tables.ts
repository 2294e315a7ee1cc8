import type { Generated } from 'kysely'
import type { HeldReason } from './judge-held.ts'

/** Decided rows are `setAside` (none of those who were shown) or `attached` to somebody by a person. */
export type HeldState = 'possible' | 'tooMany' | 'none' | 'setAside' | 'attached'

export interface HeldMatchTable {
  issuer_id: string
  event_id: string
  batch_id: string
  row_number: number
  state: HeldState
  decisions: number
  base: Generated<number>
  matched_at: Date
}

export interface HeldCandidateTable {
  issuer_id: string
  event_id: string
  learner_id: string
  reasons: readonly HeldReason[]
}

export type HeldChoice = 'attach' | 'none' | 'undo'

export interface HeldDecisionTable {
  issuer_id: string
  event_id: string
  number: number
  version: number
  choice: HeldChoice
  learner_id: string | null
  ruled_out: string[]
  reason: string
  decided_by: string | null
  decided_by_name: string
  decided_at: Date
}

declare module '../../platform/db.ts' {
  interface Tables {
    held_match: HeldMatchTable
    held_candidate: HeldCandidateTable
    held_decision: HeldDecisionTable
  }
}
