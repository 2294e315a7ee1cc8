import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { enrolMany } from '../cohorts/enrol-many.ts'
import { enterMany } from './enter-many.ts'
import { type JudgedRow, judgeRows } from './judge-rows.ts'
import { Newcomers } from './newcomers.ts'
import type { Outcome, RowToDo } from './store.ts'

export interface Sending {
  readonly organisationId: string
  readonly cohort: string
  readonly sender: Actor
}

/**
 * Registers rows in a transaction with a registrar's powers and `ingest`. Who is found exactly and who is new are
 * enrolled; who is possible waits for a person. Registrations of one birth date wait for each other, as single ones do.
 */
export async function registerRows(
  app: App,
  tx: Writer,
  sending: Sending,
  rows: readonly RowToDo[],
): Promise<Outcome[]> {
  await lockBirthDates(tx, rows)
  const judged = await judgeRows(app, tx, sending.organisationId, rows, new Newcomers())
  const fresh = judged.flatMap((row) => (row.code === 'WSRC0001' ? [row] : []))
  const numbers = await enterMany(app, tx, sending, fresh)
  await enrolFound(
    app,
    tx,
    sending,
    judged.flatMap((row) => ('learnerId' in row ? [row.learnerId] : [])),
    new Set(fresh.map(({ learnerId }) => learnerId)),
  )
  return judged.map((row) => outcomeOf(row, numbers))
}

function outcomeOf(row: JudgedRow, numbers: ReadonlyMap<string, string>): Outcome {
  if (!('learnerId' in row)) return { row: row.row, code: row.code }
  const { learnerId } = row
  const uln = numbers.get(learnerId) ?? ('uln' in row ? row.uln : undefined)
  return { row: row.row, code: row.code, learnerId, uln }
}

/** In the order of the dates, so that two who hold one and want the other never wait in a circle. */
async function lockBirthDates(tx: Writer, rows: readonly RowToDo[]): Promise<void> {
  const dates = [...new Set(rows.map(({ cells }) => (cells.DateOfBirth ?? '').trim()))].sort()
  await tx.named(
    'register birth dates',
    `select pg_advisory_xact_lock(hashtext('register ' || date)) from unnest($1::text[]) as date`,
    [dates],
  )
}

/** Who is registered already is enrolled here, and reads that they were, by whom. */
export async function enrolFound(
  app: App,
  tx: Writer,
  { organisationId, cohort, sender }: Sending,
  learnerIds: readonly string[],
  toldOtherwise: ReadonlySet<string> = new Set(),
): Promise<void> {
  const at = app.now()
  const here = await tx.named<{ learner_id: string }>(
    'enrolled in this class',
    `select learner_id from enrolment
     where organisation_id = $1 and learner_id = any($2::uuid[]) and cohort = $3 and ended_at is null`,
    [organisationId, [...new Set(learnerIds)], cohort],
  )
  const enrolled = new Set(here.map(({ learner_id }) => learner_id))
  const coming = [...new Set(learnerIds)].filter((id) => !enrolled.has(id))
  if (coming.length === 0) return
  await enrolMany(
    tx,
    organisationId,
    coming.map((learner_id) => ({ learner_id, cohort })),
    at,
  )
  const told = coming.filter((id) => !toldOtherwise.has(id))
  if (told.length === 0) return
  await recordEvent(tx, sender, {
    action: 'learner.enrolled',
    about: told,
    permission: sender.kind === 'system' ? 'system' : 'provider',
    organisationId,
    thing: { kind: 'learner' },
    at,
  })
}
