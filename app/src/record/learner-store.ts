import { type Insertable, sql } from 'kysely'
import { heldBy, listed } from '../access/visible.ts'
import type { Reader, Writer } from '../platform/db.ts'
import type { LearnerTable } from './tables.ts'

/** False when the number is known: it belongs to one learner for good. */
export async function insertLearner(tx: Writer, learner: Insertable<LearnerTable>): Promise<boolean> {
  const key = await tx.sql
    .insertInto('uln_key')
    .values({ uln: learner.uln, learner_id: learner.learner_id })
    .onConflict((conflict) => conflict.column('uln').doNothing())
    .executeTakeFirst()
  if (key.numInsertedOrUpdatedRows !== 1n) return false
  await tx.sql.insertInto('learner').values(learner).execute()
  return true
}

export interface Enrolment {
  readonly organisationId: string
  readonly learnerId: string
  readonly cohort: string
  readonly at: Date
}

/** The row at the organisation and the index row of the learner. Somebody who comes back is enrolled again. */
export async function insertEnrolment(
  tx: Writer,
  { organisationId, learnerId, cohort, at }: Enrolment,
): Promise<void> {
  const row = { organisation_id: organisationId, learner_id: learnerId, cohort, since: at, ended_at: null }
  await tx.sql
    .insertInto('enrolment')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'learner_id', 'cohort']).doUpdateSet(begunAgain('enrolment')),
    )
    .execute()
  await tx.sql
    .insertInto('enrolment_of_learner')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['learner_id', 'organisation_id', 'cohort'])
        .doUpdateSet(begunAgain('enrolment_of_learner')),
    )
    .execute()
}

/** One that was ended begins anew, so that it is the latest; one that runs goes on. */
export function begunAgain(table: 'enrolment' | 'enrolment_of_learner') {
  const known = sql.table(table)
  return {
    ended_at: null,
    since: sql<Date>`case when ${known}.ended_at is null then ${known}.since else excluded.since end`,
  }
}

export async function endEnrolment(
  tx: Writer,
  { organisationId, learnerId, cohort, at }: Enrolment,
): Promise<boolean> {
  const ended = await tx.sql
    .updateTable('enrolment')
    .set({ ended_at: at })
    .where(heldBy(organisationId, 'organisation_id'))
    .where('learner_id', '=', learnerId)
    .where('cohort', '=', cohort)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) return false
  await tx.sql
    .updateTable('enrolment_of_learner')
    .set({ ended_at: at })
    .where('learner_id', '=', learnerId)
    .where(heldBy(organisationId, 'organisation_id'))
    .where('cohort', '=', cohort)
    .execute()
  return true
}

export interface CohortSize {
  readonly cohort: string
  readonly learners: number
}

export async function listCohorts(tx: Reader, organisationId: string): Promise<CohortSize[]> {
  return tx.sql
    .selectFrom('enrolment')
    .select(({ fn }) => ['cohort', fn.countAll<number>().as('learners')])
    .where(heldBy(organisationId, 'organisation_id'))
    .where('ended_at', 'is', null)
    .groupBy('cohort')
    .orderBy('cohort')
    .execute()
}

/** The learners of own cohorts: the provider's legal basis is the enrolment. */
export async function enrolledLearners(
  tx: Reader,
  organisationId: string,
  cohort?: string,
): Promise<{ learnerId: string; cohort: string }[]> {
  return tx.sql
    .selectFrom('enrolment')
    .select(['learner_id as learnerId', 'cohort'])
    .where(heldBy(organisationId, 'organisation_id'))
    .where('ended_at', 'is', null)
    .$if(cohort !== undefined, (query) => query.where('cohort', '=', cohort ?? ''))
    .execute()
}

export interface LearnerName {
  readonly learnerId: string
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  /** Somebody's account has this record. */
  readonly isClaimed: boolean
}

/** The transaction needs `providerFor` these. */
export async function namesOf(tx: Reader, learnerIds: readonly string[]): Promise<LearnerName[]> {
  if (learnerIds.length === 0) return []
  const rows = await tx.sql
    .selectFrom('learner')
    .leftJoin('learner_owner', 'learner_owner.learner_id', 'learner.learner_id')
    .select([
      'learner.learner_id as learnerId',
      'uln',
      'given_name as givenName',
      'family_name as familyName',
      'birth_date as birthDate',
      'learner_owner.person_id',
    ])
    .where(listed(learnerIds, 'learner.learner_id'))
    .orderBy('family_name_key')
    .orderBy('given_name_key')
    .orderBy('uln')
    .execute()
  return rows.map(({ person_id, ...learner }) => ({ ...learner, isClaimed: person_id !== null }))
}

/** Whether the number is of a learner of the organisation's own: what it may be told of. */
export async function isEnrolledHere(tx: Reader, organisationId: string, uln: string): Promise<boolean> {
  const row = await tx.sql
    .selectFrom('uln_key')
    .innerJoin('enrolment', 'enrolment.learner_id', 'uln_key.learner_id')
    .select('enrolment.learner_id')
    .where('uln_key.uln', '=', uln)
    .where(heldBy(organisationId, 'enrolment.organisation_id'))
    .where('enrolment.ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export interface Enrolling {
  readonly givenNameKey: string
  readonly familyNameKey: string
  readonly birthDate: string
}

/**
 * The learner with this number, if everything else about the person is equal too (a preferred or former name counts).
 * A linked number leads to the one that stands; a shielded learner is found by their unit alone.
 */
export async function findExactly(
  tx: Reader,
  organisationId: string,
  uln: string,
  person: Enrolling,
): Promise<string | undefined> {
  const [row] = await tx.named<{ learner_id: string }>(
    'learner exactly',
    `select root.learner_id from uln_key key
     join learner named on named.learner_id = key.learner_id
     join learner root on root.learner_id = coalesce(named.root_id, named.learner_id)
     where key.uln = $2 and named.birth_date = $5::date
       and $3 in (named.given_name_key, named.preferred_given_key)
       and $4 in (named.family_name_key, named.previous_family_key, named.family_at_16_key)
       and (named.shielded_by is null or named.shielded_by = $1)
       and (root.shielded_by is null or root.shielded_by = $1)`,
    [organisationId, uln, person.givenNameKey, person.familyNameKey, person.birthDate],
  )
  return row?.learner_id
}
