import { ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { type Registered, registeredAmong } from '../register/candidates.ts'
import { type MaskedCandidate, masked } from '../register/masked.ts'
import { recordLookUp } from '../register/record-look-up.ts'
import { ensureMayLookUp } from '../register/suspensions.ts'
import { type HeldRow, readHeldRow } from './held-row.ts'
import { type HeldPerson, type HeldReason, judgeHeld, type Meant } from './judge-held.ts'
import { type WaitingRow, waitingRows } from './store.ts'

export interface HeldCandidate extends Omit<MaskedCandidate, 'reasons'> {
  readonly reasons: readonly HeldReason[]
  /** Stands for the candidate in the form, and for nobody anywhere else. */
  readonly token: string
}

export interface HeldComparison extends HeldRow {
  readonly candidates: readonly HeldCandidate[]
}

/**
 * A row beside those whom it could mean, masked. Each of them will read that somebody compared; not before the row's
 * batch is released, or that would tell that a result waits.
 */
export function compareHeld(
  app: App,
  actor: Actor,
  organisationId: string,
  eventId: string,
): Promise<HeldComparison> {
  const powers = issuerPowers(actor, organisationId)
  const person = ensurePerson(actor)
  return app.db.write({ ...powers, ingest: true }, async (tx) => {
    await ensureMayLookUp(tx, organisationId, actor)
    const row = await readHeldRow(tx, organisationId, eventId)
    if (row.state !== 'possible') return { ...row, candidates: [] }
    const [waiting] = await waitingRows(tx, organisationId, [eventId])
    const meant = waiting ? await meantNow(tx, organisationId, waiting) : []
    if (meant.length > 0) {
      await recordLookUp(app, tx, person, {
        organisationId,
        kind: 'comparison',
        purpose: 'examining',
        learnerIds: meant.map(({ candidate }) => candidate.learnerId),
        toldWith: row.batchId,
      })
    }
    return { ...row, candidates: meant.map((each) => candidateOf(app, organisationId, eventId, each)) }
  })
}

/** Of those whom the job found, who could still be meant, and may be seen. Needs `ingest`. */
export async function meantNow(
  tx: Reader,
  issuerId: string,
  row: WaitingRow & HeldPerson,
): Promise<readonly Meant<Registered>[]> {
  const found = await tx.named<{ learner_id: string }>(
    'candidates of a held row',
    'select learner_id from held_candidate where issuer_id = $1 and event_id = $2',
    [issuerId, row.eventId],
  )
  const learnerIds = found.map(({ learner_id }) => learner_id)
  const candidates = await registeredAmong(tx, issuerId, { learnerIds })
  return judgeHeld(row, candidates).meant
}

export function candidateToken(app: App, issuerId: string, eventId: string, learnerId: string): string {
  return app.keys.mac('candidate', `${issuerId} ${eventId} ${learnerId}`)
}

function candidateOf(app: App, issuerId: string, eventId: string, meant: Meant<Registered>): HeldCandidate {
  return {
    ...masked(meant),
    reasons: meant.heldReasons,
    token: candidateToken(app, issuerId, eventId, meant.candidate.learnerId),
  }
}
