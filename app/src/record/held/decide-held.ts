import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, type FieldProblem, invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import type { Writer } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { lockIssuer } from '../lock-issuer.ts'
import { groupOf } from '../merges/group.ts'
import { ensureMayLookUp } from '../register/suspensions.ts'
import { attachDecidedIn } from './attach-decided.ts'
import { candidateToken, meantNow } from './compare-held.ts'
import { forgetCandidates, insertDecision, type WaitingRow, waitingRows } from './store.ts'

export interface HeldDecisionInput {
  /** `attach`: to one of those who were shown. `none`: they are all somebody else. */
  readonly decision: 'attach' | 'none'
  readonly candidate?: string | undefined
  readonly reason: string
  /** What the one who decides has seen (`HeldRow.seen`): what came between is theirs to look at first. */
  readonly seen: string
}

/**
 * A person of the issuer's says whose a held row is: a result is its word, so nobody else can. In the record it stands
 * from when it may be seen.
 */
export async function decideHeld(
  app: App,
  actor: Actor,
  organisationId: string,
  eventId: string,
  { decision, candidate, reason, seen }: HeldDecisionInput,
): Promise<void> {
  const powers = issuerPowers(actor, organisationId)
  const why = ensureHeldReason(reason)
  await app.db.write({ ...powers, ingest: true }, async (tx) => {
    await ensureAdmitted(tx, organisationId, 'result')
    await ensureMayLookUp(tx, organisationId, actor)
    await lockIssuer(tx, organisationId)
    const row = await openRow(tx, organisationId, eventId, seen)
    const meant = await meantNow(tx, organisationId, row)
    const chosen =
      decision === 'attach'
        ? meant.find(
            (each) => candidateToken(app, organisationId, eventId, each.candidate.learnerId) === candidate,
          )
        : undefined
    if (decision === 'attach' && !chosen) invalid({ field: 'decision', key: 'held.candidateMissing' })
    const before = row.choice === 'none' && row.isOfDecision ? row.ruledOut : []
    const others = await groupOf(
      tx,
      meant.map((each) => each.candidate.learnerId),
    )
    await forgetCandidates(tx, organisationId, [eventId])
    const at = app.now()
    await insertDecision(
      tx,
      {
        issuerId: organisationId,
        eventId,
        before: row.decisions,
        version: row.version,
        choice: decision,
        learnerId: chosen?.candidate.learnerId ?? null,
        ruledOut: chosen ? [] : [...new Set([...before, ...others])],
        reason: why,
        by: whoDecides(actor),
        at,
      },
      chosen ? 'attached' : 'setAside',
    )
    await recordEvent(tx, actor, {
      action: 'results.heldDecided',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'issuer',
      organisationId,
      thing: { kind: 'heldResult', id: eventId },
      detail: { decision, number: row.decisions + 1 },
      at,
    })
    if (chosen) await attachDecidedIn(app, tx, actor, { issuerId: organisationId, eventIds: [eventId] })
  })
}

export function whoDecides(actor: Actor): { personId: string | null; name: string } {
  return {
    personId: actor.kind === 'person' ? actor.personId : null,
    name: actor.kind === 'visitor' ? '' : actor.name,
  }
}

export function ensureHeldReason(reason: string): string {
  const why = reason.trim()
  const problem: FieldProblem = { field: 'reason', key: 'register.reasonInvalid' }
  if (why.length < 10 || why.length > 500) invalid(problem)
  return why
}

/** It waits, nobody has decided, and it is what was seen. Under the issuer's lock. */
async function openRow(tx: Writer, issuerId: string, eventId: string, seen: string): Promise<WaitingRow> {
  const [row] = await waitingRows(tx, issuerId, [eventId])
  if (!row) {
    const [known] = await tx.named(
      'held row that attached',
      'select from held_result where issuer_id = $1 and event_id = $2 limit 1',
      [issuerId, eventId],
    )
    if (known) conflict('held.attachedMeanwhile')
    notFound('held row')
  }
  if (row.state === null) notFound('held row')
  if (seen !== `${row.decisions}.${row.version}`) conflict('held.decidedMeanwhile')
  if (row.state !== 'possible') conflict('held.nothingToDecide')
  return row
}
