import type { ColumnType } from 'kysely'
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

export interface OrganisationTable {
  organisation_id: string
  ukprn: string
  name: string
  kind: OrganisationKind
  did: string | null
  email_domains: ColumnType<string[], readonly string[], readonly string[]>
  created_at: Date
  closed_at: Date | null
}

export interface AdmissionTable {
  organisation_id: string
  statement_kind: StatementKind
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
  }
}
