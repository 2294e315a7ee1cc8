-- Run after every migration; :application is the application's role. It owns nothing.
grant usage on schema public to :application;
grant select, insert, update, delete on all tables in schema public to :application;
-- Append-only, and what the application may never say.
revoke update, delete on audit_event, release from :application;
grant update (release_at, centres_at) on release to :application;
revoke update, delete on learning_event, specification, held_decision from :application;
revoke insert, update, delete on operator from :application;
-- What a log has said it never takes back.
revoke update, delete on issuer_log, issuer_log_key, log_batch_tile, log_checkpoint, log_cosignature from :application;
revoke delete on log_tile, log_batch from :application;
revoke update on log_batch from :application;
grant update (leaf_index) on log_batch to :application;
revoke insert, update, delete on log_witness from :application;
-- Public reference: rows stay, and of those that others relied on only what ends something may change.
revoke delete on organisation, admission, stated_purpose, organisation_key, status_list from :application;
revoke update on organisation, admission, stated_purpose, organisation_key, status_list from :application;
grant update (did, closed_at, suspended_at, register_name, register_owner) on organisation to :application;
grant update (ended_at) on admission, stated_purpose to :application;
grant update (retired_at, compromised_at) on organisation_key to :application;
grant update (bits, revision, updated_at) on status_list to :application;
-- A partition has no policies of its own: it is reached through its table alone.
do $$
declare partition regclass;
begin
  for partition in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relispartition and c.relkind in ('r', 'p')
  loop
    execute format('revoke all on %s from :application', partition);
  end loop;
end $$;
-- Every table that has a policy is behind the second wall; forced, so that it stands also where owner and application
-- are one role. Only what does not yet stand so is locked: the service may be at work.
do $$
declare t text;
begin
  for t in select distinct p.tablename from pg_policies p join pg_class c on c.oid = format('public.%I', p.tablename)::regclass
    where p.schemaname = 'public' and not (c.relrowsecurity and c.relforcerowsecurity)
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
