import type { App } from '../app.ts'
import { type Action, recordEvent } from '../audit/record-event.ts'
import { conflict, forbidden, notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { ensureOperating, handOf } from './operating.ts'
import { organisationById, type StatementKind } from './organisation.ts'
import type { Purpose } from './purposes.ts'
import { ensureRegistered } from './provider-register.ts'
import type { ProposedWhat } from './tables.ts'

/** What one operator proposes that an organisation may do; nothing of it holds before another confirms. */
export type Proposal =
  | { readonly what: 'statement'; readonly kind: StatementKind; readonly reason?: string }
  | { readonly what: 'purpose'; readonly kind: Purpose; readonly reason?: string }
  /** That it is still what it was, after the register of providers had changed. */
  | { readonly what: 'standing'; readonly reason?: string }

export async function propose(
  app: App,
  actor: Actor,
  organisationId: string,
  proposal: Proposal,
): Promise<{ proposalId: string }> {
  ensureOperating(actor)
  return app.db.write({ organisation: organisationId }, (tx) =>
    proposeIn(app, tx, actor, organisationId, proposal),
  )
}

/** The same within the entering of an organisation. */
export async function proposeIn(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  proposal: Proposal,
  /** Of the form: where it stands what is wrong with the number. */
  field = 'proposal',
): Promise<{ proposalId: string }> {
  const by = ensureOperating(actor)
  const organisation = await organisationById(tx, organisationId)
  if (organisation.closedAt !== null) conflict('institution.closedAlready')
  const kind = proposal.what === 'standing' ? '' : proposal.kind
  await ensureNeeded(tx, organisationId, proposal.what, kind)
  const reason = (await ensureRegistered(tx, organisation, proposal.reason, field)) ?? null
  const at = app.now()
  const proposalId = newId(at.getTime())
  const made = await tx.sql
    .insertInto('proposal')
    .values({
      organisation_id: organisationId,
      proposal_id: proposalId,
      what: proposal.what,
      kind,
      proposer: handOf(actor),
      proposer_name: by,
      reason,
      proposed_at: at,
      answer: null,
      answered_by_name: null,
      answered_at: null,
    })
    .onConflict((same) => same.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 0n) conflict('institution.proposedAlready')
  await tell(app, tx, actor, organisationId, 'organisation.proposed', { what: proposal.what, kind })
  return { proposalId }
}

/** The other of the two: never who proposed it. The register is looked at again. */
export async function confirmProposal(
  app: App,
  actor: Actor,
  organisationId: string,
  proposalId: string,
): Promise<void> {
  const by = ensureOperating(actor)
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const { what, kind, proposer, proposer_name, reason } = await lockOpen(tx, organisationId, proposalId)
    if (proposer === handOf(actor)) forbidden('institution.sameHand')
    const organisation = await organisationById(tx, organisationId)
    if (organisation.closedAt !== null) conflict('institution.closedAlready')
    await ensureRegistered(tx, organisation, reason ?? undefined, 'proposal')
    const at = app.now()
    const row = { organisation_id: organisationId, since: at, ended_at: null }
    if (what === 'statement') {
      const statement = { statement_kind: kind as StatementKind, proposed_by: proposer_name, admitted_by: by }
      await tx.sql
        .insertInto('admission')
        .values({ ...row, ...statement })
        .execute()
    } else if (what === 'purpose') {
      await tx.sql
        .insertInto('stated_purpose')
        .values({ ...row, purpose: kind as Purpose })
        .execute()
    }
    await rememberRegister(tx, organisationId, organisation.ukprn, what === 'standing')
    await answer(tx, organisationId, proposalId, 'confirmed', by, at)
    await tell(app, tx, actor, organisationId, confirmed[what], { kind })
  })
}

/** Any operator may, who proposed it too. */
export async function refuseProposal(
  app: App,
  actor: Actor,
  organisationId: string,
  proposalId: string,
): Promise<void> {
  const by = ensureOperating(actor)
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const { what, kind } = await lockOpen(tx, organisationId, proposalId)
    await answer(tx, organisationId, proposalId, 'refused', by, app.now())
    await tell(app, tx, actor, organisationId, 'organisation.proposalRefused', { what, kind })
  })
}

const confirmed: Record<ProposedWhat, Action> = {
  statement: 'organisation.admitted',
  purpose: 'organisation.purposeStated',
  standing: 'organisation.resumed',
}

async function ensureNeeded(tx: Writer, organisationId: string, what: ProposedWhat, kind: string) {
  const { mayAttest, purposes, suspendedAt } = await organisationById(tx, organisationId)
  if (what === 'standing') {
    if (suspendedAt === null) conflict('institution.notSuspended')
    return
  }
  // While it is suspended, that comes first.
  if (suspendedAt !== null) conflict('institution.suspendedFirst')
  const has: readonly string[] = what === 'statement' ? mayAttest : purposes
  if (has.includes(kind)) conflict('institution.admittedAlready')
}

async function lockOpen(tx: Writer, organisationId: string, proposalId: string) {
  const proposal = await tx.sql
    .selectFrom('proposal')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('proposal_id', '=', proposalId)
    .forUpdate()
    .executeTakeFirst()
  if (!proposal) notFound('proposal')
  if (proposal.answer !== null) conflict('institution.proposalAnswered')
  return proposal
}

async function answer(
  tx: Writer,
  organisationId: string,
  proposalId: string,
  said: 'confirmed' | 'refused',
  by: string,
  at: Date,
): Promise<void> {
  await tx.sql
    .updateTable('proposal')
    .set({ answer: said, answered_by_name: by, answered_at: at })
    .where('organisation_id', '=', organisationId)
    .where('proposal_id', '=', proposalId)
    .execute()
}

/** What two operators looked at: another name or owner in the register suspends it. */
async function rememberRegister(
  tx: Writer,
  organisationId: string,
  ukprn: string,
  resumes: boolean,
): Promise<void> {
  const provider = await tx.sql
    .selectFrom('provider')
    .select(['name', 'owner'])
    .where('ukprn', '=', ukprn)
    .executeTakeFirstOrThrow()
  await tx.sql
    .updateTable('organisation')
    .set({ register_name: provider.name, register_owner: provider.owner })
    .$if(resumes, (query) => query.set({ suspended_at: null }))
    .where('organisation_id', '=', organisationId)
    .execute()
}

async function tell(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  action: Action,
  detail: Record<string, string>,
): Promise<void> {
  await recordEvent(tx, actor, {
    action,
    about: [organisationId],
    permission: actor.kind === 'system' ? 'system' : 'operator',
    organisationId,
    thing: { kind: 'organisation', id: organisationId },
    detail,
    at: app.now(),
  })
}
