import { type RawBuilder, sql } from 'kysely'
import { isReleased } from '../../access/visible.ts'
import type { Reader } from '../../platform/db.ts'
import { versionContent } from '../version-content.ts'
import type { RecordLine, RecordVersion } from './record-line.ts'

interface Row extends RecordVersion {
  readonly learnerId: string
  readonly issuerId: string
  readonly issuerName: string
  readonly issuerAdmitted: boolean
}

/** Every released version of what `visible` opens. The join with the release is the embargo: there is no other way in. */
export async function releasedVersions(tx: Reader, visible: RawBuilder<boolean>): Promise<Row[]> {
  return tx.sql
    .selectFrom('learning_event as event')
    .innerJoin('release', (join) =>
      join
        .onRef('release.batch_id', '=', 'event.batch_id')
        .onRef('release.issuer_id', '=', 'event.issuer_id'),
    )
    .innerJoin('specification', 'specification.specification_id', 'event.specification_id')
    .innerJoin('organisation', 'organisation.organisation_id', 'event.issuer_id')
    .select(versionContent)
    .select([
      'event.learner_id as learnerId',
      'event.issuer_id as issuerId',
      'organisation.name as issuerName',
      'release.release_at as releasedAt',
      sql<boolean>`organisation.closed_at is null and exists (
        select from admission where admission.organisation_id = event.issuer_id
          and admission.statement_kind = 'result' and admission.ended_at is null)`.as('issuerAdmitted'),
    ])
    .where(visible)
    .where(isReleased('release.release_at'))
    .orderBy('event.award_date', 'desc')
    .orderBy('event.event_id')
    .orderBy('event.version')
    .execute()
}

/** The versions of each event under its current one. */
export function linesOf(rows: readonly Row[]): RecordLine[] {
  const byEvent = new Map<string, Row[]>()
  for (const row of rows) byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row])
  const lines = [...byEvent.values()].flatMap((versions) => {
    const history = versions.sort((a, b) => a.version - b.version)
    const current = history.at(-1)
    return current ? [{ ...current, history, amendedAt: history.length > 1 ? current.releasedAt : null }] : []
  })
  return lines.sort((a, b) => (a.awardDate < b.awardDate ? 1 : a.awardDate > b.awardDate ? -1 : 0))
}
