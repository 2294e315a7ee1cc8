-- Run after every migration; :application is the application's role. It owns nothing.
grant usage on schema public to :application;
grant select, insert, update, delete on all tables in schema public to :application;
-- Append-only, and what the application may never say.
revoke update, delete on audit_event, release from :application;
revoke update, delete on learning_event from :application;
revoke insert, update, delete on operator from :application;
