-- Admission of organisations by two operators, against the register of providers. Step one: tables.

-- The register of providers, as its keeper gives it out: public facts, read in by an operator.
create table provider (
  ukprn text primary key,
  name text not null,
  -- Who is answerable for it in law. A new one may be somebody else under a known name.
  owner text not null,
  status text not null check (status in ('active', 'inactive')),
  read_at timestamptz not null
);

-- What one operator proposes and another confirms or refuses.
create table proposal (
  organisation_id uuid not null,
  proposal_id uuid not null,
  what text not null check (what in ('statement', 'purpose', 'standing')),
  -- Which statement or purpose; empty for the standing of the organisation as a whole.
  kind text not null default '',
  -- Two hands: a person's id, or the name of a command.
  proposer text not null,
  proposer_name text not null,
  -- Why the name here may differ from the register's.
  reason text,
  proposed_at timestamptz not null,
  answer text check (answer in ('confirmed', 'refused')),
  answered_by_name text,
  answered_at timestamptz,
  primary key (organisation_id, proposal_id)
);

-- For what an organisation may look learners up, as it was stated and confirmed.
create table stated_purpose (
  organisation_id uuid not null,
  purpose text not null check (purpose in
    ('teaching', 'enrolling', 'examining', 'advising', 'admitting', 'funding')),
  since timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, purpose, since)
);

-- Step two: constraints and indexes
create unique index proposal_open on proposal (organisation_id, what, kind) where answer is null;
create index proposal_waiting on proposal (proposed_at) where answer is null;
create unique index stated_purpose_now on stated_purpose (organisation_id, purpose) where ended_at is null;

-- Step three: policies
create policy organisation on proposal using (organisation_id = setting_id('app.organisation'));
-- The work list of operators goes across organisations.
create policy operator on proposal for select using (setting_is_on('app.operator'));
create policy everybody on stated_purpose for select using (true);
create policy organisation on stated_purpose for insert
  with check (organisation_id = setting_id('app.organisation'));
-- One that has ended stays so, as with admissions.
create policy changes on stated_purpose for update
  using (organisation_id = setting_id('app.organisation') and ended_at is null)
  with check (organisation_id = setting_id('app.organisation'));
