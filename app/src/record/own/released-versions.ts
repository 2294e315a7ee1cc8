import { type RawBuilder, sql } from 'kysely'
import { isReleased } from '../../access/visible.ts'
import { type Glance, textOnly } from '../../platform/db.ts'
import { challengedSince } from '../challenges/open-challenges.ts'
import { versionContent } from '../version-content.ts'
import type { RecordLine, RecordVersion } from './record-line.ts'

interface Row extends RecordVersion {
  readonly learnerId: string
  readonly issuerId: string
  readonly issuerName: string
  readonly issuerAdmitted: boolean
  readonly challengedSince: Date | null
}

/** Every released version of what `visible` opens. The join with the release is the embargo: there is no other way in. */
export function releasedVersions(tx: Glance, visible: RawBuilder<boolean>): Promise<Row[]> {
  versions ??= versionsText()
  return tx.hot(
    sql<Row>`${sql.raw(versions)} where ${visible} and ${isReleased('release.release_at')}
      order by event.award_date desc, event.event_id, event.version`,
  )
}

/** Made once: to put it together anew would take longer than to ask it. */
let versions: string | undefined

function versionsText(): string {
  return textOnly
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
      challengedSince.as('challengedSince'),
      sql<boolean>`organisation.closed_at is null and exists (
        select from admission where admission.organisation_id = event.issuer_id
          and admission.statement_kind = 'result' and admission.ended_at is null)`.as('issuerAdmitted'),
    ])
    .compile().sql
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
