-- The register of learners: other keys of a learner, changes, decisions against a possible match, merges. Three steps as
-- in 0001.

-- Tables

-- Key look-up: what else the matching rules find a learner by.
create table learner_key (
  kind text not null check (kind in ('scn', 'email')),
  key text not null,
  learner_id uuid not null,
  primary key (kind, key, learner_id)
);

-- Which fields a version changed, and what they said before: an update that comes late is told, and a former name stays
-- with whoever owns it.
create table learner_change (
  learner_id uuid not null,
  version integer not null,
  former jsonb not null,
  organisation_id uuid not null,
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (learner_id, version)
);

-- A learner who was registered although others fitted: who decided, and why.
create table register_override (
  organisation_id uuid not null,
  learner_id uuid not null,
  candidate_ids uuid[] not null,
  reason text not null,
  decided_by uuid,
  decided_at timestamptz not null,
  primary key (organisation_id, learner_id)
);

-- Two numbers of one person. While it is `merged` the learner `linked_id`, a root until then, is below `into_id`; which
-- root a learner has follows from these rows alone, and stands in learner.root_id for whoever reads.
create table learner_merge (
  linked_id uuid not null,
  merge_id uuid not null,
  into_id uuid not null,
  organisation_id uuid not null,
  state text not null check (state in ('proposed', 'merged', 'refused', 'unmerged')),
  reason text not null,
  proposed_by uuid,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  unmerged_by uuid,
  unmerged_at timestamptz,
  unmerge_reason text,
  primary key (linked_id, merge_id)
);

-- Where both numbers have accounts: until each has confirmed, what either shared of the record pauses and neither sees
-- the other's lines.
create table merge_party (
  person_id uuid not null,
  merge_id uuid not null,
  organisation_id uuid not null,
  answer text check (answer = 'confirmed'),
  -- Everybody who was asked has confirmed; until then what they share of the record pauses.
  settled boolean not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  primary key (person_id, merge_id)
);

-- Constraints and indexes

-- Everybody born on one day, and everybody at one postcode: some thousand and some dozen rows of thirty million.
create index learner_born on learner (birth_date, family_name_key);
create index learner_at_postcode on learner (postcode_key) where postcode_key <> '';
create index learner_below on learner (root_id) where root_id is not null;
create unique index learner_merged_once on learner_merge (linked_id) where state = 'merged';
create index learner_merged_into on learner_merge (into_id) where state = 'merged';
create index learner_merge_work on learner_merge (organisation_id, proposed_at);
create index merge_party_merge on merge_party (merge_id);

-- Policies

create policy ingest on learner_key using (setting_is_on('app.ingest'));
create policy own on learner_change for select using (learner_id = any (setting_ids('app.self')));
create policy provider on learner_change using (learner_id = any (setting_ids('app.provider_for')));
create policy organisation on register_override using (organisation_id = setting_id('app.organisation'));
create policy organisation on learner_merge using (organisation_id = setting_id('app.organisation'));
create policy ingest on learner_merge using (setting_is_on('app.ingest'));
create policy own on merge_party using (person_id = any (setting_ids('app.self')));
create policy ingest on merge_party using (setting_is_on('app.ingest'));
create policy granted on merge_party for select using (person_id = any (setting_ids('app.granted')));
