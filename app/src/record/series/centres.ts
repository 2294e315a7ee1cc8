import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureOperating } from '../../institution/operating.ts'
import { organisationById } from '../../institution/organisation.ts'
import './tables.ts'

export interface Centre {
  readonly number: string
  readonly organisationId: string
  readonly organisationName: string
  readonly since: Date
}

/** Which organisation is which centre, as operators keep it: by number. */
export function listCentres(app: App, actor: Actor): Promise<Centre[]> {
  ensureOperating(actor)
  return app.db.read({}, (tx) =>
    tx.sql
      .selectFrom('centre_number')
      .innerJoin('organisation', 'organisation.organisation_id', 'centre_number.organisation_id')
      .select([
        'centre_number.number',
        'centre_number.organisation_id as organisationId',
        'organisation.name as organisationName',
        'centre_number.since',
      ])
      .where('centre_number.ended_at', 'is', null)
      .orderBy('centre_number.number')
      .limit(2000)
      .execute(),
  )
}

/**
 * An operator says that an organisation is the centre of a number: it enters candidates under it, and sees their results
 * from the instant said for centres. A number belongs to one organisation at a time.
 */
export function addCentre(
  app: App,
  actor: Actor,
  { organisationId, number }: { organisationId: string; number: string },
): Promise<void> {
  ensureOperating(actor)
  const refuse = (code: 'invalid' | 'conflict', key: string): never => {
    throw new AppError(code, { problems: [{ field: 'number', key }] })
  }
  if (!/^\d{5}$/.test(number)) refuse('invalid', 'series.centreInvalid')
  return app.db.write({ organisation: organisationId }, async (tx) => {
    const { closedAt } = await organisationById(tx, organisationId)
    if (closedAt !== null) refuse('conflict', 'institution.closedAlready')
    const at = app.now()
    const { numInsertedOrUpdatedRows } = await tx.sql
      .insertInto('centre_number')
      .values({ organisation_id: organisationId, number, since: at, ended_at: null })
      .onConflict((on) => on.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) refuse('conflict', 'series.centreTaken')
    await recordEvent(tx, actor, {
      action: 'centre.added',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'operator',
      organisationId,
      thing: { kind: 'centre' },
      detail: { number },
      at,
    })
  })
}

export function endCentre(
  app: App,
  actor: Actor,
  { organisationId, number }: { organisationId: string; number: string },
): Promise<void> {
  ensureOperating(actor)
  return app.db.write({ organisation: organisationId }, async (tx) => {
    const { numUpdatedRows } = await tx.sql
      .updateTable('centre_number')
      .set({ ended_at: app.now() })
      .where('organisation_id', '=', organisationId)
      .where('number', '=', number)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) notFound('centre number')
    await recordEvent(tx, actor, {
      action: 'centre.ended',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'operator',
      organisationId,
      thing: { kind: 'centre' },
      detail: { number },
      at: app.now(),
    })
  })
}
