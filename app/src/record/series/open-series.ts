import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import { newId } from '../../platform/id.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { seriesName } from './series-name.ts'
import './tables.ts'

/** An awarding organisation takes entries for a season from now on. */
export function openSeries(
  app: App,
  actor: Actor,
  organisationId: string,
  { series: given, entriesCloseAt }: { series: string; entriesCloseAt?: Date | undefined },
): Promise<{ seriesId: string }> {
  const series = seriesName(given) ?? invalid({ field: 'series', key: 'series.nameInvalid' })
  return app.db.write(issuerPowers(actor, organisationId), async (tx) => {
    await ensureAdmitted(tx, organisationId, 'result')
    await lockIssuer(tx, organisationId)
    const known = await tx.sql
      .selectFrom('exam_series')
      .select('series_id')
      .where('issuer_id', '=', organisationId)
      .where('series', '=', series)
      .executeTakeFirst()
    if (known) {
      throw new AppError('conflict', { problems: [{ field: 'series', key: 'series.openAlready' }] })
    }
    const at = app.now()
    const seriesId = newId(at.getTime())
    await tx.sql
      .insertInto('exam_series')
      .values({
        issuer_id: organisationId,
        series_id: seriesId,
        series,
        entries_close_at: entriesCloseAt ?? null,
        release_at: null,
        centres_at: null,
        opened_at: at,
      })
      .execute()
    await recordEvent(tx, actor, {
      action: 'series.opened',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'issuer',
      organisationId,
      thing: { kind: 'series', id: seriesId },
      at,
    })
    return { seriesId }
  })
}
