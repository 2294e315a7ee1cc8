import { sharesWithProviders } from '../../access/bases.ts'
import { listed } from '../../access/visible.ts'
import type { Reader } from '../../platform/db.ts'

/** Whether the organisation's enrolment opens the record, or why not. */
export type ProviderBasis = 'current' | 'shared' | 'notShared' | 'notEnrolled'

interface Enrolled {
  readonly organisationId: string
  readonly since: Date
  readonly endedAt: Date | null
}

/**
 * The current provider is the one that enrolled the learner last and has not ended it: a school that forgot to end an
 * enrolment is another provider. Those see the record only if the learner, having read the notice, lets them. Pure.
 */
export function providerBasis(
  organisationId: string,
  enrolments: readonly Enrolled[],
  mayShare: boolean,
): ProviderBasis {
  const running = enrolments.filter(({ endedAt }) => endedAt === null)
  const own = running.filter((enrolment) => enrolment.organisationId === organisationId)
  if (own.length === 0) return 'notEnrolled'
  const latest = Math.max(...running.map(({ since }) => since.getTime()))
  if (own.some(({ since }) => since.getTime() === latest)) return 'current'
  return mayShare ? 'shared' : 'notShared'
}

/** The transaction needs `providerFor` these: the numbers of one person. */
export async function basisFor(
  tx: Reader,
  organisationId: string,
  learnerIds: readonly string[],
): Promise<ProviderBasis> {
  const [learners, enrolments] = await Promise.all([
    tx.sql.selectFrom('learner').select('ability_to_share').where(listed(learnerIds, 'learner_id')).execute(),
    tx.sql
      .selectFrom('enrolment_of_learner')
      .select(['organisation_id as organisationId', 'since', 'ended_at as endedAt'])
      .where(listed(learnerIds, 'learner_id'))
      .execute(),
  ])
  const mayShare = learners.length > 0 && learners.every((one) => sharesWithProviders(one.ability_to_share))
  return providerBasis(organisationId, enrolments, mayShare)
}
