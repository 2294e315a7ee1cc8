import type { Writer } from '../../platform/db.ts'
import type { BatchOf } from './staging.ts'
import { writeEvents } from './write-events.ts'

/** Writes what the classified rows come to. Gives the events as the log takes them. */
export async function* applyRows(
  tx: Writer,
  { issuerId, batchId }: BatchOf,
  { corrections, at }: { corrections: boolean; at: Date },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { connection } = tx
  const about = [issuerId, batchId, at]
  yield* writeEvents(tx, { issuerId, batchId }, { corrections, at })
  await connection.query(
    `insert into event_key (event_id, learner_id, issuer_id, award_year)
     select event_id, learner_id, $1, award_year from classified where verdict = 'added' order by event_id`,
    [issuerId],
  )
  // The names were put right: the row that waited has become the one that was added.
  const { rowCount } = await connection.query(
    `update held_result h set attached_at = $2 from classified c
     where c.verdict = 'added' and c.waiting_version is not null
       and h.issuer_id = $1 and h.event_id = c.event_id and h.attached_at is null`,
    [issuerId, at],
  )
  if (rowCount) {
    for (const table of ['held_match', 'held_candidate']) {
      await connection.query(
        `delete from ${table} m using classified c where c.verdict = 'added' and c.waiting_version is not null
           and m.issuer_id = $1 and m.event_id = c.event_id`,
        [issuerId],
      )
    }
  }
  await connection.query(
    `insert into held_result (issuer_id, event_id, version, batch_id, row_number, identifier, given_name_key,
       family_name_key, birth_date, gender, postcode_key, specification_id, grade, award_date, centre, provider_ukprn,
       held_at)
     select $1, s.event_id, coalesce(c.waiting_version, 0) + 1, $2, s.row_number, s.identifier, s.given_name_key,
       s.family_name_key, s.birth_date, s.gender, s.postcode_key, s.specification_id, s.grade, s.award_date, s.centre,
       s.provider_ukprn, $3
     from classified c join staged_result s on s.row_number = c.row_number
     where c.verdict = 'held' or ($4 and c.verdict = 'heldCorrected')`,
    [...about, corrections],
  )
}

/** Columns of the file with what they were and are: of the event itself, and of its specification. */
const ofEvent = {
  Grade: 'grade',
  AwardDate: 'award_date',
  CentreNumber: 'centre',
  ProviderUkprn: 'provider_ukprn',
} as const
const ofSpecification = {
  GradingScheme: 'grading_scheme',
  QualificationTitle: 'title',
  QualificationType: 'qualification_type',
  Level: 'level',
  Status: 'status',
  Credits: 'credits',
  AssessmentLanguage: 'assessment_language',
  AwardingOrganisationUkprn: 'awarding_ukprn',
  AwardingOrganisationName: 'awarding_name',
  ParticipationStart: 'participation_start',
  ParticipationEnd: 'participation_end',
  CollectionType: 'collection_type',
  ReturnNumber: 'return_number',
  Restriction: 'restriction',
} as const
const pairs = [
  ...Object.entries(ofEvent).map(([field, name]) => `('${field}', k.${name}::text, c.${name}::text)`),
  ...Object.entries(ofSpecification).map(
    ([field, name]) => `('${field}', was.${name}::text, now.${name}::text)`,
  ),
]

/** Whether a number is registered with other names or not at all is one answer: an issuer could else ask who is. */
export async function noteRows(
  { connection }: Pick<Writer, 'connection'>,
  { issuerId, batchId }: BatchOf,
): Promise<void> {
  await connection.query(
    `insert into batch_row (issuer_id, batch_id, row_number, verdict, problems)
     select $1, $2, c.row_number,
       case when c.verdict in ('duplicate', 'otherPerson') then 'refused'
         when c.verdict in ('held', 'heldAgain') then 'held' else 'corrected' end,
       case c.verdict
         when 'duplicate' then jsonb_build_array(jsonb_build_object(
           'field', '', 'rule', 'duplicate', 'values', jsonb_build_object('row', c.first_row)))
         when 'otherPerson' then '[{"field": "ULN", "rule": "doesNotMatch"}]'
         when 'corrected' then
           case when c.change = 'reinstated' then '[{"field": "", "rule": "wasWithdrawn"}]'::jsonb else '[]' end
             || coalesce(changes.list, '[]')
         when 'heldCorrected' then '[{"field": "", "rule": "heldChanged"}]'
         else case when c.has_uln then '[{"field": "ULN", "rule": "noLearner"}]'::jsonb
           else '[{"field": "", "rule": "notIdentified"}]' end
       end
     from (select c.*, s.has_uln from classified c join staged_result s on s.row_number = c.row_number
       where c.verdict not in ('added', 'unchanged')) c
     left join lateral (
       select jsonb_agg(jsonb_build_object('field', d.field, 'rule', 'changed',
           'values', jsonb_build_object('was', coalesce(d.was, ''), 'now', coalesce(d.now, '')))) as list
       from known k
       join specification was on was.specification_id = k.specification_id
       join specification now on now.specification_id = c.specification_id
       cross join lateral (values ${pairs.join(', ')}) d (field, was, now)
       where k.event_id = c.event_id and d.was is distinct from d.now
     ) changes on c.verdict = 'corrected'`,
    [issuerId, batchId],
  )
  const { rows } = await connection.query<{ verdict: string; count: number }>(
    'select verdict, count(*)::int as count from classified group by verdict',
  )
  const count = (...verdicts: readonly string[]) =>
    rows.reduce((sum, row) => sum + (verdicts.includes(row.verdict) ? row.count : 0), 0)
  await connection.query(
    `update batch set added_count = $3, held_count = $4, unchanged_count = $5, corrected_count = $6,
       refused_count = refused_count + $7, row_count = row_count + $8
     where issuer_id = $1 and batch_id = $2`,
    [
      ...[issuerId, batchId, count('added'), count('held', 'heldAgain'), count('unchanged')],
      ...[count('corrected', 'heldCorrected'), count('duplicate', 'otherPerson')],
      count(...rows.map((row) => row.verdict)),
    ],
  )
}
