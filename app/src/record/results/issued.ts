import { checkUln } from '@vademecum/uln'
import { sql } from 'kysely'
import { issuedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { type VersionContent, versionContent } from '../version-content.ts'

/** A version of a result as its issuer sees it, released or not. */
export interface IssuedVersion extends VersionContent {
  readonly learnerId: string
  readonly batchId: string
  readonly isReleased: boolean
  readonly releaseAt: Date | null
}

export async function versionsOfEvent(
  tx: Reader,
  issuerId: string,
  eventId: string,
): Promise<IssuedVersion[]> {
  return issuedVersions(tx, issuerId)
    .innerJoin('event_key as key', (join) =>
      join
        .onRef('key.learner_id', '=', 'event.learner_id')
        .onRef('key.award_year', '=', 'event.award_year')
        .onRef('key.event_id', '=', 'event.event_id'),
    )
    .where(issuedBy(issuerId, 'key.issuer_id'))
    .where('key.event_id', '=', eventId)
    .execute()
}

function issuedVersions(tx: Reader, issuerId: string) {
  return tx.sql
    .selectFrom('learning_event as event')
    .innerJoin('specification', 'specification.specification_id', 'event.specification_id')
    .leftJoin('release', 'release.batch_id', 'event.batch_id')
    .select(versionContent)
    .select([
      'event.learner_id as learnerId',
      'event.batch_id as batchId',
      'release.release_at as releaseAt',
      sql<boolean>`coalesce(release.release_at <= now(), false)`.as('isReleased'),
    ])
    .where(issuedBy(issuerId, 'event.issuer_id'))
    .orderBy('event.event_id')
    .orderBy('event.version')
}

/** One result with all its versions, oldest first. */
export function issuedResult(
  app: App,
  actor: Actor,
  organisationId: string,
  eventId: string,
): Promise<IssuedVersion[]> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), async (tx) => {
    const versions = await versionsOfEvent(tx, organisationId, eventId)
    return versions.length > 0 ? versions : notFound('event')
  })
}

/** The newest versions of what an issuer has loaded under a number. The look-up is in the organisation's log. */
export function findIssued(
  app: App,
  actor: Actor,
  organisationId: string,
  uln: string,
): Promise<IssuedVersion[]> {
  const checked = checkUln(uln)
  if (!checked.ok) invalid({ field: 'uln', key: `record.rule_uln-${checked.rule}` })
  const powers = { ...issuerPowers(actor, organisationId, 'results:read'), key: checked.value }
  return app.db.write(powers, async (tx) => {
    await recordEvent(tx, actor, {
      action: 'results.lookedUp',
      about: [organisationId],
      permission: 'issuer',
      organisationId,
      thing: { kind: 'learningEvent' },
      at: app.now(),
    })
    const versions = await issuedVersions(tx, organisationId)
      .innerJoin('uln_key', 'uln_key.learner_id', 'event.learner_id')
      .where('uln_key.uln', '=', checked.value)
      .where('event.identifier', '=', checked.value)
      .execute()
    return [...new Map(versions.map((version) => [version.eventId, version])).values()]
  })
}
