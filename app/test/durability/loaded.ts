import { csv } from '../record/support.ts'
import type { Installation } from './installation.ts'

export interface Registered {
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
}

const grades = ['9', '8', '7', '6', '5', '4', '3']

/** A results file with rows that load, rows of somebody unknown and rows that are wrong; each file has its own grades. */
export function rowsOf(learners: readonly Registered[], number: number): string {
  const rows = learners.flatMap((learner, index) =>
    Array.from({ length: 4 }, (_, each) => ({
      ULN: learner.uln,
      GivenName: learner.givenName,
      FamilyName: index % 50 === 7 ? 'Somebody' : learner.familyName,
      DateOfBirth: learner.birthDate,
      QualificationNumber: `601/429${each}/3`,
      Grade: index % 40 === 3 ? 'splendid' : (grades[(index + each + number) % grades.length] ?? '7'),
      Series: `June ${2000 + number}`,
    })),
  )
  return csv(rows)
}

/** Batches that say they are loading or only checked and have rows all the same, or are loaded and lack some. */
export function halfLoaded(installation: Installation): Promise<{ file: string }[]> {
  return installation.query<{ file: string }>(
    `with found as (
       select b.file_name as file, b.state, b.added_count, b.held_count, b.refused_count,
         (select count(*) from learning_event e where e.issuer_id = b.issuer_id and e.batch_id = b.batch_id) as events,
         (select count(*) from held_result h where h.issuer_id = b.issuer_id and h.batch_id = b.batch_id) as held,
         (select count(*) from batch_row r where r.issuer_id = b.issuer_id and r.batch_id = b.batch_id
            and r.verdict = 'refused') as refused,
         (select count(*) from audit_event a where a.thing_id = b.batch_id and a.action = 'results.loaded') as audited
       from batch b)
     select file from found
     where (state = 'loading' and (events, held, refused, audited) <> (0, 0, 0, 0))
        or (state = 'checked' and (events, held, refused, audited) <> (0, 0, refused_count, 0))
        or (state not in ('loading', 'checked') and
            (events, held, refused, audited) <> (added_count, held_count, refused_count, 1))`,
  )
}

/** All that an organisation has loaded, without the ids and times that every load has of its own. */
export async function digestOfIssuer(
  installation: Installation,
  issuerId: string,
): Promise<{ rows: number; digest: string }> {
  const [found] = await installation.query<{ rows: number; digest: string }>(
    `with row as (
       select concat_ws('|', 'event', e.learner_id, e.award_year, e.event_id, e.version, e.change, e.identifier,
         e.grade, e.award_date, e.centre, s) as line
       from learning_event e join event_key k on k.event_id = e.event_id and k.learner_id = e.learner_id
       join specification s on s.specification_id = e.specification_id
       where e.issuer_id = $1 and s.series like 'Series %'
       union all
       select concat_ws('|', 'held', h.event_id, h.version, h.row_number, h.identifier, h.family_name_key, h.grade,
         h.award_date, s) from held_result h
       join specification s on s.specification_id = h.specification_id
       where h.issuer_id = $1 and s.series like 'Series %'
       union all
       select concat_ws('|', 'report', b.file_name, r.row_number, r.verdict, r.problems)
       from batch_row r join batch b on b.issuer_id = r.issuer_id and b.batch_id = r.batch_id
       where r.issuer_id = $1 and b.file_name like 'results-%'
     )
     select count(*)::int as rows, md5(string_agg(line, e'\\n' order by line)) as digest from row`,
    [issuerId],
  )
  if (!found) throw new Error('no digest')
  return found
}
