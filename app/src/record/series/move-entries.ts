import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { centrePowers } from './acting.ts'
import { afterTheExam, type EntryState, type Side, statesBefore } from './entry-states.ts'
import { findSeries, type Series } from './store.ts'

/** One entry, or all of one centre. */
export interface WhichMove {
  readonly entryId?: string | undefined
  readonly organisationId?: string | undefined
}

export type IssuerMove = 'accepted' | 'rejected' | 'sat' | 'absent' | 'marked' | 'awarded'

/** A centre sends its drafts: from now on the awarding organisation sees them. */
export function submitEntries(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
): Promise<{ moved: number }> {
  return app.db.write(centrePowers(actor, organisationId), async (tx) => {
    const series = await seriesOf(tx, { seriesId })
    if (!series.takesEntries) conflict('series.entriesClosed')
    const moved = await move(app, tx, series, 'centre', { organisationId }, 'submitted')
    if (moved.length === 0) conflict('series.nothingToSubmit')
    await record(app, tx, actor, series, 'submitted', organisationId, moved, 'organisation')
    return { moved: moved.length }
  })
}

/** A centre takes one entry back, until the exam. */
export function withdrawEntry(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
  entryId: string,
): Promise<{ moved: number }> {
  return app.db.write(centrePowers(actor, organisationId), async (tx) => {
    const series = await seriesOf(tx, { seriesId })
    await ensureThere(tx, series, { entryId, organisationId })
    if (await removeDraft(tx, series, { entryId, organisationId })) return { moved: 1 }
    const moved = await move(app, tx, series, 'centre', { entryId, organisationId }, 'withdrawn')
    if (moved.length === 0) conflict('series.cannotMove')
    await record(app, tx, actor, series, 'withdrawn', organisationId, moved, 'organisation')
    return { moved: moved.length }
  })
}

/** The awarding organisation says what became of an entry, or of all of a centre that stand where it may be said. */
export function moveEntries(
  app: App,
  actor: Actor,
  issuerId: string,
  seriesId: string,
  { to, reason, ...which }: WhichMove & { to: IssuerMove; reason?: string | undefined },
): Promise<{ moved: number }> {
  return app.db.write(issuerPowers(actor, issuerId), async (tx) => {
    const series = await seriesOf(tx, { issuerId, seriesId })
    if (which.entryId !== undefined) await ensureThere(tx, series, which)
    if (to === 'rejected' && (reason ?? '').trim().length < 5) {
      throw new AppError('invalid', { problems: [{ field: 'reason', key: 'series.reasonInvalid' }] })
    }
    const moved = await move(
      app,
      tx,
      series,
      'issuer',
      which,
      to,
      to === 'rejected' ? reason?.trim() : undefined,
    )
    if (moved.length === 0) conflict('series.cannotMove')
    await record(app, tx, actor, series, to, issuerId, moved, 'issuer')
    return { moved: moved.length }
  })
}

async function seriesOf(tx: Writer, which: { issuerId?: string; seriesId: string }): Promise<Series> {
  return (await findSeries(tx, which)) ?? notFound('series')
}

async function ensureThere(
  tx: Writer,
  series: Series,
  { entryId, organisationId }: WhichMove,
): Promise<void> {
  const entry = await tx.sql
    .selectFrom('exam_entry')
    .select('entry_id')
    .where('issuer_id', '=', series.issuerId)
    .where('series_id', '=', series.seriesId)
    .where('entry_id', '=', entryId ?? '')
    .$if(organisationId !== undefined, (query) => query.where('organisation_id', '=', organisationId ?? ''))
    // A draft is the centre's own affair.
    .$if(organisationId === undefined, (query) => query.where('state', '<>', 'draft'))
    .executeTakeFirst()
  if (!entry) notFound('entry')
}

/** A draft that is taken back is gone: nobody else ever saw it. */
async function removeDraft(
  tx: Writer,
  series: Series,
  { entryId, organisationId }: WhichMove,
): Promise<boolean> {
  const { numDeletedRows } = await tx.sql
    .deleteFrom('exam_entry')
    .where('issuer_id', '=', series.issuerId)
    .where('entry_id', '=', entryId ?? '')
    .where('organisation_id', '=', organisationId ?? '')
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return numDeletedRows > 0n
}

interface Moved {
  readonly organisation_id: string
}

function move(
  app: App,
  tx: Writer,
  series: Series,
  side: Side,
  { entryId, organisationId }: WhichMove,
  to: EntryState,
  reason?: string,
): Promise<Moved[]> {
  return tx.sql
    .updateTable('exam_entry')
    .set({ state: to, changed_at: app.now(), ...(reason === undefined ? {} : { reason }) })
    .where('issuer_id', '=', series.issuerId)
    .where('series_id', '=', series.seriesId)
    .where('state', 'in', [...statesBefore(side, to)])
    .$if(entryId !== undefined, (query) => query.where('entry_id', '=', entryId ?? ''))
    .$if(organisationId !== undefined, (query) => query.where('organisation_id', '=', organisationId ?? ''))
    .returning('organisation_id')
    .execute()
}

/** Both sides have it in their log, but for what is said after the exam: that is the issuer's until results are out. */
async function record(
  app: App,
  tx: Writer,
  actor: Actor,
  series: Series,
  to: EntryState,
  actingFor: string,
  moved: readonly Moved[],
  permission: 'issuer' | 'organisation',
): Promise<void> {
  const isHidden = afterTheExam.includes(to)
  await recordEvent(tx, actor, {
    action: 'entries.moved',
    about: [...new Set([series.issuerId, ...(isHidden ? [] : moved.map((row) => row.organisation_id))])],
    permission: actor.kind === 'system' ? 'system' : permission,
    organisationId: actingFor,
    thing: { kind: 'series', id: series.seriesId },
    detail: { to, count: moved.length },
    at: app.now(),
  })
}
