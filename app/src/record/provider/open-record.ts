import { isSensitive } from '../../access/bases.ts'
import { ensurePerson } from '../../access/powers.ts'
import { listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { readerPowers } from '../acting.ts'
import { namesOf } from '../learner-store.ts'
import type { RecordLine } from '../own/record-line.ts'
import { linesOf, releasedVersions } from '../own/released-versions.ts'
import { openLookUp } from '../register/look-ups.ts'
import { recordLookUp } from '../register/record-look-up.ts'
import { ensureSight, numbersOf } from './provider-sight.ts'

/**
 * A member of staff opens the record of a learner of their own cohorts, for a purpose: the look is recorded here, in the
 * transaction that finds the basis for it; the learner reads of it within a minute.
 */
export async function openRecord(
  app: App,
  actor: Actor,
  organisationId: string,
  { learnerId, purpose }: { learnerId: string; purpose: string },
): Promise<{ lookUpId: string }> {
  const person = ensurePerson(actor)
  const powers = readerPowers(actor, organisationId)
  const numbers = await numbersOf(app, learnerId)
  return app.db.write(powers, async (tx) => {
    await ensureSight(tx, organisationId, learnerId, numbers)
    return recordLookUp(app, tx, person, {
      organisationId,
      kind: 'record',
      purpose,
      learnerIds: [learnerId],
    })
  })
}

export interface OpenedRecord {
  readonly learnerId: string
  readonly name: string
  readonly purpose: string
  readonly until: Date
  readonly lines: readonly RecordLine[]
}

/** What was opened, for half an hour and as long as the basis lasts. Sensitive lines are not there. */
export async function openedRecord(
  app: App,
  actor: Actor,
  organisationId: string,
  lookUpId: string,
): Promise<OpenedRecord> {
  const person = ensurePerson(actor)
  const powers = readerPowers(actor, organisationId)
  const place = { organisationId, lookUpId, kind: 'record' } as const
  const [learnerId] = (await app.db.read(powers, (tx) => openLookUp(app, tx, person, place))).learnerIds
  if (learnerId === undefined) notFound('learner')
  const numbers = await numbersOf(app, learnerId)
  return app.db.read(powers, async (tx) => {
    const look = await openLookUp(app, tx, person, place)
    const learnerIds = await ensureSight(tx, organisationId, learnerId, numbers)
    const [named] = await namesOf(tx, [learnerId])
    const lines = linesOf(await releasedVersions(tx, listed(learnerIds, 'event.learner_id')))
    return {
      learnerId,
      name: named ? `${named.givenName} ${named.familyName}` : '',
      purpose: look.purpose,
      until: look.until,
      lines: lines.filter((line) => !isSensitive(line)),
    }
  })
}

export async function openedLine(
  app: App,
  actor: Actor,
  organisationId: string,
  { lookUpId, eventId }: { lookUpId: string; eventId: string },
): Promise<OpenedRecord & { readonly line: RecordLine }> {
  const record = await openedRecord(app, actor, organisationId, lookUpId)
  const line = record.lines.find((one) => one.eventId === eventId) ?? notFound('line')
  return { ...record, line }
}
