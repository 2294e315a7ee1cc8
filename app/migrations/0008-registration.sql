-- Files that register learners, and cohorts: enrolled from a file, or joined with a code. Three steps as in 0001.

-- Tables

-- One for each class and wall: its hash is keyed, since people type it.
create table join_code (
  code_hash text primary key,
  join_code_id uuid not null,
  organisation_id uuid not null,
  cohort text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

-- Somebody joined with a code, of their own accord: held at the organisation that decides, with an index row for them.
create table joining (
  organisation_id uuid not null,
  joining_id uuid not null,
  join_code_id uuid not null,
  cohort text not null,
  person_id uuid not null,
  person_name text not null,
  learner_id uuid not null,
  state text not null check (state in ('waiting', 'confirmed', 'removed', 'left')),
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  primary key (organisation_id, joining_id)
);

create table joining_of_person (
  person_id uuid not null,
  joining_id uuid not null,
  organisation_id uuid not null,
  cohort text not null,
  learner_id uuid not null,
  state text not null,
  asked_at timestamptz not null,
  primary key (person_id, joining_id)
);

-- A class list as it was checked; the press that enrols it applies what was shown.
create table cohort_file (
  organisation_id uuid not null,
  cohort_file_id uuid not null,
  file_name text not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  enrolled_by uuid,
  enrolled_at timestamptz,
  row_count integer not null,
  new_count integer not null,
  known_count integer not null,
  unmatched_count integer not null,
  refused_count integer not null,
  primary key (organisation_id, cohort_file_id)
);

create table cohort_file_row (
  organisation_id uuid not null,
  cohort_file_id uuid not null,
  row_number integer not null,
  verdict text not null check (verdict in ('new', 'known', 'unmatched', 'refused')),
  name text not null,
  cohort text not null,
  learner_id uuid,
  problems jsonb not null,
  primary key (organisation_id, cohort_file_id, row_number)
);

-- A learner registration file. One file is one row for good: the same bytes again are the report of then.
create table registration_file (
  organisation_id uuid not null,
  file_id uuid not null,
  file_name text not null,
  file_hash text not null,
  format text not null check (format in ('CSV', 'XML')),
  cohort text not null,
  state text not null check (state in ('checked', 'working', 'done')),
  row_count integer not null default 0,
  done_count integer not null default 0,
  sent_by uuid,
  sender_name text not null,
  sent_at timestamptz not null,
  done_at timestamptz,
  -- Until then the file that goes back can be fetched; afterwards what was sent is forgotten.
  output_until timestamptz not null,
  forgotten_at timestamptz,
  primary key (organisation_id, file_id)
);

create table registration_row (
  organisation_id uuid not null,
  file_id uuid not null,
  row_number integer not null,
  -- Keyed hash of what the row says of the person: the same person in another file is known by it.
  row_key text not null,
  -- The fields as they were sent, by their names in the schema.
  content jsonb not null,
  problems jsonb not null default '[]',
  -- What the check said would happen, and what then happened.
  expected text not null default '',
  code text,
  learner_id uuid,
  uln text,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  primary key (organisation_id, file_id, row_number)
);

-- Constraints and indexes

create unique index join_code_of_organisation on join_code (organisation_id, join_code_id);
create index joining_waiting on joining (organisation_id, asked_at) where state = 'waiting';
-- Whoever asks twice for one class has asked once.
create unique index joining_once on joining (organisation_id, cohort, person_id)
  where state in ('waiting', 'confirmed');
create unique index registration_file_once on registration_file (organisation_id, file_hash);
create index registration_row_key on registration_row (organisation_id, row_key) where code is not null;
create index registration_row_waiting on registration_row (organisation_id, file_id, row_number)
  where code in ('WSRC0002', 'WSRC0003') and decided_at is null;

-- Policies

create policy organisation on join_code using (organisation_id = setting_id('app.organisation'));
create policy presented on join_code for select using (code_hash = setting_text('app.key'));
create policy organisation on joining using (organisation_id = setting_id('app.organisation'));
create policy own on joining using (person_id = any (setting_ids('app.self')));
create policy organisation on joining_of_person using (organisation_id = setting_id('app.organisation'));
create policy own on joining_of_person using (person_id = any (setting_ids('app.self')));
create policy organisation on cohort_file using (organisation_id = setting_id('app.organisation'));
create policy organisation on cohort_file_row using (organisation_id = setting_id('app.organisation'));
create policy organisation on registration_file using (organisation_id = setting_id('app.organisation'));
create policy organisation on registration_row using (organisation_id = setting_id('app.organisation'));
