import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { conflict } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { endMembershipsOf } from './membership-store.ts'
import { ensureOperating } from './operating.ts'
import { organisationById } from './organisation.ts'

/** It attests nothing more and nobody acts for it; what it attested stays. */
export async function closeOrganisation(app: App, actor: Actor, organisationId: string): Promise<void> {
  ensureOperating(actor)
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const { closedAt } = await organisationById(tx, organisationId)
    if (closedAt !== null) conflict('institution.closedAlready')
    const at = app.now()
    await tx.sql
      .updateTable('organisation')
      .set({ closed_at: at })
      .where('organisation_id', '=', organisationId)
      .execute()
    await tx.sql
      .updateTable('admission')
      .set({ ended_at: at })
      .where('organisation_id', '=', organisationId)
      .where('ended_at', 'is', null)
      .execute()
    await tx.sql
      .updateTable('invitation')
      .set({ answer: 'withdrawn', answered_at: at })
      .where('organisation_id', '=', organisationId)
      .where('answer', 'is', null)
      .execute()
    const members = await endMembershipsOf(tx, organisationId, at)
    await recordEvent(tx, actor, {
      action: 'organisation.closed',
      about: [organisationId, ...members],
      permission: actor.kind === 'system' ? 'system' : 'operator',
      organisationId,
      thing: { kind: 'organisation', id: organisationId },
      at,
    })
  })
}
