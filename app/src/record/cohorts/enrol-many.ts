import type { Writer } from '../../platform/db.ts'
import { begunAgain } from '../learner-store.ts'

/** The rows at the organisation and the index rows of the learners, each set at once. */
export async function enrolMany(
  tx: Writer,
  organisationId: string,
  enrolments: readonly { learner_id: string; cohort: string }[],
  at: Date,
): Promise<void> {
  const values = enrolments.map((enrolment) => ({
    ...enrolment,
    organisation_id: organisationId,
    since: at,
    ended_at: null,
  }))
  await tx.sql
    .insertInto('enrolment')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'learner_id', 'cohort']).doUpdateSet(begunAgain('enrolment')),
    )
    .execute()
  await tx.sql
    .insertInto('enrolment_of_learner')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .columns(['learner_id', 'organisation_id', 'cohort'])
        .doUpdateSet(begunAgain('enrolment_of_learner')),
    )
    .execute()
}
