-- Step three: foreign keys only within one owner's tables or to small reference tables; indexes.

alter table person_name add foreign key (person_id) references person;
alter table email_address add foreign key (person_id) references person;
alter table password add foreign key (person_id) references person;
alter table recovery_code add foreign key (person_id) references person;
alter table recovery_request add foreign key (person_id) references person;
alter table admission add foreign key (organisation_id) references organisation;
alter table organisation_key add foreign key (organisation_id) references organisation;
alter table organisation_private_key
  add foreign key (organisation_id, key_id) references organisation_key (organisation_id, key_id);
alter table membership add foreign key (organisation_id) references organisation;
alter table invitation add foreign key (organisation_id) references organisation;
alter table batch add foreign key (issuer_id) references organisation;
alter table batch_row add foreign key (issuer_id, batch_id) references batch (issuer_id, batch_id);
alter table batch_total add foreign key (issuer_id, batch_id) references batch (issuer_id, batch_id);
alter table batch_declared_total add foreign key (issuer_id, batch_id) references batch (issuer_id, batch_id);
alter table item_relation add foreign key (owner_id, item_id) references item (owner_id, item_id);
alter table page_version add foreign key (owner_id, page_id) references page (owner_id, page_id);
-- None from opening to access_grant: its check locks the grant's row, on which all openings of one share would wait.
alter table copy_taken add foreign key (owner_id, grant_id) references access_grant (owner_id, grant_id);

create unique index organisation_ukprn on organisation (ukprn);
create unique index organisation_did on organisation (did) where did is not null;
create unique index batch_file on batch (issuer_id, file_hash, applies_corrections);
create index session_person on session (person_id);
create index recovery_request_asked on recovery_request (requested_by);
create index one_time_token_person on one_time_token (person_id);
create index api_token_person on api_token (person_id);
create index membership_person on membership (organisation_id, person_id);
create index invitation_address on invitation (address) where answer is null;
create index claim_code_learner on claim_code (organisation_id, learner_id);
create index held_result_batch on held_result (issuer_id, batch_id, row_number);
create index held_result_identifier on held_result (identifier) where attached_at is null;
create index held_result_person on held_result (birth_date, family_name_key) where attached_at is null;
create index held_result_postcode on held_result (postcode_key)
  where attached_at is null and postcode_key not in ('', 'ZZ999ZZ');
create index held_match_list on held_match (issuer_id, state, batch_id, row_number);
create index held_candidate_learner on held_candidate (learner_id);
create unique index status_list_id on status_list (status_list_id);
-- No second index on opening: a plan made while it is small would take it for the key's, and read a whole share's.
create index grant_key_grant on grant_key (owner_id, grant_id);
create index credential_grant on credential (grant_id);
create index credential_issuer on credential (issuer_id, event_id, version);
create index audit_event_owner on audit_event (owner_id, at desc);
-- The rows of a batch lie together, so their blocks are found without an entry for each.
create index learning_event_batch on learning_event using brin (batch_id)
  with (pages_per_range = 32, autosummarize = on);
-- What a release takes the place of, found without going through all that it releases.
create index learning_event_superseding on learning_event (issuer_id, batch_id) where version > 1;
create index item_of_owner on item (owner_id, kind) where deleted_at is null;
create index look_up_uncopied on look_up (looked_at) where copied_at is null;
create index look_up_told_with on look_up (told_with) where copied_at is null and told_with is not null;
