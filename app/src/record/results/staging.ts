import type { Writer } from '../../platform/db.ts'
import type { RowProblem } from '../tables.ts'
import type { Result } from './check-row.ts'

/** A good row with what it was given: the key of its result, the hash of what it says, the id of its event. */
export interface StagedRow extends Result {
  readonly row: number
  readonly rowKey: string
  readonly contentHash: string
  readonly eventId: string
  readonly givenNameKey: string
  readonly familyNameKey: string
}

export interface RefusedRow {
  readonly row: number
  readonly problems: readonly RowProblem[]
}

/** The rows of one file in one transaction: nobody else sees them, and they are gone with it. */
export async function createStaging({ connection }: Writer): Promise<void> {
  await connection.query(`create temporary table staged_result (
    row_number integer not null, row_key text not null, content_hash text not null, event_id uuid not null,
    uln text not null, given_name_key text not null, family_name_key text not null, birth_date date not null,
    qualification_number text not null, component text not null, title text not null, level text not null,
    credits integer, assessment_language text, grading_scheme text not null, grade text not null,
    series text not null, award_date date not null, status text not null,
    verdict text, first_row integer, learner_id uuid, matches boolean, owner_id uuid, award_year integer,
    known_hash text, held_version integer, held_hash text, held_same_person boolean
  ) on commit drop`)
}

/** One statement a chunk. JSON as the one parameter: no count of rows meets the limit on parameters. */
export async function stageRows({ connection }: Writer, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return
  await connection.query(
    `insert into staged_result (row_number, row_key, content_hash, event_id, uln, given_name_key, family_name_key,
       birth_date, qualification_number, component, title, level, credits, assessment_language, grading_scheme, grade,
       series, award_date, status)
     select "row", "rowKey", "contentHash", "eventId", uln, "givenNameKey", "familyNameKey", "birthDate",
       "qualificationNumber", component, title, level, credits, "assessmentLanguage", "gradingScheme", grade, series,
       "awardDate", status
     from json_to_recordset($1::json) as r ("row" integer, "rowKey" text, "contentHash" text, "eventId" uuid, uln text,
       "givenNameKey" text, "familyNameKey" text, "birthDate" date, "qualificationNumber" text, component text,
       title text, level text, credits integer, "assessmentLanguage" text, "gradingScheme" text, grade text,
       series text, "awardDate" date, status text)`,
    [JSON.stringify(rows)],
  )
}

export async function noteRefused(
  { connection }: Writer,
  { issuerId, batchId }: BatchOf,
  rows: readonly RefusedRow[],
): Promise<void> {
  if (rows.length === 0) return
  await connection.query(
    `insert into batch_row (issuer_id, batch_id, row_number, verdict, problems)
     select $1, $2, "row", 'refused', problems
     from json_to_recordset($3::json) as r ("row" integer, problems jsonb)`,
    [issuerId, batchId, JSON.stringify(rows)],
  )
}

export interface BatchOf {
  readonly issuerId: string
  readonly batchId: string
}
