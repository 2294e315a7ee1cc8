import type { Role } from '../identity/actor.ts'
import type { OrganisationKind } from '../institution/organisation.ts'

/**
 * Who may see a learner's record besides the learner: every basis, on one page. `docs/legal-bases.md` says the same in
 * words. The conditions themselves are in `visible.ts` and behind it in the policies.
 *
 * - *Own*: the person who owns the learner sees all that was released.
 * - *Issuer*: an organisation sees the rows that it issued, before their release too.
 * - *Provider*: a school, college or university at which the learner is enrolled now, by `providerReaders`, for a
 *   purpose that is said first. Another than the latest one only if the learner lets several see (`ability_to_share`).
 *   It ends with the enrolment. Sensitive lines are not shown.
 * - *Grant*: what the learner chose to show, by `grantReaders`, until it ends or is stopped.
 */

/** Whose work needs the record of a learner whom the organisation teaches. */
export const providerReaders: readonly Role[] = ['registrar', 'tutor', 'adviser']

const educators: readonly Role[] = ['registrar', 'tutor', 'adviser', 'admissions']

/** Who opens what a learner shares with an organisation, by what the organisation is. */
export const grantReaders: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  school: educators,
  college: educators,
  university: educators,
  adviceService: ['adviser'],
  employer: ['recruiter'],
  awardingOrganisation: [],
  operator: [],
}

/** Nobody can be made to show everything (design §3.13): it goes to these alone, never to an employer or a link. */
export const everythingGoesTo: readonly OrganisationKind[] = [
  'school',
  'college',
  'university',
  'adviceService',
]

/** The flag with which the learner lets more than one provider see: 1 is yes; 0, who read no notice yet, counts as 2. */
export const sharesWithProviders = (abilityToShare: number): boolean => abilityToShare === 1

/** Shown to nobody by default, and outside every rule: only line by line, where the learner picks it. */
export function isSensitive({ restriction }: { readonly restriction: number }): boolean {
  return restriction !== 0
}
