import type { Writer } from '../../platform/db.ts'
import type { BatchOf } from './staging.ts'

/**
 * Says of every staged row what it is, in a few statements for the whole file:
 *
 * | verdict | what the row is |
 * | --- | --- |
 * | unchanged | this result is there and says the same, or the row repeats one above it |
 * | duplicate | another row above it speaks of the same result and says something else |
 * | otherPerson | the result is there, and the row's names or birth date are not its learner's |
 * | corrected | the result is there and says something else |
 * | added | its learner is registered, and everything about the person is equal |
 * | held, heldAgain, heldCorrected | no such learner; new, the same as before, or something else than before |
 *
 * Only exact equality matches a learner: whoever is nearly the same may be a twin.
 */
export async function classify({ connection }: Writer, { issuerId }: BatchOf): Promise<void> {
  await connection.query(`create index on staged_result (row_key)`)
  await connection.query('analyze staged_result')
  await connection.query(
    `update staged_result s
     set first_row = f.row_number,
       verdict = case when (s.content_hash, s.given_name_key, s.family_name_key, s.birth_date)
         = (f.content_hash, f.given_name_key, f.family_name_key, f.birth_date) then 'unchanged' else 'duplicate' end
     from (select distinct on (row_key) * from staged_result order by row_key, row_number) f
     where f.row_key = s.row_key and f.row_number < s.row_number`,
  )
  await connection.query(
    `update staged_result s
     set learner_id = l.learner_id, matches = (s.given_name_key, s.family_name_key, s.birth_date)
       = (l.given_name_key, l.family_name_key, l.birth_date)
     from uln_key k join learner l on l.learner_id = k.learner_id
     where k.uln = s.uln and s.verdict is null`,
  )
  await connection.query(
    `update staged_result s
     set owner_id = e.learner_id, award_year = e.award_year, known_hash = e.content_hash
     from event_key e
     where e.issuer_id = $1 and e.row_key = s.row_key and s.verdict is null`,
    [issuerId],
  )
  await connection.query(
    `update staged_result s
     set held_version = h.version, held_hash = h.content_hash,
       held_same_person = (s.given_name_key, s.family_name_key, s.birth_date)
         = (h.given_name_key, h.family_name_key, h.birth_date)
     from (
       select distinct on (row_key) * from held_result
       where issuer_id = $1 and attached_at is null
         and row_key in (select row_key from staged_result where verdict is null)
       order by row_key, version desc
     ) h
     where h.row_key = s.row_key and s.verdict is null`,
    [issuerId],
  )
  await connection.query(
    `update staged_result
     set verdict = case
         when known_hash = content_hash then 'unchanged'
         when known_hash is not null and (matches and learner_id = owner_id) is not true then 'otherPerson'
         when known_hash is not null then 'corrected'
         when matches then 'added'
         when held_version is null then 'held'
         when held_hash = content_hash and held_same_person then 'heldAgain'
         else 'heldCorrected' end,
       award_year = coalesce(award_year, extract(year from award_date)::integer)
     where verdict is null`,
  )
}
