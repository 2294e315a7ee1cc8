import type { ColumnType, Generated } from 'kysely'
import type { FieldProblem } from '../errors.ts'
import type { Source, Specification } from './results/content.ts'

type Day = string

export interface LearnerTable {
  learner_id: string
  uln: string
  given_name: string
  family_name: string
  given_name_key: string
  family_name_key: string
  birth_date: Day
  gender: Generated<'0' | '1' | '2' | '9'>
  postcode_key: Generated<string>
  preferred_given_key: Generated<string | null>
  previous_family_key: Generated<string | null>
  family_at_16_key: Generated<string | null>
  status: Generated<'active' | 'linked'>
  root_id: Generated<string | null>
  shielded_by: Generated<string | null>
  ability_to_share: Generated<0 | 1 | 2>
  details: ColumnType<Readonly<Record<string, string>>, string | undefined, string>
  registered_by: string
  version: number
  created_at: Date
  updated_at: Date
}

export interface UlnKeyTable {
  uln: string
  learner_id: string
}

export interface EnrolmentTable {
  organisation_id: string
  learner_id: string
  cohort: string
  since: Date
  ended_at: Date | null
}

export interface LearnerOwnerTable {
  learner_id: string
  person_id: string
  claim_id: string
  since: Date
}

export interface LearnerOfPersonTable extends LearnerOwnerTable {
  /** Not claimed itself: linked with a number that was. */
  through_merge: Generated<boolean>
}

export interface ClaimCodeTable {
  code_hash: string
  learner_id: string
  organisation_id: string
  issued_by: string
  issued_at: Date
  expires_at: Date
  used_at: Date | null
  cancelled_at: Date | null
}

export type ClaimState = 'waiting' | 'granted' | 'refused' | 'undone'

export interface ClaimTable {
  organisation_id: string
  claim_id: string
  learner_id: string | null
  person_id: string
  person_name: string
  way: 'code' | 'confirmation'
  state: ClaimState
  uln_given: string | null
  made_at: Date
  decided_by: string | null
  decided_at: Date | null
  note: string | null
}

export interface ClaimOfPersonTable {
  person_id: string
  claim_id: string
  organisation_id: string
  state: ClaimState
  made_at: Date
}

export interface BatchTable {
  issuer_id: string
  batch_id: string
  file_name: string
  file_hash: string
  applies_corrections: boolean
  state: 'loading' | 'checked' | 'loaded' | 'published'
  row_count: Generated<number>
  added_count: Generated<number>
  held_count: Generated<number>
  refused_count: Generated<number>
  unchanged_count: Generated<number>
  corrected_count: Generated<number>
  series: Generated<string | null>
  uploaded_by: string | null
  uploaded_at: Date
  loaded_at: Date | null
  published_by: string | null
  published_at: Date | null
  kept_key: Generated<Buffer | null>
  kept_until: Generated<Date | null>
}

export interface BatchProgressTable {
  issuer_id: string
  batch_id: string
  doing: 'check' | 'load'
  rows_read: number
  problem: ColumnType<FieldProblem | null, string | null, string | null>
  since: Date
  seen_at: Date
}

export interface BatchRowTable {
  issuer_id: string
  batch_id: string
  row_number: number
  verdict: 'refused' | 'held' | 'corrected'
  problems: ColumnType<readonly RowProblem[], string, string>
}

export interface BatchTotalTable {
  issuer_id: string
  batch_id: string
  specification_id: string
  centre: number
  grade: string
  outcome: 'added' | 'unchanged' | 'corrected' | 'held' | 'refused'
  row_count: number
}

export interface BatchDeclaredTotalTable {
  issuer_id: string
  batch_id: string
  centre: number
  qualification_number: string
  component: string
  grade: string
  row_count: number
}

/** What is wrong with a row, or why it waits: a column of the file and the rule that it breaks. */
export interface RowProblem {
  readonly field: string
  readonly rule: string
  readonly values?: Readonly<Record<string, string | number>>
}

export interface SpecificationTable {
  specification_id: string
  qualification_number: string
  component: string
  title: string
  qualification_type: string | null
  level: string | null
  credits: number | null
  grading_scheme: string
  series: string
  assessment_language: string | null
  status: Specification['status']
  source: Source
  collection_type: string | null
  return_number: number | null
  restriction: number
  awarding_ukprn: number | null
  awarding_name: string | null
  participation_start: Day | null
  participation_end: Day | null
}

export interface HeldResultTable {
  issuer_id: string
  event_id: string
  version: number
  batch_id: string
  row_number: number
  identifier: string
  given_name_key: string
  family_name_key: string
  birth_date: Day
  gender: string
  postcode_key: string
  specification_id: string
  grade: string
  award_date: Day
  centre: number | null
  provider_ukprn: number | null
  held_at: Date
  attached_at: Date | null
}

export interface ReleaseTable {
  batch_id: string
  issuer_id: string
  release_at: Date
  centres_at: Date | null
}

export type Change = 'loaded' | 'corrected' | 'withdrawn' | 'reinstated'

export interface LearningEventTable {
  learner_id: string
  event_id: string
  issuer_id: string
  batch_id: string
  loaded_at: Date
  specification_id: string
  award_date: Day
  award_year: number
  version: number
  centre: number | null
  provider_ukprn: number | null
  change: Change
  grade: string
  identifier: string
  reason: string | null
}

export interface EventKeyTable {
  event_id: string
  learner_id: string
  issuer_id: string
  award_year: number
}

/** A list of own learners, the record of one, a search of the whole register, or who a row of results could mean. */
export type LookUpKind = 'list' | 'record' | 'search' | 'comparison'

export interface LookUpTable {
  organisation_id: string
  look_up_id: string
  person_id: string
  person_name: string
  kind: LookUpKind
  purpose: string
  learner_ids: string[]
  unrelated: number
  missed: boolean
  looked_at: Date
  copied_at: Date | null
  told_with: Generated<string | null>
}

export interface LookUpSuspensionTable {
  organisation_id: string
  suspension_id: string
  person_id: string | null
  rule: WatchRule
  counted: number
  allowed: number
  cohort_size: number
  suspended_at: Date
  reason: string | null
  asked_by: string | null
  asked_at: Date | null
  lifted_by: string | null
  lifted_at: Date | null
}

/** What look-ups may look like when somebody misuses them (`register/look-up-policy.ts`). */
export type WatchRule = 'volume' | 'night' | 'misses' | 'spread'

export interface LookUpDayTable {
  organisation_id: string
  day: Day
  kind: LookUpKind
  look_ups: number
  learners: number
  missed: number
}

declare module '../platform/db.ts' {
  interface Tables {
    learner: LearnerTable
    uln_key: UlnKeyTable
    enrolment: EnrolmentTable
    enrolment_of_learner: EnrolmentTable
    learner_owner: LearnerOwnerTable
    learner_of_person: LearnerOfPersonTable
    claim_code: ClaimCodeTable
    claim: ClaimTable
    claim_of_person: ClaimOfPersonTable
    batch: BatchTable
    batch_row: BatchRowTable
    batch_total: BatchTotalTable
    batch_declared_total: BatchDeclaredTotalTable
    batch_progress: BatchProgressTable
    held_result: HeldResultTable
    specification: SpecificationTable
    release: ReleaseTable
    learning_event: LearningEventTable
    event_key: EventKeyTable
    look_up: LookUpTable
    look_up_suspension: LookUpSuspensionTable
    look_up_day: LookUpDayTable
  }
}
