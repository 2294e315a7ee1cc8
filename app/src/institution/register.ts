import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'
import { listMembers } from './membership-store.ts'
import { ensureOperating, handOf } from './operating.ts'
import { listOrganisations, type OrganisationKind, type StatementKind } from './organisation.ts'
import { type Provider, providerOf } from './provider-register.ts'
import type { ProposedWhat, Purpose } from './tables.ts'
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
  readonly suspendedAt: Date | null
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

export interface WaitingProposal {
  readonly organisationId: string
  readonly proposalId: string
  readonly what: ProposedWhat
  readonly kind: string
  readonly proposerName: string
  /** Whoever asks has proposed it: somebody else confirms. */
  readonly isOwn: boolean
  readonly reason: string | null
  readonly proposedAt: Date
}

/** One of them as operators look at it, with what the register of providers says of it. */
export interface RegisteredInFull extends Registered {
  readonly administrators: number
  readonly invitedUntil: Date | undefined
  readonly provider: Provider | undefined
  readonly registerSaid: { readonly name: string; readonly owner: string } | undefined
  readonly purposes: readonly { readonly purpose: Purpose; readonly since: Date }[]
  readonly waiting: readonly WaitingProposal[]
}

/** One of them, and whether somebody administers it or was asked to; not who. */
export async function readRegistered(
  app: App,
  actor: Actor,
  organisationId: string,
): Promise<RegisteredInFull> {
  ensureOperating(actor)
  return app.db.read({ organisation: organisationId }, async (tx) => {
    const rows = await tx.sql
      .selectFrom('organisation')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .execute()
    const [row = notFound('organisation')] = rows
    const [registered = notFound('organisation')] = await withAdmissions(tx, rows)
    const purposes = await tx.sql
      .selectFrom('stated_purpose')
      .select(['purpose', 'since'])
      .where('organisation_id', '=', organisationId)
      .where('ended_at', 'is', null)
      .orderBy('since')
      .orderBy('purpose')
      .execute()
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
      ...registered,
      provider: await providerOf(tx, row.ukprn),
      registerSaid:
        row.register_name === null || row.register_owner === null
          ? undefined
          : { name: row.register_name, owner: row.register_owner },
      purposes,
      waiting: await readWaiting(tx, actor, organisationId),
      administrators: members.filter(({ role }) => role === 'administrator').length,
      invitedUntil: invited?.expires_at,
    }
  })
}

/** What waits for a second operator, at all organisations; the longest first. */
export async function waitingProposals(
  app: App,
  actor: Actor,
): Promise<(WaitingProposal & { organisationName: string })[]> {
  ensureOperating(actor)
  return app.db.read({ operator: true }, async (tx) => {
    const waiting = await readWaiting(tx, actor)
    const names = await listOrganisations(tx, { ids: waiting.map(({ organisationId }) => organisationId) })
    return waiting.map((proposal) => ({
      ...proposal,
      organisationName:
        names.find(({ organisationId }) => organisationId === proposal.organisationId)?.name ?? '',
    }))
  })
}

async function readWaiting(tx: Reader, actor: Actor, organisationId?: string): Promise<WaitingProposal[]> {
  const rows = await tx.sql
    .selectFrom('proposal')
    .selectAll()
    .where('answer', 'is', null)
    .$if(organisationId !== undefined, (query) => query.where('organisation_id', '=', organisationId ?? ''))
    .orderBy('proposed_at')
    .orderBy('proposal_id')
    .limit(registerPage)
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    proposalId: row.proposal_id,
    what: row.what,
    kind: row.kind,
    proposerName: row.proposer_name,
    isOwn: row.proposer === handOf(actor),
    reason: row.reason,
    proposedAt: row.proposed_at,
  }))
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
  readonly suspended_at: Date | null
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
    suspendedAt: row.suspended_at,
    admissions: admissions
      .filter((each) => each.organisation_id === row.organisation_id)
      .map(({ kind, since, endedAt }) => ({ kind, since, endedAt })),
  }))
}
