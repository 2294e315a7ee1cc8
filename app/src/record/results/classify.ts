import type { Writer } from '../../platform/db.ts'
import { sameWho, standingDecisions } from './decided.ts'
import type { BatchOf } from './staging.ts'

/** What a row says of a result; equal ones are no other version. */
export const said = (of: string) =>
  `(${['specification_id', 'grade', 'award_date', 'centre', 'provider_ukprn'].map((name) => `${of}.${name}`).join(', ')})`
const who = (of: string) =>
  `(${['given_name_key', 'family_name_key', 'birth_date'].map((name) => `${of}.${name}`).join(', ')})`

/** The names and the birth date of a row are the learner's, by any of the names that the register has. */
export const isNamed = (row: string, learner: string) =>
  `${row}.birth_date = ${learner}.birth_date
   and ${row}.given_name_key in (${learner}.given_name_key, ${learner}.preferred_given_key)
   and ${row}.family_name_key in
     (${learner}.family_name_key, ${learner}.previous_family_key, ${learner}.family_at_16_key)`

/** Without a number: gender (where both say it) and postcode have to be the learner's as well. */
export const isDescribed = (row: string, learner: string) =>
  `${isNamed(row, learner)} and ${row}.postcode_key = ${learner}.postcode_key
   and ${row}.postcode_key not in ('', 'ZZ999ZZ')
   and (${row}.gender = ${learner}.gender or ${row}.gender in ('0', '9') or ${learner}.gender in ('0', '9'))
   and ${learner}.status = 'active' and ${learner}.shielded_by is null`

/**
 * Says of every staged row what it is, in a few statements for the whole file:
 *
 * | verdict | what the row is |
 * | --- | --- |
 * | unchanged | this result is there and says the same, or the row repeats one above it |
 * | duplicate | another row above it speaks of the same result and says something else |
 * | otherPerson | the result is there, and the row's names or birth date are not its learner's |
 * | corrected | the result is there and says something else, or was withdrawn |
 * | added | its learner is registered, and everything about the person is equal |
 * | held, heldAgain, heldCorrected | no such learner; new, the same as before, or something else than before |
 *
 * Only exact equality matches a learner: whoever is nearly the same may be a twin. Whose a row is that waited may have
 * been decided by a person: that stands while the row names the same person. The rows stand in the order of their
 * learners, so that pages of the record fill once.
 */
export async function classify(
  { connection }: Writer,
  { issuerId, batchId }: BatchOf,
  { series, mayRepeat }: { series: readonly string[]; mayRepeat: boolean },
): Promise<void> {
  await connection.query(
    `create temporary table repeated on commit drop as
     select s.row_number, f.row_number as first_row,
       ${said('s')} is not distinct from ${said('f')} and ${who('s')} = ${who('f')} as same
     from (select event_id, min(row_number) as first_row from staged_result
       where event_id is not null and ${String(mayRepeat)} group by event_id having count(*) > 1) t
     join staged_result f on f.row_number = t.first_row
     join staged_result s on s.event_id = t.event_id and s.row_number > t.first_row`,
  )
  await connection.query(
    `create temporary table described on commit drop as
     select s.row_number, min(l.learner_id::text)::uuid as learner_id
     from staged_result s join learner l on ${isDescribed('s', 'l')}
     where not s.has_uln group by s.row_number having count(*) = 1`,
  )
  const isNew = await isFirstOf(connection, { issuerId, batchId }, series)
  await connection.query(
    `create temporary table known on commit drop as
     select k.event_id, k.learner_id, k.award_year, coalesce(l.root_id, k.learner_id) as root_id, v.version, v.change,
       v.specification_id, v.grade, v.award_date, v.centre, v.provider_ukprn
     from event_key k
     join learner l on l.learner_id = k.learner_id
     cross join lateral (select * from learning_event e
       where e.learner_id = k.learner_id and e.award_year = k.award_year and e.event_id = k.event_id
       order by e.version desc limit 1) v
     where k.issuer_id = $1 and k.event_id in (select event_id from staged_result) and ${String(!isNew)}`,
    [issuerId],
  )
  await connection.query(
    `create temporary table waiting on commit drop as
     select distinct on (h.event_id) h.* from held_result h
     where h.issuer_id = $1 and h.attached_at is null and h.event_id in (select event_id from staged_result)
       and ${String(!isNew)}
     order by h.event_id, h.version desc`,
    [issuerId],
  )
  for (const table of ['repeated', 'described', 'known', 'waiting'])
    await connection.query(`analyze ${table}`)
  const isDecided = !isNew && (await noteDecided(connection, issuerId))
  const found = `case when not s.has_uln then d.learner_id
    when ${isNamed('s', 'l')} then l.learner_id
    when l.root_id is not null
      and exists (select from learner root where root.learner_id = l.root_id and ${isNamed('s', 'root')})
    then l.learner_id end`
  // Each `offset 0` keeps what stands below it from being worked out again wherever it is named.
  await connection.query(
    `create temporary table classified on commit drop as
     select row_number, event_id, specification_id, award_date, centre, provider_ukprn, identifier, grade,
       content_hash, verdict, first_row, waiting_version,
       coalesce(known_learner_id, case when verdict = 'added' then matched_id end) as learner_id,
       ${isDecided ? afterUndone : 'version, award_year, change'}
     from (
       select *, ${verdict} as verdict
       from (
         select s.*, r.same, r.first_row, w.version as waiting_version, k.learner_id as known_learner_id,
           k.root_id as known_root_id, (coalesce(k.version, 0) + 1)::smallint as version,
           coalesce(k.award_year, extract(year from s.award_date))::smallint as award_year,
           case when k.change is null then 'loaded' when k.change = 'withdrawn' then 'reinstated'
             else 'corrected' end as change,
           ${said('s')} is not distinct from ${said('k')} and k.change is distinct from 'withdrawn' as says_known,
           w.event_id is not null as waits,
           ${said('s')} is not distinct from ${said('w')} and ${who('s')} = ${who('w')}
             and (s.has_uln or (s.gender, s.postcode_key) = (w.gender, w.postcode_key)) as says_waiting,
           ${isDecided ? asDecided(found) : found} as matched_id
         from staged_result s
         left join repeated r on r.row_number = s.row_number
         left join described d on d.row_number = s.row_number
         left join uln_key u on s.has_uln and u.uln = s.identifier
         left join learner l on l.learner_id = u.learner_id
         left join known k on k.event_id = s.event_id
         left join waiting w on w.event_id = s.event_id
         ${isDecided ? `left join decided x on x.event_id = s.event_id and ${sameWho('s', 'x')}` : ''}
         where s.event_id is not null
         offset 0
       ) compared
       offset 0
     ) judged
     order by learner_id, event_id`,
  )
  await connection.query('analyze classified')
}

const verdict = `case
  when same then 'unchanged'
  when not same then 'duplicate'
  when known_learner_id is not null and says_known then 'unchanged'
  when known_learner_id is not null and (matched_id in (known_learner_id, known_root_id)) is not true then 'otherPerson'
  when known_learner_id is not null then 'corrected'
  when matched_id is not null then 'added'
  when not waits then 'held'
  when says_waiting then 'heldAgain'
  else 'heldCorrected' end`

/** What was decided of rows of this file, and how far the versions of those came that were taken off again. */
async function noteDecided(connection: Writer['connection'], issuerId: string): Promise<boolean> {
  const staged = 'select event_id from staged_result where event_id is not null'
  const { rows } = await connection.query(
    'select from held_decision where issuer_id = $1 and event_id in (select event_id from staged_result) limit 1',
    [issuerId],
  )
  if (rows.length === 0) return false
  await connection.query(`create temporary table decided on commit drop as ${standingDecisions(staged)}`, [
    issuerId,
  ])
  await connection.query(
    `create temporary table undone on commit drop as
     select distinct on (d.event_id, d.learner_id) d.event_id, d.learner_id, e.version, e.award_year
     from held_decision d join learning_event e on e.learner_id = d.learner_id and e.event_id = d.event_id
     where d.issuer_id = $1 and d.choice = 'attach' and d.event_id in (${staged})
     order by d.event_id, d.learner_id, e.version desc`,
    [issuerId],
  )
  return true
}

/** Attached by a person, a row is that learner's; until it is in the record it waits. Ruled out is not found. */
const asDecided = (found: string) =>
  `case when x.choice = 'attach' then k.learner_id when ${found} = any (x.ruled_out) then null else ${found} end`

const of = 'from undone u where u.event_id = judged.event_id and u.learner_id = judged.matched_id'
const afterUndone = `
  coalesce(case when verdict = 'added' then (select u.version + 1 ${of}) end, version)::smallint as version,
  coalesce(case when verdict = 'added' then (select u.award_year ${of}) end, award_year) as award_year,
  case when verdict = 'added' and exists (select ${of}) then 'reinstated' else change end as change`

/** Whether nothing of these series was ever loaded by the issuer: then there is nothing to compare with. */
async function isFirstOf(
  connection: Writer['connection'],
  { issuerId, batchId }: BatchOf,
  series: readonly string[],
): Promise<boolean> {
  const { rows } = await connection.query(
    `select from batch where issuer_id = $1 and batch_id <> $2 and state in ('loaded', 'published')
       and (series is null or series = any($3)) limit 1`,
    [issuerId, batchId, series],
  )
  return rows.length === 0
}
