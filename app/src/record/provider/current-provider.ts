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
  abilityToShare: number,
): ProviderBasis {
  const running = enrolments.filter(({ endedAt }) => endedAt === null)
  const own = running.filter((enrolment) => enrolment.organisationId === organisationId)
  if (own.length === 0) return 'notEnrolled'
  const latest = Math.max(...running.map(({ since }) => since.getTime()))
  if (own.some(({ since }) => since.getTime() === latest)) return 'current'
  return sharesWithProviders(abilityToShare) ? 'shared' : 'notShared'
}

export interface BasisOfLearner {
  readonly learnerId: string
  readonly givenName: string
  readonly familyName: string
  readonly basis: ProviderBasis
}

/** The transaction needs `providerFor` the learner: only one whom its own enrolments name may be asked for. */
export async function basisFor(
  tx: Reader,
  organisationId: string,
  learnerId: string,
): Promise<BasisOfLearner | undefined> {
  const [learner, enrolments] = await Promise.all([
    tx.sql
      .selectFrom('learner')
      .select(['given_name', 'family_name', 'ability_to_share'])
      .where(listed([learnerId], 'learner_id'))
      .executeTakeFirst(),
    tx.sql
      .selectFrom('enrolment_of_learner')
      .select(['organisation_id as organisationId', 'since', 'ended_at as endedAt'])
      .where(listed([learnerId], 'learner_id'))
      .execute(),
  ])
  if (!learner) return undefined
  return {
    learnerId,
    givenName: learner.given_name,
    familyName: learner.family_name,
    basis: providerBasis(organisationId, enrolments, learner.ability_to_share),
  }
}
