import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import type { Writer } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { jobs } from '../jobs.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { versionsOfEvent } from '../results/issued.ts'
import { withdrawIn } from '../results/new-version.ts'
import { ensureHeldReason, whoDecides } from './decide-held.ts'
import { readHeldRow } from './held-row.ts'
import { matchEvents } from './match-held.ts'
import { insertDecision } from './store.ts'

/**
 * Takes a decision back: the row waits again as if nobody had decided. What nobody has seen was never written; what has
 * been seen is withdrawn where it stood, with the reason, which its reader reads.
 */
export async function undoHeld(
  app: App,
  actor: Actor,
  organisationId: string,
  eventId: string,
  { reason, seen }: { reason: string; seen: string },
): Promise<void> {
  const powers = issuerPowers(actor, organisationId)
  const why = ensureHeldReason(reason)
  await app.db.write({ ...powers, ingest: true }, async (tx) => {
    await ensureAdmitted(tx, organisationId, 'result')
    await lockIssuer(tx, organisationId)
    const row = await readHeldRow(tx, organisationId, eventId)
    if (row.state !== 'attached' && row.state !== 'setAside') conflict('held.nothingToUndo')
    if (row.seen !== seen) conflict('held.decidedMeanwhile')
    if (row.isInRecord) await takeOff(app, tx, actor, organisationId, eventId, why)
    await insertDecision(
      tx,
      {
        issuerId: organisationId,
        eventId,
        before: row.decisions.length,
        version: row.version,
        choice: 'undo',
        learnerId: null,
        ruledOut: [],
        reason: why,
        by: whoDecides(actor),
        at: app.now(),
      },
      'none',
    )
    await matchEvents(app, tx, organisationId, [eventId])
    await recordEvent(tx, actor, {
      action: 'results.heldUndone',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'issuer',
      organisationId,
      thing: { kind: 'heldResult', id: eventId },
      detail: { undone: row.state, number: row.decisions.length + 1 },
      at: app.now(),
    })
    // Somebody who was ruled out may be exactly the learner by now.
    await app.jobs.add(tx, jobs.attachHeld, { issuerId: organisationId, batchId: row.batchId })
  })
}

/**
 * Off the record where it stood: its newest version is withdrawn, and what it said waits again. Corrections that came
 * meanwhile wait with it.
 */
async function takeOff(
  app: App,
  tx: Writer,
  actor: Actor,
  issuerId: string,
  eventId: string,
  reason: string,
): Promise<void> {
  const versions = await versionsOfEvent(tx, issuerId, eventId)
  const latest = versions.at(-1)
  if (!latest) notFound('event')
  if (versions.some((version) => !version.isReleased)) conflict('held.beingReleased')
  if (latest.change !== 'withdrawn') await withdrawIn(app, tx, actor, issuerId, eventId, { reason })
  const { connection } = tx
  await connection.query('delete from event_key where issuer_id = $1 and event_id = $2', [issuerId, eventId])
  await connection.query(
    `insert into held_result (issuer_id, event_id, version, batch_id, row_number, identifier, given_name_key,
       family_name_key, birth_date, gender, postcode_key, specification_id, grade, award_date, centre, provider_ukprn,
       held_at)
     select $1, h.event_id, h.version + row_number() over (order by e.version), e.batch_id, h.row_number, h.identifier,
       h.given_name_key, h.family_name_key, h.birth_date, h.gender, h.postcode_key, e.specification_id, e.grade,
       e.award_date, e.centre, e.provider_ukprn, e.loaded_at
     from (select * from held_result where issuer_id = $1 and event_id = $2 order by version desc limit 1) h
     join held_match m on m.issuer_id = $1 and m.event_id = h.event_id
     join learning_event e on e.learner_id = $3 and e.event_id = h.event_id and e.change <> 'withdrawn'
       and e.version > m.base + h.version`,
    [issuerId, eventId, latest.learnerId],
  )
  await connection.query('update held_result set attached_at = null where issuer_id = $1 and event_id = $2', [
    issuerId,
    eventId,
  ])
}
