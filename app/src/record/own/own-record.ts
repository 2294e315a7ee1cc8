import { sql } from 'kysely'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { RecordLine } from './record-line.ts'
import { linesOf, releasedVersions } from './released-versions.ts'

/** Everything of the person's that issuers attest and that may be seen by now, newest award first. */
export function ownRecord(app: App, actor: Actor): Promise<RecordLine[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  return app.db.glance({ ...asSelf(person), onePlan: true }, async (tx) =>
    linesOf(await releasedVersions(tx, ownedBy(person, 'event.learner_id'))),
  )
}

export function ownRecordLine(app: App, actor: Actor, eventId: string): Promise<RecordLine> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  return app.db.read(asSelf(person), async (tx) => {
    const owned = ownedBy(person, 'event.learner_id')
    const [line] = linesOf(
      await releasedVersions(tx, sql<boolean>`${owned} and event.event_id = ${eventId}::uuid`),
    )
    return line ?? notFound('event')
  })
}
