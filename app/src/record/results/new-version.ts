import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import { appendRows } from '../../log/append-batch.ts'
import { logBatchIdOf } from '../../log/log-batch-id.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { isDay } from '../calendar.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { knownScheme } from '../qualifications/added-schemes.ts'
import { tellSuperseded } from '../superseded.ts'
import { type IssuedVersion, versionsOfEvent } from './issued.ts'
import { keepSpecification } from './specifications.ts'
import { contentHashOf } from './content.ts'
import { lockIssuer } from './store.ts'

export interface Correction {
  readonly grade: string
  readonly awardDate: string
  readonly status: 'final' | 'provisional'
  readonly reason: string
}

/** A new version that says something else; of a withdrawn result, one that says it again. */
export function correctResult(
  app: App,
  actor: Actor,
  organisationId: string,
  eventId: string,
  correction: Correction,
): Promise<{ version: number }> {
  return app.db.write(issuerPowers(actor, organisationId), (tx) =>
    correctIn(app, tx, actor, organisationId, eventId, correction),
  )
}

/** A new version that says that the result no longer stands; what it was stays in the history. */
export function withdrawResult(
  app: App,
  actor: Actor,
  organisationId: string,
  eventId: string,
  withdrawal: { reason: string },
): Promise<{ version: number }> {
  return app.db.write(issuerPowers(actor, organisationId), (tx) =>
    withdrawIn(app, tx, actor, organisationId, eventId, withdrawal),
  )
}

/** The same in a transaction that something else is part of; it has the issuer's powers. */
export function correctIn(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  eventId: string,
  correction: Correction,
): Promise<{ version: number }> {
  return addVersion(app, tx, actor, organisationId, eventId, correction.reason, (latest) => {
    const { grade, awardDate, status } = correction
    if (!knownScheme(latest.gradingScheme)?.grades.includes(grade)) {
      invalid({ field: 'grade', key: 'record.rule_grade', values: { scheme: latest.gradingScheme } })
    }
    if (!isDay(awardDate)) invalid({ field: 'awardDate', key: 'record.rule_date' })
    const same = latest.grade === grade && latest.awardDate === awardDate && latest.status === status
    if (same && latest.change !== 'withdrawn') conflict('record.nothingToCorrect')
    const change = latest.change === 'withdrawn' ? ('reinstated' as const) : ('corrected' as const)
    return { change, grade, awardDate, status }
  })
}

export function withdrawIn(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  eventId: string,
  { reason }: { reason: string },
): Promise<{ version: number }> {
  return addVersion(app, tx, actor, organisationId, eventId, reason, (latest) => {
    if (latest.change === 'withdrawn') conflict('record.withdrawnAlready')
    return { change: 'withdrawn' }
  })
}

type NewContent = Partial<IssuedVersion> & Pick<IssuedVersion, 'change'>

async function addVersion(
  app: App,
  tx: Writer,
  actor: Actor,
  issuerId: string,
  eventId: string,
  reason: string,
  decide: (latest: IssuedVersion) => NewContent,
): Promise<{ version: number }> {
  await ensureAdmitted(tx, issuerId, 'result')
  await lockIssuer(tx, issuerId)
  const versions = await versionsOfEvent(tx, issuerId, eventId)
  const latest = versions.at(-1)
  if (!latest) notFound('event')
  // A correction may wait under an embargo: what is said now is said of what could be seen, and tells nothing of it.
  const seen = versions.findLast((version) => version.isReleased)
  const wasReleased = seen !== undefined
  const before = seen ?? latest
  const row = { ...before, ...decide(before) }
  const version = latest.version + 1
  // What was never released stays under the embargo of its batch; else the new version is a batch of its own.
  const batchId = wasReleased ? await releaseOne(app, tx, issuerId) : latest.batchId
  await tx.sql
    .insertInto('learning_event')
    .values({
      learner_id: row.learnerId,
      event_id: eventId,
      issuer_id: issuerId,
      batch_id: batchId,
      loaded_at: app.now(),
      specification_id: await keepSpecification(tx, row),
      award_date: row.awardDate,
      award_year: row.awardYear,
      version,
      centre: row.centre === null ? null : Number(row.centre),
      provider_ukprn: row.providerUkprn === null ? null : Number(row.providerUkprn),
      change: row.change,
      grade: row.grade,
      identifier: row.identifier,
      reason,
    })
    .execute()
  const logBatchId = logBatchIdOf(app, issuerId, `${eventId} ${version}`)
  const contentHash = contentHashOf(row, { withdrawn: row.change === 'withdrawn' })
  await appendRows(app, tx, { issuerId, batchId, logBatchId }, [
    { learnerId: row.learnerId, eventId, version, contentHash },
  ])
  await recordEvent(tx, actor, {
    action: `result.${row.change}`,
    about: wasReleased ? [issuerId, row.learnerId] : [issuerId],
    permission: actor.kind === 'system' ? 'system' : 'issuer',
    organisationId: issuerId,
    thing: { kind: 'learningEvent', id: eventId },
    detail: { version },
    at: app.now(),
  })
  if (wasReleased) {
    await tellSuperseded(app, tx, [{ issuerId, eventId, version }])
  }
  return { version }
}

async function releaseOne(app: App, tx: Writer, issuerId: string): Promise<string> {
  const batchId = newId(app.now().getTime())
  await tx.connection.query('insert into release (batch_id, issuer_id, release_at) values ($1, $2, now())', [
    batchId,
    issuerId,
  ])
  return batchId
}
