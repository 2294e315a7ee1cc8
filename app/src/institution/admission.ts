import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { forbidden, notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'
import { ensureOperating } from './operating.ts'
import { organisationById, type StatementKind } from './organisation.ts'

/** An organisation attests only what two operators have admitted it for (design §3.14), and nothing while suspended. */
export async function ensureAdmitted(tx: Reader, organisationId: string, kind: StatementKind): Promise<void> {
  const { closedAt, suspendedAt, mayAttest } = await organisationById(tx, organisationId)
  if (suspendedAt !== null) forbidden('institution.suspended')
  if (closedAt !== null || !mayAttest.includes(kind)) forbidden('institution.notAdmitted')
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
