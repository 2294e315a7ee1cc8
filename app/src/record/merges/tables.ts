export type MergeState = 'proposed' | 'merged' | 'refused' | 'unmerged'

export interface LearnerMergeTable {
  linked_id: string
  merge_id: string
  into_id: string
  organisation_id: string
  state: MergeState
  reason: string
  proposed_by: string | null
  proposed_by_name: string
  proposed_at: Date
  decided_by: string | null
  decided_at: Date | null
  unmerged_by: string | null
  unmerged_at: Date | null
  unmerge_reason: string | null
}

export interface MergePartyTable {
  person_id: string
  merge_id: string
  organisation_id: string
  answer: 'confirmed' | null
  settled: boolean
  asked_at: Date
  answered_at: Date | null
}

declare module '../../platform/db.ts' {
  interface Tables {
    learner_merge: LearnerMergeTable
    merge_party: MergePartyTable
  }
}
