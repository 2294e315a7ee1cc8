import { listOrganisations } from '../../institution/organisation.ts'
import type { Reader } from '../../platform/db.ts'
import type { ChallengeKind, ChallengeState } from './challenge.ts'
import type { ChallengeRow } from './store.ts'

/** A challenge as the learner, and whoever of the two organisations has to do with it, reads it. */
export interface SeenChallenge {
  readonly challengeId: string
  readonly reference: string
  readonly kind: ChallengeKind
  readonly state: ChallengeState
  readonly said: string
  readonly eventId: string | null
  readonly learnerId: string
  readonly learnerName: string
  readonly uln: string
  readonly birthDate: string | null
  readonly issuerId: string
  readonly issuerName: string
  /** The provider whose staff said it, and who; none when the learner did. */
  readonly raisedFor: { readonly organisationId: string; readonly name: string; readonly by: string } | null
  readonly raisedAt: Date
  readonly dueAt: Date
  readonly takenAt: Date | null
  readonly takenBy: string | null
  readonly answeredAt: Date | null
  readonly answer: string | null
  readonly answerEventId: string | null
  readonly answerVersion: number | null
}

export async function seen(tx: Reader, rows: readonly ChallengeRow[]): Promise<SeenChallenge[]> {
  if (rows.length === 0) return []
  const ids = rows.flatMap(({ issuer_id, raised_for }) => [issuer_id, ...(raised_for ? [raised_for] : [])])
  const organisations = await listOrganisations(tx, { ids: [...new Set(ids)] })
  const names = new Map(organisations.map(({ organisationId, name }) => [organisationId, name]))
  return rows.map((row) => ({
    challengeId: row.challenge_id,
    reference: row.reference,
    kind: row.kind,
    state: row.state,
    said: row.said,
    eventId: row.event_id,
    learnerId: row.learner_id,
    learnerName: row.learner_name,
    uln: row.uln,
    birthDate: row.birth_date,
    issuerId: row.issuer_id,
    issuerName: names.get(row.issuer_id) ?? '',
    raisedFor: row.raised_for
      ? { organisationId: row.raised_for, name: names.get(row.raised_for) ?? '', by: row.raised_by_name }
      : null,
    raisedAt: row.raised_at,
    dueAt: row.due_at,
    takenAt: row.taken_at,
    takenBy: row.taken_by_name,
    answeredAt: row.answered_at,
    answer: row.answer,
    answerEventId: row.answer_event_id,
    answerVersion: row.answer_version,
  }))
}
