-- Run after every migration; :application is the application's role. It owns nothing.
grant usage on schema public to :application;
grant select, insert, update, delete on all tables in schema public to :application;
-- Append-only, and what the application may never say.
revoke update, delete on audit_event, release from :application;
revoke update, delete on learning_event from :application;
revoke insert, update, delete on operator from :application;
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
