-- Tables --------------------------------------------------------------------------------------------------------

-- An issuer's log. Its name and key are said once and never computed again, as an organisation's DID is.
create table issuer_log (
  issuer_id uuid primary key,
  origin text not null,
  public_key bytea not null,
  created_at timestamptz not null
);

create table issuer_log_key (
  issuer_id uuid primary key,
  wrapped_key bytea not null
);

-- What was committed together: one leaf of the issuer's log. Null until the leaf stands in it.
create table log_batch (
  issuer_id uuid not null,
  log_batch_id uuid not null,
  -- Whose release publishes it.
  batch_id uuid not null,
  size integer not null,
  root bytea not null,
  made_at timestamptz not null,
  -- Its turn, given under the issuer's lock.
  turn integer not null,
  leaf_index integer,
  primary key (issuer_id, log_batch_id)
);

-- The tree of a batch in tiles of 256 hashes; those of level 0 say from which row to which.
create table log_batch_tile (
  issuer_id uuid not null,
  log_batch_id uuid not null,
  level smallint not null,
  tile_index integer not null,
  first_row bytea,
  last_row bytea,
  hashes bytea not null,
  primary key (issuer_id, log_batch_id, level, tile_index)
);

-- The tree of an issuer's log. The last tile of a level grows until it is full.
create table log_tile (
  issuer_id uuid not null,
  level smallint not null,
  tile_index integer not null,
  hashes bytea not null,
  primary key (issuer_id, level, tile_index)
);

create table log_checkpoint (
  issuer_id uuid not null,
  size integer not null,
  root bytea not null,
  -- The signed note as it is published.
  note text not null,
  signed_at timestamptz not null,
  primary key (issuer_id, size)
);

create table log_cosignature (
  issuer_id uuid not null,
  size integer not null,
  witness text not null,
  line text not null,
  -- The witness's own time.
  cosigned_at timestamptz not null,
  primary key (issuer_id, size, witness)
);

-- Of whom cosignatures are taken, each named with its key as signed notes do: an operator's command writes here.
create table log_witness (
  witness text primary key,
  verifier_key text not null,
  added_at timestamptz not null,
  ended_at timestamptz
);

-- Of this and the master key the salts of a learner's rows are made: without it no commitment says anything any more.
create table learner_log_key (
  learner_id uuid primary key,
  nonce bytea not null
);

-- Hashes cannot be compressed.
alter table log_batch_tile alter column hashes set storage external;
alter table log_tile alter column hashes set storage external;

-- Constraints and indexes ---------------------------------------------------------------------------------------

create unique index log_batch_turn on log_batch (issuer_id, turn);
create unique index log_batch_leaf on log_batch (issuer_id, leaf_index);
create index log_batch_release on log_batch (issuer_id, batch_id);
create index log_batch_tile_row on log_batch_tile (issuer_id, log_batch_id, first_row) where level = 0;

-- Whether something was issued here is asked by its own id.
create index credential_by_id on credential (issuer_id, credential_id);

-- Policies ------------------------------------------------------------------------------------------------------

create policy everybody on issuer_log for select using (true);
create policy issuer on issuer_log for insert with check (issuer_id = setting_id('app.issuer'));
create policy issuer on issuer_log_key using (issuer_id = setting_id('app.issuer'));
create policy issuer on log_batch using (issuer_id = setting_id('app.issuer'));
create policy issuer on log_batch_tile using (issuer_id = setting_id('app.issuer'));
-- What is signed is public, so that anybody can audit it.
create policy issuer on log_tile using (issuer_id = setting_id('app.issuer'));
create policy everybody on log_checkpoint for select using (true);
create policy issuer on log_checkpoint for insert with check (issuer_id = setting_id('app.issuer'));
-- log_cosignature and log_witness belong to nobody: a cosignature is checked before it is written, and of witnesses the
-- application may only read.
create policy own on learner_log_key using (learner_id = any (setting_ids('app.self')));
create policy ingest on learner_log_key using (setting_is_on('app.ingest'));
