import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Writer } from '../../platform/db.ts'
import type { RowProblem } from '../tables.ts'
import { copyBegins, copyEnds } from './staged-row.ts'

export interface RefusedRow {
  readonly row: number
  readonly problems: readonly RowProblem[]
}

export interface BatchOf {
  readonly issuerId: string
  readonly batchId: string
}

/** The columns of the staged rows, in the order in which a line of `COPY` gives them. */
export const stagedColumns = [
  ...['row_number integer not null', 'event_id uuid not null', 'specification_id bigint not null'],
  ...['award_date date not null', 'birth_date date not null', 'centre integer', 'provider_ukprn integer'],
  ...['has_uln boolean not null', 'identifier text not null', 'given_name_key text not null'],
  ...[
    'family_name_key text not null',
    'gender text not null',
    'postcode_key text not null',
    'grade text not null',
  ],
  'content_hash bytea not null',
]

/** The rows of one file in one transaction: nobody else sees them, and they are gone with it. */
export async function createStaging({ connection }: Writer, fileSize: number): Promise<void> {
  // Room to sort and hash in memory what is worth it; a small file leaves the server as small as it is.
  if (fileSize > 4_000_000) {
    await connection.query(`set local work_mem = '192MB'; set local temp_buffers = '64MB'`)
  }
  await connection.query(`create temporary table staged_result (${stagedColumns.join(', ')}) on commit drop`)
}

/** Takes rows in the format of binary COPY to the staged rows, as they come. */
export async function stageRows({ connection }: Writer, rows: AsyncIterable<Uint8Array>): Promise<void> {
  async function* framed() {
    yield copyBegins
    yield* rows
    yield copyEnds
  }
  await pipeline(
    Readable.from(framed(), { objectMode: true, highWaterMark: 2 }),
    connection.query(copyFrom('copy staged_result from stdin with (format binary)')),
  )
  await connection.query('analyze staged_result')
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
