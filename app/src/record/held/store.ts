import type { Reader, Writer } from '../../platform/db.ts'
import type { HeldPerson, HeldReason } from './judge-held.ts'
import type { HeldChoice, HeldState } from './tables.ts'
import './tables.ts'

/** The newest version of a row that waits, and what was decided of it. */
export interface WaitingRow extends HeldPerson, Record<string, unknown> {
  readonly eventId: string
  readonly version: number
  /** Where it first stood. */
  readonly batchId: string
  readonly row: number
  /** Null before the job has looked. */
  readonly state: HeldState | null
  readonly decisions: number
  readonly choice: HeldChoice | null
  readonly ruledOut: readonly string[]
  /** The decision was made of the names and the birth date that the row has now. */
  readonly isOfDecision: boolean
}

/** Those that have attached are not there. Needs the power `issuer`. */
export function waitingRows(
  tx: Pick<Reader, 'named'>,
  issuerId: string,
  eventIds: readonly string[],
): Promise<WaitingRow[]> {
  return tx.named<WaitingRow>(
    'held rows that wait',
    `select distinct on (h.event_id) h.event_id as "eventId", h.version, f.batch_id as "batchId",
       f.row_number as row, h.identifier, h.given_name_key as "givenNameKey", h.family_name_key as "familyNameKey",
       h.birth_date as "birthDate", h.gender, h.postcode_key as "postcodeKey", m.state,
       coalesce(m.decisions, 0) as decisions, d.choice, coalesce(d.ruled_out, '{}') as "ruledOut",
       coalesce((w.given_name_key, w.family_name_key, w.birth_date)
         = (h.given_name_key, h.family_name_key, h.birth_date), false) as "isOfDecision"
     from held_result h
     join held_result f on f.issuer_id = h.issuer_id and f.event_id = h.event_id and f.version = 1
     left join held_match m on m.issuer_id = h.issuer_id and m.event_id = h.event_id
     left join held_decision d on d.issuer_id = h.issuer_id and d.event_id = h.event_id and d.number = m.decisions
     left join held_result w on w.issuer_id = h.issuer_id and w.event_id = h.event_id and w.version = d.version
     where h.issuer_id = $1 and h.event_id = any($2::uuid[]) and h.attached_at is null
     order by h.event_id, h.version desc`,
    [issuerId, [...eventIds]],
  )
}

export interface MatchedRow {
  readonly eventId: string
  readonly batchId: string
  readonly row: number
  readonly decisions: number
  readonly state: HeldState
  readonly candidates: readonly { readonly learnerId: string; readonly reasons: readonly HeldReason[] }[]
}

/** In place of what was found before. */
export async function saveMatches(
  tx: Writer,
  issuerId: string,
  eventIds: readonly string[],
  rows: readonly MatchedRow[],
  at: Date,
): Promise<void> {
  const { connection } = tx
  await forgetCandidates(tx, issuerId, eventIds)
  await connection.query(
    `insert into held_match (issuer_id, event_id, batch_id, row_number, state, decisions, matched_at)
     select $1, r.event_id, r.batch_id, r.row_number, r.state, r.decisions, $7
     from unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::smallint[])
       as r (event_id, batch_id, row_number, state, decisions)
     on conflict (issuer_id, event_id) do update set batch_id = excluded.batch_id, row_number = excluded.row_number,
       state = excluded.state, matched_at = excluded.matched_at`,
    [
      issuerId,
      rows.map(({ eventId }) => eventId),
      rows.map(({ batchId }) => batchId),
      rows.map(({ row }) => row),
      rows.map(({ state }) => state),
      rows.map(({ decisions }) => decisions),
      at,
    ],
  )
  const candidates = rows.flatMap((row) => row.candidates.map((each) => ({ eventId: row.eventId, ...each })))
  await connection.query(
    `insert into held_candidate (issuer_id, event_id, learner_id, reasons)
     select $1, c.event_id, c.learner_id, string_to_array(c.reasons, ' ')
     from unnest($2::uuid[], $3::uuid[], $4::text[]) as c (event_id, learner_id, reasons)`,
    [
      issuerId,
      candidates.map(({ eventId }) => eventId),
      candidates.map(({ learnerId }) => learnerId),
      candidates.map(({ reasons }) => reasons.join(' ')),
    ],
  )
}

export async function forgetCandidates(
  tx: Writer,
  issuerId: string,
  eventIds: readonly string[],
): Promise<void> {
  await tx.connection.query(
    'delete from held_candidate where issuer_id = $1 and event_id = any($2::uuid[])',
    [issuerId, [...eventIds]],
  )
}

export interface NewDecision {
  readonly issuerId: string
  readonly eventId: string
  /** How many there were, as whoever decides has seen. */
  readonly before: number
  readonly version: number
  readonly choice: HeldChoice
  readonly learnerId: string | null
  readonly ruledOut: readonly string[]
  readonly reason: string
  readonly by: { readonly personId: string | null; readonly name: string }
  readonly at: Date
}

/** Under the issuer's lock; the key of the next number keeps two from being the next. */
export async function insertDecision(tx: Writer, decision: NewDecision, state: HeldState): Promise<void> {
  const { issuerId, eventId, before, version, choice, learnerId, ruledOut, reason, by, at } = decision
  await tx.sql
    .insertInto('held_decision')
    .values({
      issuer_id: issuerId,
      event_id: eventId,
      number: before + 1,
      ...{ version, choice, reason },
      learner_id: learnerId,
      ruled_out: [...ruledOut],
      decided_by: by.personId,
      decided_by_name: by.name,
      decided_at: at,
    })
    .execute()
  await tx.sql
    .updateTable('held_match')
    .set({ state, decisions: before + 1 })
    .where('issuer_id', '=', issuerId)
    .where('event_id', '=', eventId)
    .execute()
}
