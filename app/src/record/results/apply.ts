import type { Writer } from '../../platform/db.ts'
import type { BatchOf } from './staging.ts'

const eventColumns = `learner_id, award_year, event_id, version, issuer_id, batch_id, row_key, change, source,
  uln_as_loaded, qualification_number, component, title, level, credits, assessment_language, grading_scheme, grade,
  series, award_date, status, loaded_at`
const stagedContent = `s.uln, s.qualification_number, s.component, s.title, s.level, s.credits, s.assessment_language,
  s.grading_scheme, s.grade, s.series, s.award_date, s.status`

/** What a held row keeps to become an event later; the names are those of the event's columns. */
const heldContent = `jsonb_build_object('event_id', s.event_id, 'qualification_number', s.qualification_number,
  'component', s.component, 'title', s.title, 'level', s.level, 'credits', s.credits,
  'assessment_language', s.assessment_language, 'grading_scheme', s.grading_scheme, 'grade', s.grade,
  'series', s.series, 'award_date', s.award_date, 'status', s.status)`

/** Writes what the classified rows come to; in the order of the learners, so that pages of the table fill once. */
export async function applyRows(
  { connection }: Writer,
  { issuerId, batchId }: BatchOf,
  { corrections, at }: { corrections: boolean; at: Date },
): Promise<void> {
  const about = [issuerId, batchId, at]
  await connection.query(
    `insert into learning_event (${eventColumns})
     select s.learner_id, s.award_year, s.event_id, 1, $1, $2, s.row_key, 'loaded', 'AO', ${stagedContent}, $3
     from staged_result s where s.verdict = 'added' order by s.learner_id`,
    about,
  )
  await connection.query(
    `insert into event_key (issuer_id, row_key, learner_id, award_year, event_id, content_hash)
     select $1, row_key, learner_id, award_year, event_id, content_hash
     from staged_result where verdict = 'added'`,
    [issuerId],
  )
  // The names were put right: the row that waited has become the one that was added.
  await connection.query(
    `update held_result h set attached_at = $2 from staged_result s
     where s.verdict = 'added' and s.held_version is not null
       and h.issuer_id = $1 and h.row_key = s.row_key and h.attached_at is null`,
    [issuerId, at],
  )
  await connection.query(
    `insert into held_result (issuer_id, row_key, version, batch_id, row_number, uln, given_name_key, family_name_key,
       birth_date, content, content_hash, held_at)
     select $1, s.row_key, coalesce(s.held_version, 0) + 1, $2, s.row_number, s.uln, s.given_name_key,
       s.family_name_key, s.birth_date, ${heldContent}, s.content_hash, $3
     from staged_result s where s.verdict = 'held' or ($4 and s.verdict = 'heldCorrected')`,
    [...about, corrections],
  )
  // Read before the new versions are written: it compares with what was there.
  await noteRows({ connection }, { issuerId, batchId })
  if (!corrections) return
  await connection.query(
    `insert into learning_event (${eventColumns})
     select s.owner_id, s.award_year, s.event_id, e.version + 1, $1, $2, s.row_key,
       case e.change when 'withdrawn' then 'reinstated' else 'corrected' end, 'AO', ${stagedContent}, $3
     from staged_result s cross join lateral (${latestVersion}) e
     where s.verdict = 'corrected' order by s.owner_id`,
    about,
  )
  await connection.query(
    `update event_key k set content_hash = s.content_hash from staged_result s
     where s.verdict = 'corrected' and k.issuer_id = $1 and k.row_key = s.row_key`,
    [issuerId],
  )
}

const latestVersion = `select * from learning_event v
  where v.learner_id = s.owner_id and v.award_year = s.award_year and v.event_id = s.event_id
  order by v.version desc limit 1`

/** Whether a number is registered with other names or not at all is one answer: an issuer could else ask who is. */
async function noteRows(
  { connection }: Pick<Writer, 'connection'>,
  { issuerId, batchId }: BatchOf,
): Promise<void> {
  await connection.query(
    `insert into batch_row (issuer_id, batch_id, row_number, verdict, problems)
     select $1, $2, s.row_number,
       case when s.verdict in ('duplicate', 'otherPerson') then 'refused'
         when s.verdict in ('held', 'heldAgain') then 'held' else 'corrected' end,
       case s.verdict
         when 'duplicate' then jsonb_build_array(jsonb_build_object(
           'field', '', 'rule', 'duplicate', 'values', jsonb_build_object('row', s.first_row)))
         when 'otherPerson' then '[{"field": "ULN", "rule": "doesNotMatch"}]'
         when 'corrected' then changes.list
         when 'heldCorrected' then '[{"field": "", "rule": "heldChanged"}]'
         else '[{"field": "ULN", "rule": "noLearner"}]'
       end
     from staged_result s
     left join lateral (
       select jsonb_agg(jsonb_build_object('field', c.field, 'rule', 'changed',
           'values', jsonb_build_object('was', coalesce(c.was, ''), 'now', coalesce(c.now, '')))) as list
       from (${latestVersion}) e cross join lateral (values
         ('Grade', e.grade, s.grade), ('GradingScheme', e.grading_scheme, s.grading_scheme),
         ('QualificationTitle', e.title, s.title), ('Level', e.level, s.level),
         ('AwardDate', e.award_date::text, s.award_date::text), ('Status', e.status, s.status),
         ('Credits', e.credits::text, s.credits::text),
         ('AssessmentLanguage', e.assessment_language, s.assessment_language)
       ) c (field, was, now) where c.was is distinct from c.now
     ) changes on s.verdict = 'corrected'
     where s.verdict not in ('added', 'unchanged')`,
    [issuerId, batchId],
  )
  await connection.query(
    `update batch set added_count = c.added, held_count = c.held, unchanged_count = c.unchanged,
       corrected_count = c.corrected, refused_count = refused_count + c.refused, row_count = row_count + c.total
     from (
       select count(*) filter (where verdict = 'added') as added,
         count(*) filter (where verdict in ('held', 'heldAgain')) as held,
         count(*) filter (where verdict = 'unchanged') as unchanged,
         count(*) filter (where verdict in ('corrected', 'heldCorrected')) as corrected,
         count(*) filter (where verdict in ('duplicate', 'otherPerson')) as refused,
         count(*) as total
       from staged_result
     ) c
     where issuer_id = $1 and batch_id = $2`,
    [issuerId, batchId],
  )
}
