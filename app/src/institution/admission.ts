import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { conflict, forbidden, notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Reader, Writer } from '../platform/db.ts'
import { ensureOperating } from './operating.ts'
import { organisationById, type StatementKind } from './organisation.ts'

/** An organisation attests only what an operator has admitted it for (design §3.14). */
export async function ensureAdmitted(tx: Reader, organisationId: string, kind: StatementKind): Promise<void> {
  const { closedAt, mayAttest } = await organisationById(tx, organisationId)
  if (closedAt !== null || !mayAttest.includes(kind)) forbidden('institution.notAdmitted')
}

export async function admitOrganisation(
  app: App,
  actor: Actor,
  organisationId: string,
  kind: StatementKind,
): Promise<void> {
  const by = ensureOperating(actor)
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const { closedAt, mayAttest } = await organisationById(tx, organisationId)
    if (closedAt !== null) conflict('institution.closedAlready')
    if (mayAttest.includes(kind)) conflict('institution.admittedAlready')
    await admit(app, tx, actor, { organisationId, kind, by })
  })
}

export async function admit(
  app: App,
  tx: Writer,
  actor: Actor,
  { organisationId, kind, by }: { organisationId: string; kind: StatementKind; by: string },
): Promise<void> {
  await tx.sql
    .insertInto('admission')
    .values({
      organisation_id: organisationId,
      statement_kind: kind,
      proposed_by: by,
      admitted_by: by,
      since: app.now(),
      ended_at: null,
    })
    .execute()
  await recordEvent(tx, actor, {
    action: 'organisation.admitted',
    about: [organisationId],
    permission: actor.kind === 'system' ? 'system' : 'operator',
    organisationId,
    thing: { kind: 'organisation', id: organisationId },
    detail: { kind },
    at: app.now(),
  })
}

/** From now on it attests nothing more of this kind; what it attested before keeps its standing in time. */
export async function endAdmission(
  app: App,
  actor: Actor,
  organisationId: string,
  kind: StatementKind,
): Promise<void> {
  ensureOperating(actor)
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const { numUpdatedRows } = await tx.sql
      .updateTable('admission')
      .set({ ended_at: app.now() })
      .where('organisation_id', '=', organisationId)
      .where('statement_kind', '=', kind)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) notFound('admission')
    await recordEvent(tx, actor, {
      action: 'organisation.admissionEnded',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'operator',
      organisationId,
      thing: { kind: 'organisation', id: organisationId },
      detail: { kind },
      at: app.now(),
    })
  })
}
