import { sql } from 'kysely'
import { ensurePerson } from '../../access/powers.ts'
import { isWithCentres, listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { enrolledLearners, type LearnerName, namesOf } from '../learner-store.ts'
import { type VersionContent, versionContent } from '../version-content.ts'
import { centrePowers } from './acting.ts'
import { type ResultState, resultState } from './result-state.ts'
import { centreNumbersOf, findSeries, type Series } from './store.ts'
import { tellEarlyLook } from './early-look.ts'

/** A result as the centre sees it that entered the candidate. */
export interface CentreResult extends VersionContent {
  readonly learnerId: string
  readonly name: LearnerName | undefined
  readonly state: ResultState
}

export interface CentreResults {
  readonly series: Series
  readonly centreNumbers: readonly string[]
  readonly results: readonly CentreResult[]
}

/**
 * The results of a series that carry the centre's number and are of learners who are enrolled with it: for its exams
 * officers, from the instant that the awarding organisation said for centres. Whoever looks early is named to each
 * learner once the results are out.
 */
export function centreResults(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
): Promise<CentreResults> {
  const person = ensurePerson(actor)
  const powers = { ...centrePowers(actor, organisationId, 'results:read'), centre: true }
  return app.db.write(powers, async (tx) => {
    const series = (await findSeries(tx, { seriesId })) ?? notFound('series')
    const centreNumbers = await centreNumbersOf(tx, organisationId)
    const enrolled = await enrolledLearners(tx, organisationId)
    const learnerIds = [...new Set(enrolled.map(({ learnerId }) => learnerId))]
    await tx.raise({ providerFor: learnerIds })
    const seen = await seenVersions(tx, series, centreNumbers, learnerIds)
    const shown = [...new Set(seen.map(({ learnerId }) => learnerId))]
    const names = new Map((await namesOf(tx, shown)).map((name) => [name.learnerId, name]))
    await recordEvent(tx, actor, {
      action: 'series.seenByCentre',
      about: [organisationId],
      permission: 'organisation',
      organisationId,
      thing: { kind: 'series', id: seriesId },
      at: app.now(),
    })
    if (shown.length > 0 && !series.isReleased) {
      await tellEarlyLook(app, tx, person, { organisationId, series, learnerIds: shown })
    }
    return { series, centreNumbers, results: newestByName(seen, names) }
  })
}

type Seen = VersionContent & {
  readonly learnerId: string
  readonly isReleased: boolean
  readonly versions: number
}

async function seenVersions(
  tx: Reader,
  series: Series,
  centreNumbers: readonly string[],
  learnerIds: readonly string[],
): Promise<Seen[]> {
  return tx.sql
    .selectFrom('learning_event as event')
    .innerJoin('release', (join) =>
      join
        .onRef('release.batch_id', '=', 'event.batch_id')
        .onRef('release.issuer_id', '=', 'event.issuer_id'),
    )
    .innerJoin('specification', 'specification.specification_id', 'event.specification_id')
    .select(versionContent)
    .select([
      'event.learner_id as learnerId',
      sql<boolean>`release.release_at <= now()`.as('isReleased'),
      sql<number>`count(*) over (partition by event.event_id)`.as('versions'),
    ])
    .where(listed(learnerIds, 'event.learner_id'))
    .where('event.issuer_id', '=', series.issuerId)
    .where(sql<boolean>`event.centre = any(${centreNumbers.map(Number)}::integer[])`)
    .where('specification.series', '=', series.series)
    .where(isWithCentres('release.release_at', 'release.centres_at'))
    .orderBy('event.event_id')
    .orderBy('event.version')
    .execute()
}

function newestByName(seen: readonly Seen[], names: ReadonlyMap<string, LearnerName>): CentreResult[] {
  const newest = [...new Map(seen.map((version) => [version.eventId, version])).values()]
  const order = [...names.keys()]
  return newest
    .map((version) => ({
      ...version,
      name: names.get(version.learnerId),
      state: resultState({ ...version, isWithCentres: true }),
    }))
    .sort((a, b) => order.indexOf(a.learnerId) - order.indexOf(b.learnerId) || (a.title < b.title ? -1 : 1))
}
