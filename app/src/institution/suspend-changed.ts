import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import './tables.ts'

/**
 * Whoever is let in under one name must not go on under another, or for another owner: what the register says of an
 * organisation is compared with what two operators saw when they last confirmed it. Gives the names of those that are
 * suspended by this.
 */
export async function suspendChanged(app: App, tx: Writer, actor: Actor): Promise<string[]> {
  const changed = await tx.sql
    .selectFrom('organisation')
    .innerJoin('provider', 'provider.ukprn', 'organisation.ukprn')
    .select(['organisation_id as organisationId', 'organisation.name'])
    .where('closed_at', 'is', null)
    .where('suspended_at', 'is', null)
    .where('register_name', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('provider.name', '<>', eb.ref('register_name')),
        eb('provider.owner', '<>', eb.ref('register_owner')),
        eb('provider.status', '<>', 'active'),
      ]),
    )
    .orderBy('organisation.name')
    .execute()
  const at = app.now()
  for (const { organisationId } of changed) {
    await tx.raise({ organisation: organisationId })
    await tx.sql
      .updateTable('organisation')
      .set({ suspended_at: at })
      .where('organisation_id', '=', organisationId)
      .execute()
    await recordEvent(tx, actor, {
      action: 'organisation.suspended',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'operator',
      organisationId,
      thing: { kind: 'organisation', id: organisationId },
      at,
    })
  }
  return changed.map(({ name }) => name)
}
