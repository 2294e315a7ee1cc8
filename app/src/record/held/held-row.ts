import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { issuerPowers } from '../issuer-powers.ts'
import type { HeldChoice, HeldState } from './tables.ts'

/** Of the row's person what it takes to compare: the file has the rest. Names as they are compared, a year of birth. */
export interface HeldRow {
  readonly eventId: string
  readonly batchId: string
  readonly fileName: string
  readonly row: number
  readonly state: HeldState
  /** What whoever decides has seen: the decisions so far, and the version of the row. */
  readonly seen: string
  readonly version: number
  readonly identifier: string
  readonly givenNameKey: string
  readonly familyNameKey: string
  readonly birthYear: string
  readonly title: string
  readonly component: string
  readonly series: string
  readonly gradingScheme: string
  readonly grade: string
  readonly awardDate: string
  /** It stands in a learner's record by a person's decision, seen or about to be. */
  readonly isInRecord: boolean
  readonly decisions: readonly HeldDecision[]
}

export interface HeldDecision {
  readonly choice: HeldChoice
  readonly reason: string
  readonly by: string
  readonly at: Date
}

/** One row of the issuer's own, without anybody whom it could mean. */
export function heldRow(app: App, actor: Actor, organisationId: string, eventId: string): Promise<HeldRow> {
  return app.db.read(issuerPowers(actor, organisationId, 'results:read'), (tx) =>
    readHeldRow(tx, organisationId, eventId),
  )
}

export async function readHeldRow(
  tx: Pick<Reader, 'named' | 'sql'>,
  issuerId: string,
  eventId: string,
): Promise<HeldRow> {
  const [row] = await tx.named<Omit<HeldRow, 'decisions'> & Record<string, unknown>>(
    'held row',
    `select m.event_id as "eventId", m.batch_id as "batchId", b.file_name as "fileName", m.row_number as row, m.state,
       m.decisions || '.' || h.version as seen, h.version, h.identifier, h.given_name_key as "givenNameKey",
       h.family_name_key as "familyNameKey", to_char(h.birth_date, 'YYYY') as "birthYear", s.title, s.component,
       s.series, s.grading_scheme as "gradingScheme", h.grade, h.award_date as "awardDate",
       h.attached_at is not null as "isInRecord"
     from held_match m
     join held_result h on h.issuer_id = m.issuer_id and h.event_id = m.event_id
     join specification s on s.specification_id = h.specification_id
     join batch b on b.issuer_id = m.issuer_id and b.batch_id = m.batch_id
     where m.issuer_id = $1 and m.event_id = $2 order by h.version desc limit 1`,
    [issuerId, eventId],
  )
  if (!row) notFound('held row')
  const decisions = await tx.sql
    .selectFrom('held_decision')
    .select(['choice', 'reason', 'decided_by_name as by', 'decided_at as at'])
    .where('issuer_id', '=', issuerId)
    .where('event_id', '=', eventId)
    .orderBy('number')
    .execute()
  return { ...row, decisions }
}
