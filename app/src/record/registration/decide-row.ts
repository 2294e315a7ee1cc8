import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { ensureProvider } from '../cohorts/acting.ts'
import { registerIn } from '../register/register-in.ts'
import { enrolFound } from './register-rows.ts'
import { compared, openRow, type OpenRow } from './row-to-decide.ts'
import type { ReturnCode } from './tables.ts'

export interface RowDecision {
  /** `same`: one of those who were shown. `new`: none of them. `aside`: not registered by this file. */
  readonly decision: 'same' | 'new' | 'aside'
  readonly candidate?: string | undefined
  readonly reason: string
}

interface Answer {
  readonly code?: ReturnCode
  readonly learnerId?: string
  readonly uln?: string
}

/** A person compared, and says who it is and why. It is said once. */
export async function decideRow(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
  row: number,
  input: RowDecision,
): Promise<void> {
  const powers = registrarPowers(actor, organisationId)
  const reason = input.reason.trim()
  if (reason.length < 10 || reason.length > 500) invalid({ field: 'reason', key: 'register.reasonInvalid' })
  await app.db.write({ ...powers, ingest: true }, async (tx) => {
    await ensureProvider(tx, organisationId)
    const open = await openRow(app, tx, organisationId, fileId, row)
    const answer = await answerOf(app, tx, actor, organisationId, open, row, { ...input, reason })
    const at = app.now()
    await tx.sql
      .updateTable('registration_row')
      .set({
        decided_by: actor.kind === 'person' ? actor.personId : null,
        decided_at: at,
        reason,
        ...(answer.code ? { code: answer.code } : {}),
        learner_id: answer.learnerId ?? null,
        uln: answer.uln ?? null,
      })
      .where('organisation_id', '=', organisationId)
      .where('file_id', '=', fileId)
      .where('row_number', '=', row)
      .execute()
    await recordEvent(tx, actor, {
      action: 'registration.decided',
      about: [organisationId, ...(answer.learnerId ? [answer.learnerId] : [])],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'registrationFile', id: fileId },
      detail: { row, decision: input.decision },
      at,
    })
  })
}

async function answerOf(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  { file, registration }: OpenRow,
  row: number,
  { decision, candidate, reason }: RowDecision,
): Promise<Answer> {
  if (decision === 'aside') return {}
  const sending = { organisationId, cohort: file.cohort, sender: actor }
  if (decision === 'same') {
    const { candidates, learnerIds } = await compared(app, tx, actor, organisationId, file, row, registration)
    const place = candidates.findIndex(({ token }) => token === candidate)
    const learnerId = learnerIds[place]
    if (learnerId === undefined) invalid({ field: 'candidate', key: 'registration.candidateMissing' })
    const root = await rootOf(tx, learnerId)
    await enrolFound(app, tx, sending, [root.learnerId])
    return { code: root.learnerId === learnerId ? 'WSRC0004' : 'WSRC0022', ...root }
  }
  const options = { cohort: file.cohort, override: { reason } }
  const done = await registerIn(app, tx, actor, organisationId, registration, options)
  if (done.code === 'WSRC0002') conflict('registration.tooManyStill')
  if (!('learnerId' in done)) conflict('registration.decidedAlready')
  if (done.code !== 'WSRC0001') await enrolFound(app, tx, sending, [done.learnerId])
  return { code: done.code, learnerId: done.learnerId, uln: done.uln }
}

async function rootOf(tx: Writer, learnerId: string): Promise<{ learnerId: string; uln: string }> {
  const [root] = await tx.named<{ learner_id: string; uln: string }>(
    'root of a learner',
    `select root.learner_id, root.uln from learner named
     join learner root on root.learner_id = coalesce(named.root_id, named.learner_id)
     where named.learner_id = $1`,
    [learnerId],
  )
  if (!root) conflict('registration.decidedAlready')
  return { learnerId: root.learner_id, uln: root.uln }
}
