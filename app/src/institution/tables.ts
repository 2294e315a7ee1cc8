import type { ColumnType, Generated } from 'kysely'
import type { Role } from '../identity/actor.ts'

export type OrganisationKind =
  | 'awardingOrganisation'
  | 'school'
  | 'college'
  | 'university'
  | 'employer'
  | 'adviceService'
  | 'operator'

export type StatementKind = 'result' | 'award' | 'module' | 'activity'

/** Whether the register of providers still lists it as one that works. */
export type ProviderStatus = 'active' | 'inactive'

/** For what an organisation may look learners up. To check somebody's age is not one and cannot become one. */
export type Purpose = 'teaching' | 'enrolling' | 'examining' | 'advising' | 'admitting' | 'funding'

/** What is proposed: a kind of statement, a purpose, or the organisation's standing after the register changed. */
export type ProposedWhat = 'statement' | 'purpose' | 'standing'

export interface OrganisationTable {
  organisation_id: string
  ukprn: string
  name: string
  kind: OrganisationKind
  did: string | null
  email_domains: ColumnType<string[], readonly string[], readonly string[]>
  created_at: Date
  closed_at: Date | null
  suspended_at: Generated<Date | null>
  register_name: Generated<string | null>
  register_owner: Generated<string | null>
}

export interface ProviderTable {
  ukprn: string
  name: string
  owner: string
  status: ProviderStatus
  read_at: Date
}

export interface ProposalTable {
  organisation_id: string
  proposal_id: string
  what: ProposedWhat
  kind: string
  proposer: string
  proposer_name: string
  reason: string | null
  proposed_at: Date
  answer: 'confirmed' | 'refused' | null
  answered_by_name: string | null
  answered_at: Date | null
}

export interface StatedPurposeTable {
  organisation_id: string
  purpose: Purpose
  since: Date
  ended_at: Date | null
}

export interface AdmissionTable {
  organisation_id: string
  statement_kind: StatementKind
  proposed_by: string
  admitted_by: string
  since: Date
  ended_at: Date | null
}

export interface MembershipTable {
  organisation_id: string
  membership_id: string
  person_id: string
  person_name: string
  role: Role
  since: Date
  ended_at: Date | null
}

export interface MembershipOfPersonTable {
  person_id: string
  organisation_id: string
  membership_id: string
  role: Role
  ended_at: Date | null
}

export interface InvitationTable {
  organisation_id: string
  invitation_id: string
  address: string
  role: Role
  invited_by: string | null
  invited_at: Date
  expires_at: Date
  answer: 'accepted' | 'declined' | 'withdrawn' | null
  answered_at: Date | null
}

declare module '../platform/db.ts' {
  interface Tables {
    organisation: OrganisationTable
    admission: AdmissionTable
    membership: MembershipTable
    membership_of_person: MembershipOfPersonTable
    invitation: InvitationTable
    provider: ProviderTable
    proposal: ProposalTable
    stated_purpose: StatedPurposeTable
  }
}
