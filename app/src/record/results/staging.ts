import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Writer } from '../../platform/db.ts'
import { largeFile } from './spool.ts'
import { copyBegins, copyEnds } from './staged-row.ts'

export interface BatchOf {
  readonly issuerId: string
  readonly batchId: string
}

/** The columns of the staged rows, in the order of binary COPY. A refused row has its number and problems alone. */
export const stagedColumns = [
  ...[
    'row_number integer not null',
    'event_id uuid',
    'specification_id bigint',
    'award_date date',
    'birth_date date',
  ],
  ...[
    'centre integer',
    'provider_ukprn integer',
    'has_uln boolean',
    'identifier text',
    'given_name_key text',
  ],
  ...[
    'family_name_key text',
    'gender text',
    'postcode_key text',
    'grade text',
    'content_hash bytea',
    'problems json',
  ],
]

/** The rows of one file in one transaction: nobody else sees them, and they are gone with it. */
export async function createStaging({ connection }: Writer, fileSize: number): Promise<void> {
  // Once a connection has used its buffers their number is fixed, so a small file asks for as many; it fills a few.
  await connection.query(`set local temp_buffers = '64MB'`)
  // Room to sort and hash in memory what is worth it; a small file leaves the server as small as it is.
  if (fileSize >= largeFile) await connection.query(`set local work_mem = '192MB'`)
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

/** Lists the rows that broke a rule. */
export async function noteRefused(
  { connection }: Writer,
  { issuerId, batchId }: BatchOf,
): Promise<{ refused: number }> {
  const { rowCount } = await connection.query(
    `insert into batch_row (issuer_id, batch_id, row_number, verdict, problems)
     select $1, $2, row_number, 'refused', problems from staged_result where problems is not null`,
    [issuerId, batchId],
  )
  return { refused: rowCount ?? 0 }
}
