import { sql } from 'kysely'
import type { Content } from './results/content.ts'
import type { Change } from './tables.ts'

/** What one version of a result says, and what it is a version of. */
export interface VersionContent extends Content {
  readonly eventId: string
  readonly version: number
  readonly change: Change
  readonly reason: string | null
  readonly awardYear: number
  /** Under which the issuer loaded it: a ULN, a UCI, or centre/candidate. */
  readonly identifier: string
  readonly loadedAt: Date
}

/** Its columns, of `learning_event as event` joined with its `specification`. */
export const versionContent = [
  'event.event_id as eventId',
  'event.version',
  'event.change',
  'event.reason',
  'event.award_year as awardYear',
  'event.identifier',
  'event.loaded_at as loadedAt',
  'event.grade',
  'event.award_date as awardDate',
  sql<string | null>`lpad(event.centre::text, 5, '0')`.as('centre'),
  sql<string | null>`event.provider_ukprn::text`.as('providerUkprn'),
  'specification.qualification_number as qualificationNumber',
  'specification.component',
  'specification.title',
  'specification.qualification_type as qualificationType',
  'specification.level',
  'specification.credits',
  'specification.grading_scheme as gradingScheme',
  'specification.series',
  'specification.assessment_language as assessmentLanguage',
  'specification.status',
  'specification.source',
  'specification.collection_type as collectionType',
  'specification.return_number as returnNumber',
  'specification.restriction',
  sql<string | null>`specification.awarding_ukprn::text`.as('awardingUkprn'),
  'specification.awarding_name as awardingName',
  'specification.participation_start as participationStart',
  'specification.participation_end as participationEnd',
] as const
