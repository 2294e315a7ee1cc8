-- "Something is wrong": a learner, or staff of their provider, says so of a line; its issuer answers. Step one: tables.

-- Its home is the learner's record.
create table challenge (
  learner_id uuid not null,
  challenge_id uuid not null,
  -- What one says on the telephone.
  reference text not null,
  issuer_id uuid not null,
  -- None for a result that is missing.
  event_id uuid,
  kind text not null check (kind in ('incorrect', 'missing', 'notMine', 'duplicate')),
  state text not null check (state in ('raised', 'withIssuer', 'upheld', 'rejected', 'withdrawn')),
  said text not null,
  -- By what the issuer finds the candidate: given to it by whoever raised this. The birth date only where something
  -- is missing, as there is no line to go by.
  learner_name text not null,
  uln text not null,
  birth_date date,
  raised_by uuid not null,
  raised_by_name text not null,
  -- The provider for whose learner its staff raised it; none when the learner did.
  raised_for uuid,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  taken_at timestamptz,
  taken_by_name text,
  answered_at timestamptz,
  answered_by_name text,
  answer text,
  -- The version that upholding it made, or the result that was missing.
  answer_event_id uuid,
  answer_version integer,
  primary key (learner_id, challenge_id)
);

-- That a line is being looked into, and nothing of what was said: beside the lines, for whoever may see them.
create table challenged_line (
  learner_id uuid not null,
  challenge_id uuid not null,
  event_id uuid not null,
  issuer_id uuid not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (learner_id, challenge_id)
);

-- Index row for each of the others: the issuer, and the provider that raised it.
create table challenge_of_party (
  party_id uuid not null,
  challenge_id uuid not null,
  learner_id uuid not null,
  issuer_id uuid not null,
  raised_for uuid,
  reference text not null,
  kind text not null,
  state text not null,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  primary key (party_id, challenge_id)
);

-- Step two: constraints and indexes
-- One open question about one line, whoever asks.
create unique index challenged_line_open on challenged_line (learner_id, event_id) where ended_at is null;
create unique index challenge_reference on challenge_of_party (party_id, reference);
create index challenge_due on challenge_of_party (party_id, state, due_at);

-- Step three: policies
create policy own on challenge using (learner_id = any (setting_ids('app.self')));
create policy issuer on challenge using (issuer_id = setting_id('app.issuer'));
create policy organisation on challenge using (raised_for = setting_id('app.organisation'));
create policy own on challenged_line using (learner_id = any (setting_ids('app.self')));
create policy issuer on challenged_line using (issuer_id = setting_id('app.issuer'));
create policy provider on challenged_line using (learner_id = any (setting_ids('app.provider_for')));
create policy granted on challenged_line for select using (event_id = any (setting_ids('app.granted')));
create policy granted_record on challenged_line for select
  using (learner_id = any (setting_ids('app.granted_record')));
create policy own on challenge_of_party using (learner_id = any (setting_ids('app.self')));
create policy issuer on challenge_of_party using (issuer_id = setting_id('app.issuer'));
create policy organisation on challenge_of_party using (raised_for = setting_id('app.organisation'));
