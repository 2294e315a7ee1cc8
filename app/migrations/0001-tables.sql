-- Step one of three (design: tables without foreign keys, then distribution, then constraints, indexes and policies),
-- so that the same files run on one PostgreSQL and on Citus. Ids and times come from the application.

-- Identity: owned by the person ---------------------------------------------------------------------------------

create table person (
  person_id uuid primary key,
  birth_date date not null,
  language text not null,
  theme text not null default 'system',
  text_size text not null default 'normal',
  created_at timestamptz not null
);

-- Apart from person, so that a viewer who was shown something can read the present name and nothing else.
create table person_name (
  person_id uuid primary key,
  given_name text not null,
  family_name text not null,
  known_as text
);

-- The application may read who operates the service, never say so: commands write here as the owner.
create table operator (
  person_id uuid primary key,
  since timestamptz not null
);

create table email_address (
  person_id uuid not null,
  address text not null,
  purpose text not null check (purpose in ('signIn', 'recovery')),
  organisation_id uuid,
  confirmed_at timestamptz,
  added_at timestamptz not null,
  primary key (person_id, address)
);

-- Key look-up: a confirmed address, in lower case, to its person.
create table email_key (
  address text primary key,
  person_id uuid not null,
  purpose text not null check (purpose in ('signIn', 'recovery'))
);

create table sign_up (
  token_hash text primary key,
  address text not null,
  password_hash text not null,
  given_name text not null,
  family_name text not null,
  birth_date date not null,
  language text not null,
  browser_hash text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table password (
  person_id uuid primary key,
  hash text not null,
  changed_at timestamptz not null
);

create table session (
  token_hash text primary key,
  session_id uuid not null,
  person_id uuid not null,
  signed_in_with text not null,
  device text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

create table one_time_token (
  token_hash text primary key,
  person_id uuid not null,
  purpose text not null check (purpose in ('confirmAddress', 'resetPassword', 'recover', 'cancelRecovery')),
  address text,
  -- The recovery request that it cancels or carries out.
  request_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table recovery_code (
  person_id uuid not null,
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

-- An operator's help with a lost account takes effect 72 hours after every address was told, unless cancelled.
create table recovery_request (
  person_id uuid not null,
  request_id uuid not null,
  requested_by uuid not null,
  new_address text not null,
  reason text not null,
  requested_at timestamptz not null,
  effective_at timestamptz not null,
  cancelled_at timestamptz,
  done_at timestamptz,
  primary key (person_id, request_id)
);

create table api_token (
  token_hash text primary key,
  token_id uuid not null,
  person_id uuid not null,
  label text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

create table owner_key (
  owner_id uuid primary key,
  wrapped_key bytea not null,
  created_at timestamptz not null
);

-- Institution: reference -----------------------------------------------------------------------------------------

create table organisation (
  organisation_id uuid primary key,
  ukprn text not null,
  name text not null,
  kind text not null check (kind in
    ('awardingOrganisation', 'school', 'college', 'university', 'employer', 'adviceService', 'operator')),
  did text,
  email_domains text[] not null default '{}',
  created_at timestamptz not null,
  closed_at timestamptz,
  -- Until two operators confirm it again: what the register of providers says of it has changed.
  suspended_at timestamptz,
  -- What the register of providers said when two operators last looked.
  register_name text,
  register_owner text
);

-- What an organisation has been admitted to attest, by an operator.
create table admission (
  organisation_id uuid not null,
  statement_kind text not null check (statement_kind in ('result', 'award', 'module', 'activity')),
  proposed_by text not null,
  admitted_by text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, statement_kind, since)
);

create table organisation_key (
  organisation_id uuid not null,
  key_id text not null,
  public_key_multibase text not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  compromised_at timestamptz,
  primary key (organisation_id, key_id)
);

create table organisation_private_key (
  organisation_id uuid not null,
  key_id text not null,
  wrapped_key bytea not null,
  primary key (organisation_id, key_id)
);

create table membership (
  organisation_id uuid not null,
  membership_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  role text not null check (role in
    ('administrator', 'registrar', 'examsOfficer', 'tutor', 'adviser', 'admissions', 'recruiter')),
  since timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, membership_id)
);

-- Index row of a membership for the other party: the person.
create table membership_of_person (
  person_id uuid not null,
  organisation_id uuid not null,
  membership_id uuid not null,
  role text not null,
  ended_at timestamptz,
  primary key (person_id, membership_id)
);

-- Somebody was asked to join, by address: whether there is an account shows only once its person has answered.
create table invitation (
  organisation_id uuid not null,
  invitation_id uuid not null,
  address text not null,
  role text not null,
  invited_by uuid,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  answer text check (answer in ('accepted', 'declined', 'withdrawn')),
  answered_at timestamptz,
  primary key (organisation_id, invitation_id)
);

-- Record: learner_id first ---------------------------------------------------------------------------------------

create table learner (
  learner_id uuid primary key,
  uln text not null,
  given_name text not null,
  family_name text not null,
  given_name_key text not null,
  family_name_key text not null,
  birth_date date not null,
  -- 1 male, 2 female, 0 not known, 9 not specified.
  gender text not null default '0' check (gender in ('0', '1', '2', '9')),
  -- In capitals without its space; empty is not known.
  postcode_key text not null default '',
  -- Other names under which the matching rules find the learner: preferred given name, previous family name, family
  -- name at 16. Null is none.
  preferred_given_key text,
  previous_family_key text,
  family_at_16_key text,
  -- A merge links: the events stay where they were loaded, and whoever reads starts at the root.
  status text not null default 'active' check (status in ('active', 'linked')),
  root_id uuid,
  -- The unit that alone finds a shielded learner.
  shielded_by uuid,
  ability_to_share smallint not null default 0 check (ability_to_share in (0, 1, 2)),
  -- The other registration fields, by their names in the schema.
  details jsonb not null default '{}',
  registered_by uuid not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table uln_key (
  uln text primary key,
  learner_id uuid not null
);

-- The provider's legal basis: who is enrolled where.
create table enrolment (
  organisation_id uuid not null,
  learner_id uuid not null,
  cohort text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, learner_id, cohort)
);

-- Index row of an enrolment for the other party: the learner.
create table enrolment_of_learner (
  learner_id uuid not null,
  organisation_id uuid not null,
  cohort text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (learner_id, organisation_id, cohort)
);

-- How a person became the owner of a learner; one active owner a learner.
create table learner_owner (
  learner_id uuid primary key,
  person_id uuid not null,
  claim_id uuid not null,
  since timestamptz not null
);

create table learner_of_person (
  person_id uuid not null,
  learner_id uuid not null,
  claim_id uuid not null,
  -- Theirs because a number of theirs is merged with it: written and taken away with the merge.
  through_merge boolean not null default false,
  since timestamptz not null,
  primary key (person_id, learner_id)
);

create table claim_code (
  code_hash text primary key,
  learner_id uuid not null,
  organisation_id uuid not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  cancelled_at timestamptz
);

-- Held at the organisation that decides on it, with an index row for the person.
create table claim (
  organisation_id uuid not null,
  claim_id uuid not null,
  learner_id uuid,
  person_id uuid not null,
  person_name text not null,
  way text not null check (way in ('code', 'confirmation')),
  state text not null check (state in ('waiting', 'granted', 'refused', 'undone')),
  uln_given text,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  primary key (organisation_id, claim_id)
);

create table claim_of_person (
  person_id uuid not null,
  claim_id uuid not null,
  organisation_id uuid not null,
  state text not null,
  made_at timestamptz not null,
  primary key (person_id, claim_id)
);

create table batch (
  issuer_id uuid not null,
  batch_id uuid not null,
  file_name text not null,
  file_hash text not null,
  applies_corrections boolean not null,
  state text not null check (state in ('loading', 'checked', 'loaded', 'published')),
  row_count integer not null default 0,
  added_count integer not null default 0,
  held_count integer not null default 0,
  refused_count integer not null default 0,
  unchanged_count integer not null default 0,
  corrected_count integer not null default 0,
  -- Null where its rows are of several series.
  series text,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  loaded_at timestamptz,
  published_by uuid,
  published_at timestamptz,
  -- Of a file that was checked and is kept, encrypted, until somebody says to load it.
  kept_key bytea,
  kept_until timestamptz,
  primary key (issuer_id, batch_id)
);

-- How far a long check or load has come, written beside its one transaction; gone when it is done.
create table batch_progress (
  issuer_id uuid not null,
  batch_id uuid not null,
  doing text not null check (doing in ('check', 'load')),
  rows_read integer not null,
  -- Why it cannot be done.
  problem jsonb,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (issuer_id, batch_id)
);

-- A row that did not load, or not as sent: the report that stays.
create table batch_row (
  issuer_id uuid not null,
  batch_id uuid not null,
  row_number integer not null,
  verdict text not null check (verdict in ('refused', 'held', 'corrected')),
  problems jsonb not null,
  primary key (issuer_id, batch_id, row_number)
);

-- What became of the rows of a file, by what they say: counted in the load's own transaction. Rows that were added are
-- counted here by a dry run alone; after the load their events are counted. Centre 0 is none.
create table batch_total (
  issuer_id uuid not null,
  batch_id uuid not null,
  specification_id bigint not null,
  centre integer not null,
  grade text not null,
  outcome text not null check (outcome in ('added', 'unchanged', 'corrected', 'held', 'refused')),
  row_count integer not null,
  primary key (issuer_id, batch_id, specification_id, centre, grade, outcome)
);

-- What the sender says that the file has: their own totals.
create table batch_declared_total (
  issuer_id uuid not null,
  batch_id uuid not null,
  centre integer not null,
  -- Without its slashes.
  qualification_number text not null,
  component text not null,
  grade text not null,
  row_count integer not null,
  primary key (issuer_id, batch_id, qualification_number, component, centre, grade)
);

-- What a result is of, and all else that thousands of rows say alike. The id is made of the content, so that the same
-- specification is one row whoever loads it, and what two results say is compared by it.
create table specification (
  specification_id bigint primary key,
  qualification_number text not null,
  component text not null,
  title text not null,
  qualification_type text,
  level text,
  credits smallint,
  grading_scheme text not null,
  series text not null,
  assessment_language text,
  status text not null check (status in ('final', 'provisional')),
  source text not null check (source in ('AO', 'NPD', 'ILR', 'QCFU')),
  collection_type text,
  return_number smallint,
  -- 0 is none; anything else is a sensitive qualification.
  restriction smallint not null,
  -- Null where the issuer itself awards.
  awarding_ukprn integer,
  awarding_name text,
  participation_start date,
  participation_end date
);

-- A good row whose learner is not registered yet: it attaches by itself later, with every version it had meanwhile.
create table held_result (
  issuer_id uuid not null,
  event_id uuid not null,
  version integer not null,
  batch_id uuid not null,
  row_number integer not null,
  -- As the issuer gave it: a ULN, a UCI, or centre/candidate.
  identifier text not null,
  given_name_key text not null,
  family_name_key text not null,
  birth_date date not null,
  gender text not null,
  postcode_key text not null,
  specification_id bigint not null,
  grade text not null,
  award_date date not null,
  centre integer,
  provider_ukprn integer,
  held_at timestamptz not null,
  attached_at timestamptz,
  primary key (issuer_id, event_id, version)
);

-- What the register says of a row that waits, and what a person decided: the work list of its issuer. A job writes it, so
-- a row may not have one yet; one that attached by itself has none any more. Its place is that of its first version.
create table held_match (
  issuer_id uuid not null,
  event_id uuid not null,
  batch_id uuid not null,
  row_number integer not null,
  state text not null check (state in ('possible', 'tooMany', 'none', 'setAside', 'attached')),
  -- How many decisions there are; the latest stands unless it takes one back.
  decisions smallint not null,
  -- Versions that its learner had of the result before a person attached it to them.
  base smallint not null default 0,
  matched_at timestamptz not null,
  primary key (issuer_id, event_id)
);

-- Who could be meant, as the job found them; what is shown of them is compared anew.
create table held_candidate (
  issuer_id uuid not null,
  event_id uuid not null,
  learner_id uuid not null,
  reasons text[] not null,
  primary key (issuer_id, event_id, learner_id)
);

-- What a person said of a row that waits, one after the other. Nothing is taken out: to take something back is said too.
create table held_decision (
  issuer_id uuid not null,
  event_id uuid not null,
  number smallint not null,
  -- Of the row, whose names and birth date it is about.
  version integer not null,
  choice text not null check (choice in ('attach', 'none', 'undo')),
  learner_id uuid,
  -- Of whom they said that it is none of them: all numbers of each.
  ruled_out uuid[] not null,
  reason text not null,
  decided_by uuid,
  decided_by_name text not null,
  decided_at timestamptz not null,
  primary key (issuer_id, event_id, number)
);

-- The one instant from which a batch may be seen, and the one from which centres may see their candidates' rows. Until
-- it comes an instant may be moved; what it has released stays so.
create table release (
  batch_id uuid primary key,
  issuer_id uuid not null,
  release_at timestamptz not null,
  centres_at timestamptz
);

-- Columns of fixed width first: no byte is lost to alignment, and six million rows are loaded in a night.
create table learning_event (
  learner_id uuid not null,
  event_id uuid not null,
  issuer_id uuid not null,
  batch_id uuid not null,
  loaded_at timestamptz not null,
  specification_id bigint not null,
  award_date date not null,
  award_year smallint not null,
  version smallint not null,
  centre integer,
  provider_ukprn integer,
  change text not null check (change in ('loaded', 'corrected', 'withdrawn', 'reinstated')),
  grade text not null,
  -- Under which the issuer loaded it: a ULN, a UCI, or centre/candidate.
  identifier text not null,
  reason text,
  primary key (learner_id, award_year, event_id, version)
) partition by range (award_year);

create table learning_event_to_2019 partition of learning_event for values from (minvalue) to (2020);
create table learning_event_2020 partition of learning_event for values from (2020) to (2021);
create table learning_event_2021 partition of learning_event for values from (2021) to (2022);
create table learning_event_2022 partition of learning_event for values from (2022) to (2023);
create table learning_event_2023 partition of learning_event for values from (2023) to (2024);
create table learning_event_2024 partition of learning_event for values from (2024) to (2025);
create table learning_event_2025 partition of learning_event for values from (2025) to (2026);
create table learning_event_2026 partition of learning_event for values from (2026) to (2027);
create table learning_event_2027 partition of learning_event for values from (2027) to (2028);
create table learning_event_later partition of learning_event for values from (2028) to (maxvalue);

-- Look-up by the issuer's own key, of which the event's id is made, so that a correction finds what it supersedes.
create table event_key (
  event_id uuid primary key,
  learner_id uuid not null,
  issuer_id uuid not null,
  award_year smallint not null
);

-- What staff looked at: a list of many learners, one learner's record, or what a search found; a job copies it to each
-- learner's audit. unrelated: how many of them are not of the organisation's own cohorts. told_with: the batch before whose
-- release the learners are not told, as that would tell them that results wait.
create table look_up (
  organisation_id uuid not null,
  look_up_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  kind text not null check (kind in ('list', 'record', 'search', 'comparison')),
  purpose text not null,
  learner_ids uuid[] not null,
  unrelated integer not null,
  missed boolean not null,
  looked_at timestamptz not null,
  copied_at timestamptz,
  told_with uuid,
  primary key (organisation_id, look_up_id)
);

-- Portfolio: owner_id first --------------------------------------------------------------------------------------

create table item (
  owner_id uuid not null,
  item_id uuid not null,
  kind text not null check (kind in ('entry', 'ability', 'achievement', 'activity', 'affiliation', 'meeting',
    'organization', 'person', 'plan', 'publication', 'resource', 'selection')),
  title text not null,
  content jsonb not null,
  language text not null,
  occurred_on text,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (owner_id, item_id)
);

create table item_relation (
  owner_id uuid not null,
  item_id uuid not null,
  relation text not null,
  other_id uuid not null,
  display_order integer,
  primary key (owner_id, item_id, relation, other_id)
);

create table stored_file (
  owner_id uuid not null,
  sha256 text not null,
  size bigint not null,
  media_type text not null,
  created_at timestamptz not null,
  primary key (owner_id, sha256)
);

create table page (
  owner_id uuid not null,
  page_id uuid not null,
  title text not null,
  draft jsonb not null,
  draft_revision integer not null,
  published_version integer,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (owner_id, page_id)
);

-- A certificate from elsewhere, whose bytes are a stored file. What it says is its maker's word.
create table wallet_credential (
  owner_id uuid not null,
  credential_id uuid not null,
  sha256 text not null,
  media_type text not null,
  title text not null,
  issuer_name text not null,
  standing text not null check (standing in ('verified', 'notShownYours', 'issuerUnknown', 'unchecked', 'failed')),
  checked_at timestamptz not null,
  added_at timestamptz not null,
  deleted_at timestamptz,
  primary key (owner_id, credential_id),
  unique (owner_id, sha256)
);

-- What came with a thing that was brought here: the entry as it was, whole. Told by what the feed calls it.
create table imported_entry (
  owner_id uuid not null,
  entry_key text not null,
  thing_kind text not null check (thing_kind in ('item', 'page', 'none', 'feed')),
  thing_id uuid,
  entry jsonb not null,
  imported_at timestamptz not null,
  primary key (owner_id, entry_key)
);

-- A file that waits until its owner has seen what would come of it: one for each owner.
create table waiting_import (
  owner_id uuid not null,
  file_name text not null,
  sha256 text not null,
  size bigint not null,
  sent_at timestamptz not null,
  primary key (owner_id)
);

create table page_version (
  owner_id uuid not null,
  page_id uuid not null,
  version integer not null,
  title text not null,
  language text not null,
  blocks jsonb not null,
  published_at timestamptz not null,
  primary key (owner_id, page_id, version)
);

-- Access and sharing ---------------------------------------------------------------------------------------------

create table access_grant (
  owner_id uuid not null,
  grant_id uuid not null,
  audience text not null check (audience in ('link', 'person', 'organisation')),
  audience_id uuid,
  recipient text not null,
  purpose text not null,
  page_id uuid,
  -- What may be seen (sharing/scope.ts): ids of items and events, or the learners whose record it is and a rule.
  scope jsonb not null,
  may_download boolean not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  stopped_at timestamptz,
  created_at timestamptz not null,
  primary key (owner_id, grant_id)
);

-- A link that was replaced by a new one stays, so that it answers as a link that was once valid.
create table grant_key (
  token_hash text primary key,
  owner_id uuid not null,
  grant_id uuid not null,
  replaced_at timestamptz
);

-- Index row of a grant for the other party: "shared with me".
create table grant_of_party (
  party_id uuid not null,
  owner_id uuid not null,
  grant_id uuid not null,
  ends_at timestamptz not null,
  stopped_at timestamptz,
  primary key (party_id, grant_id)
);

-- shown_digest: of the page's version and those of all things on it, so that other content is another opening.
create table opening (
  owner_id uuid not null,
  grant_id uuid not null,
  opening_id uuid not null,
  visitor_hash text not null,
  shown_digest text not null,
  page_version integer not null,
  shown jsonb not null,
  person_id uuid,
  organisation_id uuid,
  -- Whoever signed in, as the learner reads it.
  viewer_name text,
  first_at timestamptz not null,
  last_at timestamptz not null,
  looks integer not null,
  primary key (owner_id, grant_id, visitor_hash, shown_digest)
);

create table copy_taken (
  owner_id uuid not null,
  grant_id uuid not null,
  copy_id uuid not null,
  opening_id uuid not null,
  digest text not null,
  taken_at timestamptz not null,
  primary key (owner_id, grant_id, copy_id)
);

-- Credentials: learner_id first ----------------------------------------------------------------------------------

create table credential (
  learner_id uuid not null,
  event_id uuid not null,
  version integer not null,
  grant_id uuid not null,
  credential_id text not null,
  issuer_id uuid not null,
  document text not null,
  -- Keyed hash of the document, made when it was signed and checked: nobody who can only write rows can make one.
  seal text not null,
  status_list_id uuid not null,
  status_index integer not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  primary key (learner_id, event_id, version, grant_id)
);

-- url: credentials repeat it, so it is said once and never computed again.
create table status_list (
  issuer_id uuid not null,
  status_list_id uuid not null,
  url text not null,
  purpose text not null check (purpose in ('revocation', 'suspension')),
  bits bytea not null,
  revision integer not null,
  updated_at timestamptz not null,
  primary key (issuer_id, status_list_id)
);

create table status_entry (
  issuer_id uuid not null,
  status_list_id uuid not null,
  status_index integer not null,
  primary key (issuer_id, status_list_id, status_index)
);

-- Audit: append-only ---------------------------------------------------------------------------------------------

-- owner_id: whom it is about, who may read it (a person, a learner or an organisation).
create table audit_event (
  owner_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'visitor', 'system')),
  actor_id uuid,
  actor_name text not null,
  organisation_id uuid,
  permission text not null,
  action text not null,
  thing_kind text not null,
  thing_id uuid,
  detail jsonb not null,
  primary key (owner_id, event_id)
);

-- Local: platform ------------------------------------------------------------------------------------------------

create table rate_limit (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

create table kept_mail (
  mail_id uuid primary key,
  sent_at timestamptz not null,
  recipient text not null,
  subject text not null,
  body text not null
);

create table idempotency (
  actor_id uuid not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  created_at timestamptz not null,
  primary key (actor_id, key)
);
