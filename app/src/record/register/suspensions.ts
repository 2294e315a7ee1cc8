import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, conflict, invalid, notFound } from '../../errors.ts'
import { ensureOperator } from '../../identity/acting.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import type { LookUpKind, WatchRule } from '../tables.ts'

export interface Suspension {
  readonly suspensionId: string
  readonly rule: WatchRule
  /** One member of staff, or the whole organisation. */
  readonly of: 'person' | 'organisation'
  readonly suspendedAt: Date
  readonly counted: number
  readonly allowed: number
}

/** What stops this member of staff from looking anybody up: their own suspension, or that of all. */
export async function suspensionOf(
  tx: Reader,
  organisationId: string,
  personId: string,
): Promise<Suspension | undefined> {
  const row = await tx.sql
    .selectFrom('look_up_suspension')
    .select(['suspension_id', 'rule', 'person_id', 'suspended_at', 'counted', 'allowed'])
    .where(heldBy(organisationId, 'organisation_id'))
    .where('lifted_at', 'is', null)
    .where((eb) => eb.or([eb('person_id', 'is', null), eb('person_id', '=', personId)]))
    // That of all says more than one's own.
    .orderBy('person_id', (order) => order.asc().nullsFirst())
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      suspensionId: row.suspension_id,
      rule: row.rule,
      of: row.person_id === null ? 'organisation' : 'person',
      suspendedAt: row.suspended_at,
      counted: row.counted,
      allowed: row.allowed,
    }
  )
}

export async function ensureNotSuspended(
  tx: Reader,
  organisationId: string,
  personId: string,
): Promise<void> {
  if (await suspensionOf(tx, organisationId, personId)) {
    throw new AppError('forbidden', { key: 'recordAccess.suspended' })
  }
}

/** The same for whoever may also be a command, which nobody suspends. Before the register is asked, whatever it answers. */
export async function ensureMayLookUp(tx: Reader, organisationId: string, actor: Actor): Promise<void> {
  if (actor.kind === 'person') await ensureNotSuspended(tx, organisationId, actor.personId)
}

export interface WatchedSuspension extends Suspension {
  readonly organisationId: string
  readonly organisationName: string
  readonly learners: number
  /** The reason that one operator gave; another has to agree. */
  readonly reason: string | null
  /** The reader has asked for it themselves, so the other's word is missing. */
  readonly askedByReader: boolean
}

export interface WatchedDay {
  readonly organisationName: string
  readonly day: string
  readonly kind: LookUpKind
  readonly lookUps: number
  readonly learners: number
  readonly missed: number
}

/** For operators: what is suspended, and how much was looked up of late. No name of a learner or of staff is in it. */
export async function watchedLookUps(
  app: App,
  actor: Actor,
): Promise<{ suspensions: WatchedSuspension[]; days: WatchedDay[] }> {
  const person = ensureOperator(actor)
  return app.db.read({ self: [person.personId], operator: true }, async (tx) => {
    const suspensions = await tx.sql
      .selectFrom('look_up_suspension as s')
      .innerJoin('organisation as o', 'o.organisation_id', 's.organisation_id')
      .selectAll('s')
      .select('o.name')
      .where('lifted_at', 'is', null)
      .orderBy('suspended_at')
      .execute()
    const since = new Date(app.now().getTime() - 7 * 86_400_000).toISOString().slice(0, 10)
    const days = await tx.sql
      .selectFrom('look_up_day as d')
      .innerJoin('organisation as o', 'o.organisation_id', 'd.organisation_id')
      .selectAll('d')
      .select('o.name')
      .where('day', '>=', since)
      .orderBy('day', 'desc')
      .orderBy('look_ups', 'desc')
      .limit(100)
      .execute()
    return {
      suspensions: suspensions.map((row) => ({
        suspensionId: row.suspension_id,
        organisationId: row.organisation_id,
        organisationName: row.name,
        rule: row.rule,
        of: row.person_id === null ? 'organisation' : 'person',
        suspendedAt: row.suspended_at,
        counted: row.counted,
        allowed: row.allowed,
        learners: row.cohort_size,
        reason: row.reason,
        askedByReader: row.asked_by === person.personId,
      })),
      days: days.map((row) => ({
        organisationName: row.name,
        day: row.day,
        kind: row.kind,
        lookUps: row.look_ups,
        learners: row.learners,
        missed: row.missed,
      })),
    }
  })
}

/**
 * Lets look-ups go on: one operator says why, another agrees. The one who said why cannot agree with themselves.
 */
export async function liftSuspension(
  app: App,
  actor: Actor,
  suspensionId: string,
  reason: string,
): Promise<'asked' | 'lifted'> {
  const person = ensureOperator(actor)
  return app.db.write({ self: [person.personId], operator: true }, async (tx) => {
    const row = await tx.sql
      .selectFrom('look_up_suspension')
      .selectAll()
      .where('suspension_id', '=', suspensionId)
      .where('lifted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row) notFound('suspension')
    if (row.asked_by === person.personId) conflict('recordAccess.anotherOperator')
    const at = app.now()
    const asks = row.asked_by === null
    const said = reason.trim()
    if (asks && (said.length < 10 || said.length > 500)) {
      invalid({ field: 'reason', key: 'recordAccess.reasonInvalid' })
    }
    await tx.sql
      .updateTable('look_up_suspension')
      .set(
        asks
          ? { reason: said, asked_by: person.personId, asked_at: at }
          : { lifted_by: person.personId, lifted_at: at },
      )
      .where('organisation_id', '=', row.organisation_id)
      .where('suspension_id', '=', suspensionId)
      .execute()
    await recordEvent(tx, person, {
      action: asks ? 'lookUps.liftAsked' : 'lookUps.lifted',
      about: [row.organisation_id],
      permission: 'operator',
      thing: { kind: 'suspension', id: suspensionId },
      detail: { rule: row.rule },
      at,
    })
    return asks ? 'asked' : 'lifted'
  })
}
