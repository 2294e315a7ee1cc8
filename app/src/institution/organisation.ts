import { sql } from 'kysely'
import { notFound } from '../errors.ts'
import type { Role } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'
import type { OrganisationKind, Purpose, StatementKind } from './tables.ts'
import './tables.ts'

export type { OrganisationKind, StatementKind } from './tables.ts'

export const organisationKinds: readonly OrganisationKind[] = [
  'awardingOrganisation',
  'school',
  'college',
  'university',
  'employer',
  'adviceService',
  'operator',
]
export const statementKinds: readonly StatementKind[] = ['result', 'award', 'module', 'activity']
/** Those that know their learners in person: they register them and confirm claims. */
export const providerKinds: readonly OrganisationKind[] = ['school', 'college', 'university']
export const roles: readonly Role[] = [
  'administrator',
  'registrar',
  'examsOfficer',
  'tutor',
  'adviser',
  'admissions',
  'recruiter',
]

export interface Organisation {
  readonly organisationId: string
  readonly ukprn: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly did: string | null
  readonly closedAt: Date | null
  /** Until two operators confirm it again: the register of providers says something else than before. */
  readonly suspendedAt: Date | null
  /** What it has been admitted to attest, now. */
  readonly mayAttest: readonly StatementKind[]
  /** For what it may look learners up, now. */
  readonly purposes: readonly Purpose[]
}

/** Organisations are public reference: anybody may know that one exists and what it was admitted for. */
export async function listOrganisations(
  tx: Reader,
  { ids, kinds }: { ids?: readonly string[]; kinds?: readonly OrganisationKind[] } = {},
): Promise<Organisation[]> {
  if (ids?.length === 0) return []
  const rows = await tx.sql
    .selectFrom('organisation')
    .leftJoin('admission', (join) =>
      join
        .onRef('admission.organisation_id', '=', 'organisation.organisation_id')
        .on('admission.ended_at', 'is', null),
    )
    .select(['organisation.organisation_id', 'ukprn', 'name', 'kind', 'did', 'closed_at', 'suspended_at'])
    .select('statement_kind')
    .select(
      sql<Purpose[]>`array(select stated.purpose from stated_purpose stated
        where stated.organisation_id = organisation.organisation_id and stated.ended_at is null
        order by stated.purpose)`.as('purposes'),
    )
    .$if(ids !== undefined, (query) => query.where('organisation.organisation_id', 'in', [...(ids ?? [])]))
    .$if(kinds !== undefined, (query) =>
      query.where('kind', 'in', [...(kinds ?? [])]).where('closed_at', 'is', null),
    )
    .orderBy('name')
    .orderBy('statement_kind')
    .execute()
  const found = new Map<string, Organisation & { mayAttest: StatementKind[] }>()
  for (const row of rows) {
    const known = found.get(row.organisation_id) ?? {
      organisationId: row.organisation_id,
      ukprn: row.ukprn,
      name: row.name,
      kind: row.kind,
      did: row.did,
      closedAt: row.closed_at,
      suspendedAt: row.suspended_at,
      mayAttest: [],
      purposes: row.purposes,
    }
    if (row.statement_kind) known.mayAttest.push(row.statement_kind)
    found.set(row.organisation_id, known)
  }
  return [...found.values()]
}

export async function organisationById(tx: Reader, organisationId: string): Promise<Organisation> {
  const [organisation] = await listOrganisations(tx, { ids: [organisationId] })
  return organisation ?? notFound('organisation')
}
