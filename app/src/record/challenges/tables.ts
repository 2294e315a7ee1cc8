import type { ChallengeKind, ChallengeState } from './challenge.ts'

export interface ChallengeTable {
  learner_id: string
  challenge_id: string
  reference: string
  issuer_id: string
  event_id: string | null
  kind: ChallengeKind
  state: ChallengeState
  said: string
  learner_name: string
  uln: string
  birth_date: string | null
  raised_by: string
  raised_by_name: string
  raised_for: string | null
  raised_at: Date
  due_at: Date
  taken_at: Date | null
  taken_by_name: string | null
  answered_at: Date | null
  answered_by_name: string | null
  answer: string | null
  answer_event_id: string | null
  answer_version: number | null
}

export interface ChallengedLineTable {
  learner_id: string
  challenge_id: string
  event_id: string
  issuer_id: string
  since: Date
  ended_at: Date | null
}

export interface ChallengeOfPartyTable {
  party_id: string
  challenge_id: string
  learner_id: string
  issuer_id: string
  raised_for: string | null
  reference: string
  kind: ChallengeKind
  state: ChallengeState
  raised_at: Date
  due_at: Date
}

declare module '../../platform/db.ts' {
  interface Tables {
    challenge: ChallengeTable
    challenged_line: ChallengedLineTable
    challenge_of_party: ChallengeOfPartyTable
  }
}
