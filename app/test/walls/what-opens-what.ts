/** The settings of the second wall that hold ids, as `migrations/0003-policies.sql` lists them. */
export const idSettings = [
  'app.self',
  'app.provider_for',
  'app.issuer',
  'app.organisation',
  'app.granted',
  'app.granted_record',
] as const
export type Setting = (typeof idSettings)[number] | 'app.key'

/** Which setting opens a table, by which of its columns. What is not named opens nothing. */
export const opens: Readonly<Record<string, Partial<Record<Setting, readonly string[]>>>> = {
  person: { 'app.self': ['person_id'] },
  person_name: { 'app.self': ['person_id'], 'app.granted': ['person_id'] },
  operator: { 'app.self': ['person_id'] },
  email_address: { 'app.self': ['person_id'] },
  email_key: { 'app.self': ['person_id'], 'app.key': ['address'] },
  sign_up: { 'app.key': ['token_hash'] },
  password: { 'app.self': ['person_id'] },
  session: { 'app.self': ['person_id'], 'app.key': ['token_hash'] },
  one_time_token: { 'app.self': ['person_id'], 'app.key': ['token_hash'] },
  recovery_code: { 'app.self': ['person_id'] },
  recovery_request: { 'app.self': ['person_id', 'requested_by'] },
  api_token: { 'app.self': ['person_id'], 'app.key': ['token_hash'] },
  owner_key: { 'app.self': ['owner_id'], 'app.granted': ['owner_id'] },
  organisation_private_key: { 'app.issuer': ['organisation_id'] },
  membership: { 'app.organisation': ['organisation_id'], 'app.self': ['person_id'] },
  membership_of_person: { 'app.organisation': ['organisation_id'], 'app.self': ['person_id'] },
  invitation: { 'app.organisation': ['organisation_id'], 'app.key': ['address'] },
  proposal: { 'app.organisation': ['organisation_id'] },
  learner: { 'app.self': ['learner_id'], 'app.provider_for': ['learner_id'] },
  uln_key: { 'app.key': ['uln'] },
  enrolment: { 'app.organisation': ['organisation_id'] },
  learner_key: {},
  learner_change: { 'app.self': ['learner_id'], 'app.provider_for': ['learner_id'] },
  register_override: { 'app.organisation': ['organisation_id'] },
  learner_merge: { 'app.organisation': ['organisation_id'] },
  merge_party: { 'app.self': ['person_id'], 'app.granted': ['person_id'] },
  enrolment_of_learner: {
    'app.organisation': ['organisation_id'],
    'app.self': ['learner_id'],
    'app.provider_for': ['learner_id'],
  },
  learner_owner: {
    'app.self': ['person_id'],
    'app.provider_for': ['learner_id'],
    'app.granted': ['learner_id'],
  },
  learner_of_person: {
    'app.self': ['person_id'],
    'app.provider_for': ['learner_id'],
    'app.granted': ['person_id'],
  },
  claim_code: { 'app.organisation': ['organisation_id'], 'app.key': ['code_hash'] },
  claim: { 'app.organisation': ['organisation_id'], 'app.self': ['person_id'] },
  claim_of_person: { 'app.organisation': ['organisation_id'], 'app.self': ['person_id'] },
  batch: { 'app.issuer': ['issuer_id'] },
  batch_row: { 'app.issuer': ['issuer_id'] },
  batch_total: { 'app.issuer': ['issuer_id'] },
  batch_declared_total: { 'app.issuer': ['issuer_id'] },
  batch_progress: { 'app.issuer': ['issuer_id'] },
  held_result: { 'app.issuer': ['issuer_id'] },
  held_match: { 'app.issuer': ['issuer_id'] },
  held_candidate: { 'app.issuer': ['issuer_id'] },
  held_decision: { 'app.issuer': ['issuer_id'] },
  learning_event: {
    'app.self': ['learner_id'],
    'app.provider_for': ['learner_id'],
    'app.granted': ['event_id'],
    'app.granted_record': ['learner_id'],
    'app.issuer': ['issuer_id'],
  },
  event_key: { 'app.issuer': ['issuer_id'] },
  look_up: { 'app.organisation': ['organisation_id'] },
  issuer_log_key: { 'app.issuer': ['issuer_id'] },
  log_batch: { 'app.issuer': ['issuer_id'] },
  log_batch_tile: { 'app.issuer': ['issuer_id'] },
  log_tile: { 'app.issuer': ['issuer_id'] },
  learner_log_key: { 'app.self': ['learner_id'] },
  exam_entry_file: { 'app.organisation': ['organisation_id'], 'app.issuer': ['issuer_id'] },
  exam_entry: { 'app.organisation': ['organisation_id'], 'app.issuer': ['issuer_id'] },
  challenge: {
    'app.self': ['learner_id'],
    'app.issuer': ['issuer_id'],
    'app.organisation': ['raised_for'],
  },
  challenged_line: {
    'app.self': ['learner_id'],
    'app.issuer': ['issuer_id'],
    'app.provider_for': ['learner_id'],
    'app.granted': ['event_id'],
    'app.granted_record': ['learner_id'],
  },
  challenge_of_party: {
    'app.self': ['learner_id'],
    'app.issuer': ['issuer_id'],
    'app.organisation': ['raised_for'],
  },
  look_up_suspension: { 'app.organisation': ['organisation_id'] },
  look_up_day: { 'app.organisation': ['organisation_id'] },
  join_code: { 'app.organisation': ['organisation_id'], 'app.key': ['code_hash'] },
  joining: { 'app.organisation': ['organisation_id'], 'app.self': ['person_id'] },
  joining_of_person: { 'app.organisation': ['organisation_id'], 'app.self': ['person_id'] },
  cohort_file: { 'app.organisation': ['organisation_id'] },
  cohort_file_row: { 'app.organisation': ['organisation_id'] },
  registration_file: { 'app.organisation': ['organisation_id'] },
  registration_row: { 'app.organisation': ['organisation_id'] },
  item: { 'app.self': ['owner_id'], 'app.granted': ['item_id'] },
  item_relation: { 'app.self': ['owner_id'] },
  stored_file: { 'app.self': ['owner_id'] },
  imported_entry: { 'app.self': ['owner_id'] },
  waiting_import: { 'app.self': ['owner_id'] },
  wallet_credential: { 'app.self': ['owner_id'] },
  page: { 'app.self': ['owner_id'], 'app.granted': ['page_id'] },
  page_version: { 'app.self': ['owner_id'], 'app.granted': ['page_id'] },
  access_grant: { 'app.self': ['owner_id'], 'app.granted': ['grant_id'] },
  grant_key: { 'app.self': ['owner_id'], 'app.key': ['token_hash'] },
  grant_of_party: { 'app.self': ['owner_id', 'party_id'], 'app.organisation': ['party_id'] },
  opening: { 'app.self': ['owner_id'], 'app.granted': ['grant_id'] },
  copy_taken: { 'app.self': ['owner_id'], 'app.granted': ['grant_id'] },
  credential: { 'app.self': ['learner_id'], 'app.granted': ['grant_id'], 'app.issuer': ['issuer_id'] },
  status_entry: { 'app.issuer': ['issuer_id'] },
  audit_event: { 'app.self': ['owner_id'], 'app.organisation': ['owner_id'] },
  idempotency: { 'app.self': ['actor_id'] },
}

/** Written through `app.granted` on purpose: a look leaves an opening, a copy leaves its line. */
export const writtenByViewers: ReadonlySet<string> = new Set(['opening', 'copy_taken'])

/** Opened while results are matched with learners. */
export const openToIngest: ReadonlySet<string> = new Set([
  'learner',
  'uln_key',
  'held_result',
  'held_candidate',
  'learner_log_key',
  'learner_key',
  'learner_merge',
  'merge_party',
])

/** Counts and work lists over all organisations, while an operator looks. */
export const openToOperators: ReadonlySet<string> = new Set(['look_up_day', 'look_up_suspension', 'proposal'])

/** Facts that anybody may read: which settings, by which column, let somebody write what `changes` names. */
export const openToRead: Readonly<
  Record<
    string,
    {
      readonly column: string
      readonly inserts: Setting
      readonly updates: readonly Setting[]
      /** None: what was said there stays. */
      readonly changes?: string
    }
  >
> = {
  admission: {
    column: 'organisation_id',
    inserts: 'app.organisation',
    updates: ['app.organisation'],
    changes: 'ended_at',
  },
  organisation: {
    column: 'organisation_id',
    inserts: 'app.organisation',
    // Its first signature gives it a DID.
    updates: ['app.organisation', 'app.issuer'],
    changes: 'closed_at',
  },
  organisation_key: {
    column: 'organisation_id',
    inserts: 'app.issuer',
    updates: ['app.issuer'],
    changes: 'retired_at',
  },
  stated_purpose: {
    column: 'organisation_id',
    inserts: 'app.organisation',
    updates: ['app.organisation'],
    changes: 'ended_at',
  },
  issuer_log: { column: 'issuer_id', inserts: 'app.issuer', updates: [] },
  log_checkpoint: { column: 'issuer_id', inserts: 'app.issuer', updates: [] },
  status_list: { column: 'issuer_id', inserts: 'app.issuer', updates: ['app.issuer'], changes: 'updated_at' },
  centre_number: {
    column: 'organisation_id',
    inserts: 'app.organisation',
    updates: ['app.organisation'],
    changes: 'ended_at',
  },
  exam_series: { column: 'issuer_id', inserts: 'app.issuer', updates: ['app.issuer'], changes: 'release_at' },
}

/** What belongs to nobody. `release` opens by the clock: the embargo's test. */
export const withoutOwner = [
  'grading_scheme',
  'kept_mail',
  'log_cosignature',
  'log_witness',
  'notice_pace',
  'provider',
  'qualification',
  'rate_limit',
  'release',
  'release_notice',
  'schema_migration',
  'specification',
] as const
