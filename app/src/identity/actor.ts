import type { Language } from '../words.ts'

/** What a membership lets a person do for an organisation. `design.md` §1: the five kinds of user. */
export type Role =
  | 'administrator'
  | 'registrar'
  | 'examsOfficer'
  | 'tutor'
  | 'adviser'
  | 'admissions'
  | 'recruiter'

export interface ActingRole {
  readonly organisationId: string
  readonly organisationName: string
  readonly role: Role
  /** The organisation is suspended: only its administrator sees its pages until operators confirm it again. */
  readonly isSuspended: boolean
}

/** Somebody signed in, by session cookie or by bearer token. */
export interface PersonActor {
  readonly kind: 'person'
  readonly personId: string
  readonly name: string
  /** `YYYY-MM-DD`: the rules for children follow from it. */
  readonly birthDate: string
  readonly language: Language
  /** The register's learners that this person has claimed: a merged person has several. */
  readonly learnerIds: readonly string[]
  readonly roles: readonly ActingRole[]
  readonly isOperator: boolean
  /** `all` for a session; a token carries only what it was made for. */
  readonly scopes: 'all' | readonly string[]
  /** The session or token that carries this request. */
  readonly credentialId: string
}

/** Nobody has signed in. */
export interface VisitorActor {
  readonly kind: 'visitor'
  readonly language: Language
}

/** A job or a command of the operator's, named for the audit. */
export interface SystemActor {
  readonly kind: 'system'
  readonly name: string
}

export type Actor = PersonActor | VisitorActor | SystemActor

export const visitor: VisitorActor = { kind: 'visitor', language: 'en' }
