import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'
import { listMembers } from './membership-store.ts'
import { ensureOperating } from './operating.ts'
import type { OrganisationKind, StatementKind } from './organisation.ts'
import './tables.ts'

/** What an organisation has been admitted to attest; over when `endedAt` is set. */
export interface Admission {
  readonly kind: StatementKind
  readonly since: Date
  readonly endedAt: Date | null
}

/** One organisation as operators keep it. Nothing of it is personal. */
export interface Registered {
  readonly organisationId: string
  readonly ukprn: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly did: string | null
  readonly emailDomains: readonly string[]
  readonly createdAt: Date
  readonly closedAt: Date | null
  readonly admissions: readonly Admission[]
}

/** How many stand on one page. */
export const registerPage = 100

/** The register by name, a page at a time, all of it or what a name or number begins with. */
export async function readRegister(
  app: App,
  actor: Actor,
  { find = '', after }: { find?: string; after?: string } = {},
): Promise<{ organisations: Registered[]; next: string | undefined }> {
  ensureOperating(actor)
  return app.db.read({}, async (tx) => {
    const last = after === undefined ? undefined : ((await nameOf(tx, after)) ?? notFound('organisation'))
    const begins = `${find.replace(/[\\%_]/g, '\\$&')}%`
    const rows = await tx.sql
      .selectFrom('organisation')
      .selectAll()
      .$if(find !== '', (query) =>
        query.where((eb) => eb.or([eb('name', 'ilike', begins), eb('ukprn', 'like', begins)])),
      )
      .$if(last !== undefined, (query) =>
        query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('name', 'organisation_id'), '>', tuple(last ?? '', after ?? '')),
        ),
      )
      .orderBy('name')
      .orderBy('organisation_id')
      .limit(registerPage + 1)
      .execute()
    const organisations = await withAdmissions(tx, rows.slice(0, registerPage))
    const next = rows.length > registerPage ? organisations.at(-1)?.organisationId : undefined
    return { organisations, next }
  })
}

/** One of them, and whether somebody administers it or was asked to; not who. */
export async function readRegistered(
  app: App,
  actor: Actor,
  organisationId: string,
): Promise<Registered & { administrators: number; invitedUntil: Date | undefined }> {
  ensureOperating(actor)
  return app.db.read({ organisation: organisationId }, async (tx) => {
    const rows = await tx.sql
      .selectFrom('organisation')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .execute()
    const [registered] = await withAdmissions(tx, rows)
    const members = await listMembers(tx, organisationId)
    const invited = await tx.sql
      .selectFrom('invitation')
      .select('expires_at')
      .where('organisation_id', '=', organisationId)
      .where('role', '=', 'administrator')
      .where('answer', 'is', null)
      .where('expires_at', '>', app.now())
      .orderBy('expires_at', 'desc')
      .executeTakeFirst()
    return {
      ...(registered ?? notFound('organisation')),
      administrators: members.filter(({ role }) => role === 'administrator').length,
      invitedUntil: invited?.expires_at,
    }
  })
}

async function nameOf(tx: Reader, organisationId: string): Promise<string | undefined> {
  const row = await tx.sql
    .selectFrom('organisation')
    .select('name')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row?.name
}

interface OrganisationRow {
  readonly organisation_id: string
  readonly ukprn: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly did: string | null
  readonly email_domains: string[]
  readonly created_at: Date
  readonly closed_at: Date | null
}

async function withAdmissions(tx: Reader, rows: readonly OrganisationRow[]): Promise<Registered[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.organisation_id)
  const admissions = await tx.sql
    .selectFrom('admission')
    .select(['organisation_id', 'statement_kind as kind', 'since', 'ended_at as endedAt'])
    .where('organisation_id', 'in', ids)
    .orderBy('since')
    .orderBy('statement_kind')
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    ukprn: row.ukprn,
    name: row.name,
    kind: row.kind,
    did: row.did,
    emailDomains: row.email_domains,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    admissions: admissions
      .filter((each) => each.organisation_id === row.organisation_id)
      .map(({ kind, since, endedAt }) => ({ kind, since, endedAt })),
  }))
}
