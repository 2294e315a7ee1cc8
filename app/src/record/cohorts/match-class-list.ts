import type { Reader } from '../../platform/db.ts'
import type { ClassRow } from './read-class-list.ts'

/**
 * The learners whom rows name: number, names and birth date have to be the register's. A number that was merged leads to
 * the one that stands. A shielded learner is found by their unit alone. Needs `ingest`.
 */
export async function matchClassList(
  tx: Reader,
  organisationId: string,
  rows: readonly ClassRow[],
): Promise<ReadonlyMap<number, { learnerId: string; isEnrolled: boolean }>> {
  const found = await tx.named<{ row: number; learner_id: string; is_enrolled: boolean }>(
    'class list',
    `select given.row, root.learner_id::text, exists (
         select from enrolment e where e.organisation_id = $1 and e.learner_id = root.learner_id
           and e.cohort = given.cohort and e.ended_at is null) as is_enrolled
       from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[])
         as given (row, uln, given_name, family_name, birth_date, cohort)
       join uln_key key on key.uln = given.uln
       join learner named on named.learner_id = key.learner_id
       join learner root on root.learner_id = coalesce(named.root_id, named.learner_id)
       where named.birth_date = given.birth_date
         and given.given_name in (named.given_name_key, named.preferred_given_key)
         and given.family_name in
           (named.family_name_key, named.previous_family_key, named.family_at_16_key)
         and (named.shielded_by is null or named.shielded_by = $1)
         and (root.shielded_by is null or root.shielded_by = $1)`,
    [
      organisationId,
      rows.map(({ row }) => row),
      rows.map(({ uln }) => uln),
      rows.map(({ givenNameKey }) => givenNameKey),
      rows.map(({ familyNameKey }) => familyNameKey),
      rows.map(({ birthDate }) => birthDate),
      rows.map(({ cohort }) => cohort),
    ],
  )
  return new Map(
    found.map(({ row, learner_id, is_enrolled }) => [
      row,
      { learnerId: learner_id, isEnrolled: is_enrolled },
    ]),
  )
}
