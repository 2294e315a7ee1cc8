export interface PersonTable {
  person_id: string
  birth_date: string
  language: string
  theme: string
  text_size: string
  created_at: Date
}

export interface PersonNameTable {
  person_id: string
  given_name: string
  family_name: string
  known_as: string | null
}

export interface OperatorTable {
  person_id: string
  since: Date
}

export type AddressPurpose = 'signIn' | 'recovery'

export interface EmailAddressTable {
  person_id: string
  address: string
  purpose: AddressPurpose
  organisation_id: string | null
  confirmed_at: Date | null
  added_at: Date
}

export interface EmailKeyTable {
  address: string
  person_id: string
  purpose: AddressPurpose
}

export interface SignUpTable {
  token_hash: string
  address: string
  password_hash: string
  given_name: string
  family_name: string
  birth_date: string
  language: string
  /** Of the cookie of the browser that asked. */
  browser_hash: string | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface PasswordTable {
  person_id: string
  hash: string
  changed_at: Date
}

export interface SessionTable {
  token_hash: string
  session_id: string
  person_id: string
  signed_in_with: string
  device: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  ended_at: Date | null
}

export type TokenPurpose = 'confirmAddress' | 'resetPassword' | 'recover' | 'cancelRecovery'

export interface OneTimeTokenTable {
  token_hash: string
  person_id: string
  purpose: TokenPurpose
  address: string | null
  request_id: string | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface RecoveryCodeTable {
  person_id: string
  code_hash: string
  created_at: Date
  used_at: Date | null
}

export interface RecoveryRequestTable {
  person_id: string
  request_id: string
  requested_by: string
  new_address: string
  reason: string
  requested_at: Date
  effective_at: Date
  cancelled_at: Date | null
  done_at: Date | null
}

export interface ApiTokenTable {
  token_hash: string
  token_id: string
  person_id: string
  label: string
  scopes: string[]
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
}

declare module '../platform/db.ts' {
  interface Tables {
    person: PersonTable
    person_name: PersonNameTable
    operator: OperatorTable
    email_address: EmailAddressTable
    email_key: EmailKeyTable
    sign_up: SignUpTable
    password: PasswordTable
    session: SessionTable
    one_time_token: OneTimeTokenTable
    recovery_code: RecoveryCodeTable
    recovery_request: RecoveryRequestTable
    api_token: ApiTokenTable
  }
}
