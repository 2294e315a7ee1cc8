import type { ColumnType } from 'kysely'
import type { Standing } from './wallet/credential.ts'

export interface OrganisationKeyTable {
  organisation_id: string
  /** The verification method as it stands in the DID document: the DID, `#`, the public key. */
  key_id: string
  public_key_multibase: string
  created_at: Date
  retired_at: Date | null
  compromised_at: Date | null
}

export interface OrganisationPrivateKeyTable {
  organisation_id: string
  key_id: string
  wrapped_key: Buffer
}

export interface CredentialTable {
  learner_id: string
  event_id: string
  version: number
  grant_id: string
  credential_id: string
  issuer_id: string
  document: string
  seal: string
  status_list_id: string
  status_index: number
  issued_at: Date
  revoked_at: Date | null
}

export interface StatusListTable {
  issuer_id: string
  status_list_id: string
  /** Where it was said to be when it was made; credentials repeat it, so it never changes. */
  url: string
  purpose: 'revocation' | 'suspension'
  bits: Buffer
  revision: number
  updated_at: ColumnType<Date, Date, Date>
}

export interface StatusEntryTable {
  issuer_id: string
  status_list_id: string
  status_index: number
}

export interface WalletCredentialTable {
  owner_id: string
  credential_id: string
  sha256: string
  media_type: string
  title: string
  issuer_name: string
  standing: Standing
  checked_at: Date
  added_at: Date
  deleted_at: Date | null
}

declare module '../platform/db.ts' {
  interface Tables {
    organisation_key: OrganisationKeyTable
    organisation_private_key: OrganisationPrivateKeyTable
    credential: CredentialTable
    status_list: StatusListTable
    status_entry: StatusEntryTable
    wallet_credential: WalletCredentialTable
  }
}
