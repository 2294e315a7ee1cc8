-- Series: an awarding organisation's exam season, the entries that centres make for it, and when its results may be
-- seen. A release is by batch (0001); what is said for a series is written to the releases of all its batches at once.

-- Which organisation is the centre of this number: an operator says so, as it says who may attest.
create table centre_number (
  organisation_id uuid not null,
  number text not null check (number ~ '^[0-9]{5}$'),
  since timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, number, since)
);

create table exam_series (
  issuer_id uuid not null,
  series_id uuid not null,
  -- As results files say it: June 2027.
  series text not null,
  entries_close_at timestamptz,
  -- From when everybody whom a result concerns may see it, and from when its centre may; null is not said yet.
  release_at timestamptz,
  centres_at timestamptz,
  opened_at timestamptz not null,
  primary key (issuer_id, series_id)
);

-- A file of entries as a centre sent it. They are taken in the order of their numbers.
create table exam_entry_file (
  issuer_id uuid not null,
  file_id uuid not null,
  series_id uuid not null,
  organisation_id uuid not null,
  centre_number text not null,
  sequence integer not null,
  file_name text not null,
  file_hash text not null,
  row_count integer not null,
  added_count integer not null,
  changed_count integer not null,
  unchanged_count integer not null,
  refused_count integer not null,
  -- The rows that were refused, each with why: the report that stays.
  refused jsonb not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  primary key (issuer_id, file_id)
);

-- At home with the awarding organisation; the centre reads and writes its own.
create table exam_entry (
  issuer_id uuid not null,
  entry_id uuid not null,
  series_id uuid not null,
  organisation_id uuid not null,
  centre_number text not null,
  candidate_number text not null,
  code text not null,
  tier text,
  uci text,
  uln text,
  given_name text not null,
  family_name text not null,
  birth_date date not null,
  gender text not null check (gender in ('0', '1', '2', '9')),
  state text not null check (state in
    ('draft', 'submitted', 'accepted', 'rejected', 'amended', 'withdrawn', 'sat', 'absent', 'marked', 'awarded')),
  -- Why it was rejected, amended or withdrawn, as the other side reads it.
  reason text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (issuer_id, entry_id)
);

-- Local to the service: what is left to tell of a release, and how many letters left in a minute. Ids only.
create table release_notice (
  issuer_id uuid not null,
  batch_id uuid not null,
  -- The learner up to whom everybody was told.
  after uuid,
  added_at timestamptz not null,
  done_at timestamptz,
  primary key (issuer_id, batch_id)
);

create table notice_pace (
  minute timestamptz primary key,
  letters integer not null
);

alter table centre_number add foreign key (organisation_id) references organisation;
alter table exam_series add foreign key (issuer_id) references organisation;
alter table exam_entry_file add foreign key (issuer_id, series_id) references exam_series (issuer_id, series_id);
alter table exam_entry add foreign key (issuer_id, series_id) references exam_series (issuer_id, series_id);

create unique index centre_number_now on centre_number (number) where ended_at is null;
create unique index exam_series_name on exam_series (issuer_id, series);
create unique index exam_entry_file_sequence on exam_entry_file (issuer_id, series_id, centre_number, sequence);
create unique index exam_entry_candidate on exam_entry (issuer_id, series_id, centre_number, candidate_number, code);
create index exam_entry_centre on exam_entry (organisation_id, issuer_id, series_id);
create index release_notice_left on release_notice (added_at) where done_at is null;

create policy everybody on centre_number for select using (true);
create policy organisation on centre_number for insert with check (organisation_id = setting_id('app.organisation'));
create policy changes on centre_number for update
  using (organisation_id = setting_id('app.organisation') and ended_at is null)
  with check (organisation_id = setting_id('app.organisation'));
create policy everybody on exam_series for select using (true);
create policy issuer on exam_series for insert with check (issuer_id = setting_id('app.issuer'));
create policy changes on exam_series for update using (issuer_id = setting_id('app.issuer'));
create policy organisation on exam_entry_file using (organisation_id = setting_id('app.organisation'));
create policy issuer on exam_entry_file for select using (issuer_id = setting_id('app.issuer'));
create policy organisation on exam_entry using (organisation_id = setting_id('app.organisation'));
create policy issuer on exam_entry using (issuer_id = setting_id('app.issuer'));
