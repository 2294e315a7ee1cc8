-- Who looked up whom, watched; and what opens a record to somebody else.

-- Look-ups that stopped by themselves because they looked like misuse (record/register/watch.ts says when).
create table look_up_suspension (
  organisation_id uuid not null,
  suspension_id uuid not null,
  -- One member of staff; null is the whole organisation.
  person_id uuid,
  rule text not null check (rule in ('volume', 'night', 'misses', 'spread')),
  counted integer not null,
  allowed integer not null,
  -- How many learners the organisation had then.
  cohort_size integer not null,
  suspended_at timestamptz not null,
  -- One operator says why it may go on, another agrees.
  reason text,
  asked_by uuid,
  asked_at timestamptz,
  lifted_by uuid,
  lifted_at timestamptz,
  primary key (organisation_id, suspension_id)
);

-- What operators see of look-ups: how many, never whose. The job that tells the learners counts here.
create table look_up_day (
  organisation_id uuid not null,
  day date not null,
  kind text not null check (kind in ('list', 'record', 'search', 'comparison')),
  look_ups integer not null,
  learners integer not null,
  missed integer not null,
  primary key (organisation_id, day, kind)
);

create index look_up_recent on look_up (organisation_id, looked_at);
create index look_up_suspension_open on look_up_suspension (suspended_at) where lifted_at is null;

create policy organisation on look_up_suspension using (organisation_id = setting_id('app.organisation'));
create policy operator on look_up_suspension using (setting_is_on('app.operator'));
create policy organisation on look_up_day using (organisation_id = setting_id('app.organisation'));
create policy operator on look_up_day for select using (setting_is_on('app.operator'));

-- Whether another provider is the current one (record/provider/current-provider.ts).
create policy provider on enrolment_of_learner for select
  using (learner_id = any (setting_ids('app.provider_for')));
-- A grant of everything, or by a rule, names learners instead of events: app.granted_record.
create policy granted_record on learning_event for select
  using (learner_id = any (setting_ids('app.granted_record')));
