import { isSensitive } from '../../access/bases.ts'
import { ensurePerson } from '../../access/powers.ts'
import { heldBy, listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { forbidden, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { readerPowers } from '../acting.ts'
import type { RecordLine } from '../own/record-line.ts'
import { linesOf, releasedVersions } from '../own/released-versions.ts'
import { openLookUp } from '../register/look-ups.ts'
import { recordLookUp } from '../register/record-look-up.ts'
import { type BasisOfLearner, basisFor } from './current-provider.ts'

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
  return app.db.write(readerPowers(actor, organisationId), async (tx) => {
    await ensureBasis(tx, organisationId, learnerId)
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
  return app.db.read(readerPowers(actor, organisationId), async (tx) => {
    const look = await openLookUp(app, tx, person, { organisationId, lookUpId, kind: 'record' })
    const [learnerId] = look.learnerIds
    if (learnerId === undefined) notFound('learner')
    const { givenName, familyName } = await ensureBasis(tx, organisationId, learnerId)
    const lines = linesOf(await releasedVersions(tx, listed([learnerId], 'event.learner_id')))
    return {
      learnerId,
      name: `${givenName} ${familyName}`,
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

/** Its own enrolments say whom it may ask about; then the learner's powers are raised, for this one alone. */
async function ensureBasis(tx: Reader, organisationId: string, learnerId: string): Promise<BasisOfLearner> {
  const own = await tx.sql
    .selectFrom('enrolment')
    .select('learner_id')
    .where(heldBy(organisationId, 'organisation_id'))
    .where('learner_id', '=', learnerId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!own) notFound('learner')
  await tx.raise({ providerFor: [learnerId] })
  const found = await basisFor(tx, organisationId, learnerId)
  if (!found || found.basis === 'notEnrolled') notFound('learner')
  if (found.basis === 'notShared') forbidden('recordAccess.notShared')
  return found
}
