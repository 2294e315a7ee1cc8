import { join } from 'node:path'
import type { Selectable } from 'kysely'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, conflict, invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { CsvError } from '../results/read-csv.ts'
import { spool } from '../results/spool.ts'
import { centrePowers } from './acting.ts'
import { checkEntry, type EntryCells } from './entry-row.ts'
import { type PlacedIn, placeEntries } from './place-entries.ts'
import { type ReadEntry, readEntries } from './read-entries.ts'
import { centreNumbersOf, findSeries } from './store.ts'
import type { ExamEntryFileTable, RefusedEntry } from './tables.ts'

export interface EntryFile {
  readonly fileName: string
  readonly stream: AsyncIterable<Uint8Array>
  /** Of an organisation that is several centres. */
  readonly centreNumber?: string | undefined
  /** The number of the file; left out: the next one. */
  readonly sequence?: number | undefined
}

export interface EntryReport {
  readonly fileId: string
  readonly centreNumber: string
  readonly sequence: number
  readonly fileName: string
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly refusedRows: readonly RefusedEntry[]
  readonly uploadedAt: Date
  /** The same file was sent before: this is the report of then, and nothing has changed. */
  readonly knownFile: boolean
}

export const largestEntryFile = 20_000_000

/**
 * Takes a centre's file of entries: good rows are drafts that wait to be submitted, bad rows are refused each by itself.
 * Files are taken in the order of their numbers, so that no amendment comes before what it amends.
 */
export async function sendEntries(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
  file: EntryFile,
): Promise<EntryReport> {
  const powers = centrePowers(actor, organisationId)
  await app.db.read(powers, (tx) => placeOf(tx, organisationId, seriesId, file.centreNumber))
  const spooled = await spool(join(app.config.dataFolder, 'incoming'), file.stream, {
    limit: largestEntryFile,
  })
  try {
    const rows = await readEntries(spooled.text(), app.now().toISOString().slice(0, 10))
    return await app.db.write(powers, async (tx) => {
      const where = await placeOf(tx, organisationId, seriesId, file.centreNumber)
      await lockFiles(tx, where)
      const sent = await filesOf(tx, where)
      const known = sent.find(
        ({ file_hash, sequence }) =>
          file_hash === spooled.hash && (file.sequence === undefined || sequence === file.sequence),
      )
      if (known) return reportOf(known, true)
      const sequence = nextSequence(sent.length, file.sequence)
      return reportOf(
        await take(app, tx, actor, where, rows, { ...file, sequence, hash: spooled.hash }),
        false,
      )
    })
  } catch (error) {
    if (error instanceof CsvError) {
      invalid({ field: 'file', key: `record.file_${error.rule}`, values: { row: error.row } })
    }
    throw error
  } finally {
    await spooled.close()
  }
}

/** One entry from the form; what is wrong with it goes back to its fields. */
export async function addEntry(
  app: App,
  actor: Actor,
  organisationId: string,
  seriesId: string,
  { centreNumber, ...cells }: EntryCells & { centreNumber?: string | undefined },
): Promise<void> {
  const checked = checkEntry(cells, app.now().toISOString().slice(0, 10))
  await app.db.write(centrePowers(actor, organisationId), async (tx) => {
    const where = await placeOf(tx, organisationId, seriesId, centreNumber)
    const placed = await placeEntries(app, tx, where, [{ row: 1, checked }])
    const problems = placed.refused.flatMap((refused) => refused.problems)
    if (problems.length > 0) {
      invalid(
        ...problems.map(({ field, rule }) => ({
          field: field || 'CandidateNumber',
          key: `series.rule_${rule}`,
        })),
      )
    }
    if (placed.unchanged > 0) {
      const known = { field: 'CandidateNumber', key: 'series.rule_known' }
      throw new AppError('conflict', { problems: [known] })
    }
    await recordSent(app, tx, actor, where, { count: 1 })
  })
}

/** The series, still taking entries, and the centre's number: its only one, or the one that is named. */
async function placeOf(
  tx: Reader,
  organisationId: string,
  seriesId: string,
  named: string | undefined,
): Promise<PlacedIn> {
  const series = await findSeries(tx, { seriesId })
  if (!series) notFound('series')
  const numbers = await centreNumbersOf(tx, organisationId)
  if (numbers.length === 0) conflict('series.noCentreNumber')
  const centreNumber = named === undefined || named === '' ? numbers[0] : numbers.find((one) => one === named)
  if (centreNumber === undefined || (numbers.length > 1 && !named)) {
    invalid({ field: 'centreNumber', key: 'series.centreNotYours' })
  }
  if (!series.takesEntries) conflict('series.entriesClosed')
  return { series, organisationId, centreNumber }
}

async function lockFiles({ connection }: Writer, { series, centreNumber }: PlacedIn): Promise<void> {
  const key = `entry files ${series.seriesId} ${centreNumber}`
  await connection.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key])
}

type FileRow = Selectable<ExamEntryFileTable>

export function filesOf(
  tx: Reader,
  { series, organisationId, centreNumber }: Omit<PlacedIn, 'centreNumber'> & { centreNumber?: string },
): Promise<FileRow[]> {
  return tx.sql
    .selectFrom('exam_entry_file')
    .selectAll()
    .where('issuer_id', '=', series.issuerId)
    .where('series_id', '=', series.seriesId)
    .where('organisation_id', '=', organisationId)
    .$if(centreNumber !== undefined, (query) => query.where('centre_number', '=', centreNumber ?? ''))
    .orderBy('centre_number')
    .orderBy('sequence', 'desc')
    .execute()
}

function nextSequence(sent: number, given: number | undefined): number {
  const next = sent + 1
  if (given === undefined || given === next) return next
  const key = given < next ? 'series.sequenceTaken' : 'series.sequenceAhead'
  throw new AppError('conflict', { problems: [{ field: 'sequence', key, values: { next } }] })
}

/** Of the rows that were refused, so many are named. */
const mostNamed = 500

async function take(
  app: App,
  tx: Writer,
  actor: Actor,
  where: PlacedIn,
  rows: readonly ReadEntry[],
  { fileName, sequence, hash }: { fileName: string; sequence: number; hash: string },
): Promise<FileRow> {
  const placed = await placeEntries(app, tx, where, rows)
  const at = app.now()
  const row = await tx.sql
    .insertInto('exam_entry_file')
    .values({
      issuer_id: where.series.issuerId,
      file_id: newId(at.getTime()),
      series_id: where.series.seriesId,
      organisation_id: where.organisationId,
      centre_number: where.centreNumber,
      sequence,
      file_name: [...fileName].slice(-120).join(''),
      file_hash: hash,
      row_count: rows.length,
      added_count: placed.added,
      changed_count: placed.changed,
      unchanged_count: placed.unchanged,
      refused_count: placed.refused.length,
      refused: JSON.stringify(placed.refused.slice(0, mostNamed)),
      uploaded_by: actor.kind === 'person' ? actor.personId : null,
      uploaded_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await recordSent(app, tx, actor, where, { sequence, count: placed.added + placed.changed })
  return row
}

function recordSent(
  app: App,
  tx: Writer,
  actor: Actor,
  { series, organisationId }: PlacedIn,
  detail: Readonly<Record<string, number>>,
): Promise<void> {
  return recordEvent(tx, actor, {
    action: 'entries.made',
    about: [organisationId],
    permission: actor.kind === 'system' ? 'system' : 'organisation',
    organisationId,
    thing: { kind: 'series', id: series.seriesId },
    detail,
    at: app.now(),
  })
}

export function reportOf(row: FileRow, knownFile: boolean): EntryReport {
  return {
    fileId: row.file_id,
    centreNumber: row.centre_number,
    sequence: row.sequence,
    fileName: row.file_name,
    rows: row.row_count,
    added: row.added_count,
    changed: row.changed_count,
    unchanged: row.unchanged_count,
    refused: row.refused_count,
    refusedRows: row.refused,
    uploadedAt: row.uploaded_at,
    knownFile,
  }
}
