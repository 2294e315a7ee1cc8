import type { ColumnType } from 'kysely'
import type { Scope } from './scope.ts'

export interface AccessGrantTable {
  owner_id: string
  grant_id: string
  audience: 'link' | 'person' | 'organisation'
  /** Of a person: the party that their address stands for (`party.ts`). */
  audience_id: string | null
  recipient: string
  purpose: string
  page_id: string | null
  scope: ColumnType<Scope, string, string>
  may_download: boolean
  starts_at: Date
  ends_at: Date
  stopped_at: Date | null
  created_at: Date
}

export interface GrantKeyTable {
  token_hash: string
  owner_id: string
  grant_id: string
  replaced_at: Date | null
}

export interface GrantOfPartyTable {
  party_id: string
  owner_id: string
  grant_id: string
  ends_at: Date
  stopped_at: Date | null
}

export interface OpeningTable {
  owner_id: string
  grant_id: string
  opening_id: string
  visitor_hash: string
  shown_digest: string
  page_version: number
  shown: ColumnType<Shown, string, never>
  person_id: string | null
  organisation_id: string | null
  viewer_name: string | null
  first_at: Date
  last_at: Date
  looks: number
}

/** What an opening showed: ids and versions, never content. */
export interface Shown {
  readonly items: Readonly<Record<string, string>>
  readonly events: Readonly<Record<string, string>>
}

export interface CopyTakenTable {
  owner_id: string
  grant_id: string
  copy_id: string
  opening_id: string
  digest: string
  taken_at: Date
}

declare module '../platform/db.ts' {
  interface Tables {
    access_grant: AccessGrantTable
    grant_key: GrantKeyTable
    grant_of_party: GrantOfPartyTable
    opening: OpeningTable
    copy_taken: CopyTakenTable
  }
}
