-- The second wall. Each policy names the settings that open a table; an unset setting opens nothing.
-- Settings are made by literal SET LOCAL at the start of each transaction (platform/db.ts):
--   app.self          the person's own id and those of the learners they own
--   app.provider_for  learners whose provider the acting organisation is (record tables only)
--   app.issuer        the organisation for which somebody issues
--   app.organisation  the organisation for which somebody acts
--   app.granted       ids that a grant lists (read only)
--   app.granted_record  learners of whose record a grant shows everything, or what a rule lets through (read only)
--   app.operator      'on' while an operator reads counts, or lifts a suspension
--   app.key           the secret or key that was presented to a look-up
--   app.ingest        'on' while results are matched with learners, or a learner is registered
--   app.centre        'on' while a centre's exams officer looks at their candidates' results
-- No policy has a subquery. docs/decisions/0003 says why app.key and app.ingest were added.

create function setting_ids(setting text) returns uuid[] language sql stable parallel safe
  return coalesce(string_to_array(nullif(current_setting(setting, true), ''), ',')::uuid[], '{}');

create function setting_id(setting text) returns uuid language sql stable parallel safe
  return nullif(current_setting(setting, true), '')::uuid;

create function setting_text(setting text) returns text language sql stable parallel safe
  return nullif(current_setting(setting, true), '');

-- A comparison would be taken to hold for one row in two hundred, and a load planned as if the register had few.
create function setting_is_on(setting text) returns boolean language sql stable parallel safe
  return case current_setting(setting, true) when 'on' then true else false end;

-- Identity
create policy own on person using (person_id = any (setting_ids('app.self')));
create policy own on person_name using (person_id = any (setting_ids('app.self')));
create policy granted on person_name for select using (person_id = any (setting_ids('app.granted')));
-- Its rows are written by commands over the owner's connection: the application has no right to.
create policy own on operator using (person_id = any (setting_ids('app.self')));
create policy own on email_address using (person_id = any (setting_ids('app.self')));
create policy own on email_key using (person_id = any (setting_ids('app.self')));
create policy presented on email_key for select using (address = setting_text('app.key'));
create policy presented on sign_up using (token_hash = setting_text('app.key'));
create policy own on password using (person_id = any (setting_ids('app.self')));
create policy own on session using (person_id = any (setting_ids('app.self')));
create policy presented on session for select using (token_hash = setting_text('app.key'));
create policy own on one_time_token using (person_id = any (setting_ids('app.self')));
create policy presented on one_time_token for select using (token_hash = setting_text('app.key'));
create policy own on recovery_code using (person_id = any (setting_ids('app.self')));
create policy own on recovery_request using (person_id = any (setting_ids('app.self')));
create policy asked on recovery_request for select using (requested_by = any (setting_ids('app.self')));
create policy own on api_token using (person_id = any (setting_ids('app.self')));
create policy presented on api_token for select using (token_hash = setting_text('app.key'));
create policy own on owner_key using (owner_id = any (setting_ids('app.self')));
create policy granted on owner_key for select using (owner_id = any (setting_ids('app.granted')));

-- Institution. Four tables are public reference: everybody reads them, and only who acts or issues for an organisation
-- writes its rows. Nobody deletes: without a policy for it there is no such row.
create policy everybody on organisation for select using (true);
create policy organisation on organisation for insert
  with check (organisation_id = setting_id('app.organisation'));
create policy changes on organisation for update
  using (organisation_id = setting_id('app.organisation') or organisation_id = setting_id('app.issuer'));
create policy everybody on admission for select using (true);
create policy organisation on admission for insert with check (organisation_id = setting_id('app.organisation'));
-- One that has ended stays so: a new one is another row.
create policy changes on admission for update
  using (organisation_id = setting_id('app.organisation') and ended_at is null)
  with check (organisation_id = setting_id('app.organisation'));
create policy everybody on organisation_key for select using (true);
create policy issuer on organisation_key for insert with check (organisation_id = setting_id('app.issuer'));
-- Compromised once is compromised for good.
create policy changes on organisation_key for update
  using (organisation_id = setting_id('app.issuer') and compromised_at is null)
  with check (organisation_id = setting_id('app.issuer'));
create policy everybody on status_list for select using (true);
create policy issuer on status_list for insert with check (issuer_id = setting_id('app.issuer'));
create policy changes on status_list for update using (issuer_id = setting_id('app.issuer'));
create policy issuer on organisation_private_key using (organisation_id = setting_id('app.issuer'));
create policy organisation on membership using (organisation_id = setting_id('app.organisation'));
create policy own on membership for select using (person_id = any (setting_ids('app.self')));
create policy organisation on membership_of_person using (organisation_id = setting_id('app.organisation'));
create policy own on membership_of_person for select using (person_id = any (setting_ids('app.self')));
create policy organisation on invitation using (organisation_id = setting_id('app.organisation'));
create policy presented on invitation using (address = setting_text('app.key'));

-- Record
create policy own on learner for select using (learner_id = any (setting_ids('app.self')));
create policy provider on learner for select using (learner_id = any (setting_ids('app.provider_for')));
create policy ingest on learner using (setting_is_on('app.ingest'));
create policy presented on uln_key for select using (uln = setting_text('app.key'));
create policy ingest on uln_key using (setting_is_on('app.ingest'));
create policy organisation on enrolment using (organisation_id = setting_id('app.organisation'));
create policy organisation on enrolment_of_learner using (organisation_id = setting_id('app.organisation'));
create policy own on enrolment_of_learner for select using (learner_id = any (setting_ids('app.self')));
create policy own on learner_owner using (person_id = any (setting_ids('app.self')));
create policy provider on learner_owner using (learner_id = any (setting_ids('app.provider_for')));
-- A share shows a line only while the learner is its owner's: a claim that was undone takes it out at once.
create policy granted on learner_owner for select using (learner_id = any (setting_ids('app.granted')));
create policy own on learner_of_person using (person_id = any (setting_ids('app.self')));
create policy provider on learner_of_person using (learner_id = any (setting_ids('app.provider_for')));
create policy granted on learner_of_person for select using (person_id = any (setting_ids('app.granted')));
create policy organisation on claim_code using (organisation_id = setting_id('app.organisation'));
create policy presented on claim_code using (code_hash = setting_text('app.key'));
create policy organisation on claim using (organisation_id = setting_id('app.organisation'));
create policy own on claim using (person_id = any (setting_ids('app.self')));
create policy organisation on claim_of_person using (organisation_id = setting_id('app.organisation'));
create policy own on claim_of_person using (person_id = any (setting_ids('app.self')));
create policy issuer on batch using (issuer_id = setting_id('app.issuer'));
create policy issuer on batch_row using (issuer_id = setting_id('app.issuer'));
create policy issuer on batch_total using (issuer_id = setting_id('app.issuer'));
create policy issuer on batch_declared_total using (issuer_id = setting_id('app.issuer'));
create policy issuer on batch_progress using (issuer_id = setting_id('app.issuer'));
create policy issuer on held_result using (issuer_id = setting_id('app.issuer'));
create policy ingest on held_result using (setting_is_on('app.ingest'));
create policy issuer on held_match using (issuer_id = setting_id('app.issuer'));
create policy issuer on held_candidate using (issuer_id = setting_id('app.issuer'));
create policy ingest on held_candidate for select using (setting_is_on('app.ingest'));
create policy issuer on held_decision using (issuer_id = setting_id('app.issuer'));
create policy released on release for select using (release_at <= now());
create policy issuer on release for select using (issuer_id = setting_id('app.issuer'));
create policy appoints on release for insert with check (issuer_id = setting_id('app.issuer'));
-- A minute before it comes nothing moves it any more: a transaction that is slow to commit would take back what was seen.
create policy moves on release for update
  using (issuer_id = setting_id('app.issuer') and release_at > now() + interval '1 minute')
  with check (issuer_id = setting_id('app.issuer'));
-- A centre's exams officer sees by the centre's instant: app.centre is on while they look.
create policy centre on release for select using (centres_at <= now() and setting_is_on('app.centre'));
create policy own on learning_event for select using (learner_id = any (setting_ids('app.self')));
create policy provider on learning_event for select using (learner_id = any (setting_ids('app.provider_for')));
create policy granted on learning_event for select using (event_id = any (setting_ids('app.granted')));
create policy issuer on learning_event using (issuer_id = setting_id('app.issuer'));
create policy issuer on event_key using (issuer_id = setting_id('app.issuer'));
create policy organisation on look_up using (organisation_id = setting_id('app.organisation'));

-- Portfolio
create policy own on item using (owner_id = any (setting_ids('app.self')));
create policy granted on item for select using (item_id = any (setting_ids('app.granted')));
create policy own on item_relation using (owner_id = any (setting_ids('app.self')));
create policy own on stored_file using (owner_id = any (setting_ids('app.self')));
create policy own on wallet_credential using (owner_id = any (setting_ids('app.self')));
create policy own on page using (owner_id = any (setting_ids('app.self')));
create policy own on imported_entry using (owner_id = any (setting_ids('app.self')));
create policy own on waiting_import using (owner_id = any (setting_ids('app.self')));
create policy own on page_version using (owner_id = any (setting_ids('app.self')));
create policy granted on page for select using (page_id = any (setting_ids('app.granted')));
create policy granted on page_version for select using (page_id = any (setting_ids('app.granted')));

-- Access and sharing
create policy own on access_grant using (owner_id = any (setting_ids('app.self')));
create policy granted on access_grant for select using (grant_id = any (setting_ids('app.granted')));
create policy own on grant_key using (owner_id = any (setting_ids('app.self')));
create policy presented on grant_key for select using (token_hash = setting_text('app.key'));
create policy own on grant_of_party using (owner_id = any (setting_ids('app.self')));
create policy party on grant_of_party for select using
  (party_id = any (setting_ids('app.self')) or party_id = setting_id('app.organisation'));
create policy own on opening using (owner_id = any (setting_ids('app.self')));
create policy granted on opening using (grant_id = any (setting_ids('app.granted')));
create policy own on copy_taken using (owner_id = any (setting_ids('app.self')));
create policy granted on copy_taken using (grant_id = any (setting_ids('app.granted')));

-- Credentials
create policy own on credential for select using (learner_id = any (setting_ids('app.self')));
create policy granted on credential for select using (grant_id = any (setting_ids('app.granted')));
create policy issuer on credential using (issuer_id = setting_id('app.issuer'));
create policy issuer on status_entry using (issuer_id = setting_id('app.issuer'));

-- Audit: everybody writes, only those whom it is about read.
create policy own on audit_event for select using (owner_id = any (setting_ids('app.self')));
create policy organisation on audit_event for select using (owner_id = setting_id('app.organisation'));
create policy append on audit_event for insert with check (true);

create policy own on idempotency using (actor_id = any (setting_ids('app.self')));
-- What the job clears, whoever's it is: it deletes without reading (api/idempotency.ts).
create policy expired on idempotency for delete using (created_at <= now() - interval '7 days');
