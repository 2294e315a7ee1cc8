import type { OrganisationKind } from '../../institution/organisation.ts'
import type { Source } from './content.ts'

/** Whose data a file is, by who sends it: a college's is its further education return, a school's the schools' data. */
export function sourceOf(kind: OrganisationKind): Source {
  if (kind === 'college') return 'ILR'
  return kind === 'school' ? 'NPD' : 'AO'
}
