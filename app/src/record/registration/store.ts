import { heldBy } from '../../access/visible.ts'
import { notFound } from '../../errors.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import type { RowProblem } from '../tables.ts'
import type { SentCells } from './columns.ts'
import type { RegistrationFileTable, ReturnCode } from './tables.ts'
import './tables.ts'

export type RegistrationFile = Omit<RegistrationFileTable, 'row_count' | 'done_count'> & {
  row_count: number
  done_count: number
}

export async function fileById(
  tx: Reader,
  organisationId: string,
  fileId: string,
): Promise<RegistrationFile> {
  const file = await tx.sql
    .selectFrom('registration_file')
    .selectAll()
    .where(heldBy(organisationId, 'organisation_id'))
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return file ?? notFound('registration file')
}

export interface KeptRow {
  readonly row: number
  readonly rowKey: string
  readonly cells: SentCells
  readonly problems: readonly RowProblem[]
}

export async function insertRows(
  tx: Writer,
  of: { organisationId: string; fileId: string },
  rows: readonly KeptRow[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.sql
    .insertInto('registration_row')
    .values(
      rows.map(({ row, rowKey, cells, problems }) => ({
        organisation_id: of.organisationId,
        file_id: of.fileId,
        row_number: row,
        row_key: rowKey,
        content: JSON.stringify(cells),
        problems: JSON.stringify(problems),
        expected: problems.length > 0 ? ('INVALID' as const) : ('' as const),
        code: null,
        learner_id: null,
        uln: null,
        decided_by: null,
        decided_at: null,
        reason: null,
      })),
    )
    .execute()
}

export interface Outcome {
  readonly row: number
  readonly code: ReturnCode
  readonly learnerId?: string | undefined
  readonly uln?: string | undefined
}

/** What the check expects of each row. */
export async function setExpected(
  tx: Writer,
  of: { organisationId: string; fileId: string },
  outcomes: readonly Outcome[],
): Promise<void> {
  await tx.connection.query(
    `update registration_row r set expected = given.code
     from unnest($3::int[], $4::text[]) as given (row_number, code)
     where r.organisation_id = $1 and r.file_id = $2 and r.row_number = given.row_number`,
    [of.organisationId, of.fileId, outcomes.map(({ row }) => row), outcomes.map(({ code }) => code)],
  )
}

/** What happened to each row: it answers so for good. */
export async function setOutcomes(
  tx: Writer,
  of: { organisationId: string; fileId: string },
  outcomes: readonly Outcome[],
): Promise<void> {
  await tx.connection.query(
    `update registration_row r set code = given.code, learner_id = given.learner_id, uln = given.uln
     from unnest($3::int[], $4::text[], $5::uuid[], $6::text[]) as given (row_number, code, learner_id, uln)
     where r.organisation_id = $1 and r.file_id = $2 and r.row_number = given.row_number and r.code is null`,
    [
      of.organisationId,
      of.fileId,
      outcomes.map(({ row }) => row),
      outcomes.map(({ code }) => code),
      outcomes.map(({ learnerId }) => learnerId ?? null),
      outcomes.map(({ uln }) => uln ?? null),
    ],
  )
}

export interface RowToDo {
  readonly row: number
  readonly rowKey: string
  readonly cells: SentCells
  readonly problems: readonly RowProblem[]
}

/**
 * Rows that wait, in the order of their birth dates: registrations of one birth date wait for each other, and two files
 * that take them in one order never wait in a circle.
 */
export async function rowsToDo(
  tx: Reader,
  of: { organisationId: string; fileId: string },
  most: number,
): Promise<RowToDo[]> {
  return tx.named<RowToDo & Record<string, unknown>>(
    'registration rows to do',
    `select row_number as row, row_key as "rowKey", content as cells, problems
     from registration_row
     where organisation_id = $1 and file_id = $2 and code is null
     order by content ->> 'DateOfBirth' collate "C", row_number limit $3`,
    [of.organisationId, of.fileId, most],
  )
}

/** What this sender was answered for the same person before, in whatever file. */
export async function answeredBefore(
  tx: Reader,
  organisationId: string,
  rowKeys: readonly string[],
): Promise<ReadonlyMap<string, { learnerId: string; uln: string }>> {
  const rows = await tx.named<{ row_key: string; learner_id: string; uln: string }>(
    'registration rows before',
    `select distinct on (row_key) row_key, learner_id, uln from registration_row
     where organisation_id = $1 and row_key = any($2) and code is not null and learner_id is not null
     order by row_key, decided_at desc nulls last`,
    [organisationId, rowKeys],
  )
  return new Map(rows.map(({ row_key, learner_id, uln }) => [row_key, { learnerId: learner_id, uln }]))
}
