import { join } from 'node:path'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { registrarPowers } from '../acting.ts'
import { ensureProvider } from '../cohorts/acting.ts'
import { ensureCohortName } from '../cohorts/cohort-name.ts'
import { recordListed } from '../register/record-listed.ts'
import { checkRegistration } from '../register/registration.ts'
import { ensureMayLookUp } from '../register/suspensions.ts'
import { type Spooled, spool } from '../results/spool.ts'
import type { RowProblem } from '../tables.ts'
import { recordsOf } from './check-file.ts'
import { cellsOf, columnOf, type SentCells } from './columns.ts'
import { readFileName } from './file-name.ts'
import { judgeRows } from './judge-rows.ts'
import { Newcomers } from './newcomers.ts'
import { filesADay, registrationPolicy } from './policy.ts'
import { rowKeyOf } from './row-key.ts'
import { RegistrationFileError } from './sent-file.ts'
import { insertRows, type KeptRow, rowsToDo, setExpected } from './store.ts'
import type { FileFormat } from './tables.ts'

export interface ReceivedFile {
  readonly fileId: string
  /** The same bytes came before: this is the report of then, and nothing has changed. */
  readonly knownFile: boolean
}

interface Receiving {
  readonly organisationId: string
  readonly fileId: string
  readonly fileName: string
  readonly format: FileFormat
  readonly ukprn: string
  readonly cohort: string
}

const rowsAtOnce = 500
const day = 24 * 60 * 60 * 1000

/**
 * Takes a registration file and says of each row what would happen (the dry run): found, new, to be compared by a
 * person, or wrong. Nobody is registered yet. A file whose name, headings, header or count is wrong is refused whole.
 */
export async function receiveRegistrationFile(
  app: App,
  actor: Actor,
  organisationId: string,
  { fileName, stream }: { fileName: string; stream: AsyncIterable<Uint8Array> },
  input: { cohort: string },
): Promise<ReceivedFile> {
  const powers = registrarPowers(actor, organisationId)
  const cohort = ensureCohortName(input.cohort)
  const organisation = await app.db.read(powers, async (tx) => {
    await ensureMayLookUp(tx, organisationId, actor)
    return ensureProvider(tx, organisationId)
  })
  const named = readFileName(fileName)
  if (!named) refuse(new RegistrationFileError('name'))
  if (named.ukprn !== organisation.ukprn) {
    refuse(new RegistrationFileError('ukprn', { ukprn: organisation.ukprn }))
  }
  const file = await spool(join(app.config.dataFolder, 'incoming'), stream, {
    limit: registrationPolicy.largestFile,
  })
  try {
    const known = await app.db.read(powers, (tx) => fileOfHash(tx, organisationId, file.hash))
    if (known !== undefined) return { fileId: known, knownFile: true }
    await app.limit.ensure(filesADay, organisationId)
    const receiving: Receiving = {
      ...{ organisationId, fileName, cohort, format: named.format, ukprn: organisation.ukprn },
      fileId: newId(app.now().getTime()),
    }
    const isNew = await app.db.write({ ...powers, ingest: true }, (tx) =>
      keep(app, tx, actor, receiving, file),
    )
    if (isNew) {
      await app.limit.take(filesADay, organisationId)
      return { fileId: receiving.fileId, knownFile: false }
    }
    const first = await app.db.read(powers, (tx) => fileOfHash(tx, organisationId, file.hash))
    return { fileId: first ?? receiving.fileId, knownFile: true }
  } catch (error) {
    if (error instanceof RegistrationFileError) refuse(error)
    throw error
  } finally {
    await file.close()
  }
}

function refuse({ rule, values }: RegistrationFileError): never {
  return invalid({ field: 'file', key: `registration.file_${rule}`, values })
}

async function fileOfHash(
  tx: Pick<Writer, 'named'>,
  organisationId: string,
  hash: string,
): Promise<string | undefined> {
  const [row] = await tx.named<{ file_id: string }>(
    'registration file of hash',
    `select file_id from registration_file where organisation_id = $1 and file_hash = $2`,
    [organisationId, hash],
  )
  return row?.file_id
}

/** One transaction: a file that turns out wrong at its end, or is interrupted, leaves nothing. */
async function keep(
  app: App,
  tx: Writer,
  actor: Actor,
  receiving: Receiving,
  file: Spooled,
): Promise<boolean> {
  const { organisationId, fileId } = receiving
  const at = app.now()
  const inserted = await tx.sql
    .insertInto('registration_file')
    .values({
      organisation_id: organisationId,
      file_id: fileId,
      file_name: receiving.fileName,
      file_hash: file.hash,
      format: receiving.format,
      cohort: receiving.cohort,
      state: 'checked',
      sent_by: actor.kind === 'person' ? actor.personId : null,
      sender_name: actor.kind === 'visitor' ? '' : actor.name,
      sent_at: at,
      done_at: null,
      output_until: new Date(at.getTime() + registrationPolicy.outputDays * day),
      forgotten_at: null,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'file_hash']).doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false
  const rows = await keepRows(app, tx, receiving, file)
  await tx.sql
    .updateTable('registration_file')
    .set({ row_count: rows })
    .where('organisation_id', '=', organisationId)
    .where('file_id', '=', fileId)
    .execute()
  await recordListed(app, tx, actor, organisationId, await expect(app, tx, receiving, rows))
  await recordEvent(tx, actor, {
    action: 'registration.received',
    about: [organisationId],
    permission: actor.kind === 'system' ? 'system' : 'provider',
    organisationId,
    thing: { kind: 'registrationFile', id: fileId },
    detail: { rows },
    at,
  })
  return true
}

async function keepRows(app: App, tx: Writer, receiving: Receiving, file: Spooled): Promise<number> {
  const today = app.now().toISOString().slice(0, 10)
  let kept: KeptRow[] = []
  let count = 0
  for await (const { row, cells, problem } of recordsOf(file.text(), receiving)) {
    count += 1
    const stored = withoutNul(cells)
    kept.push({
      row,
      rowKey: rowKeyOf(app, receiving.organisationId, stored),
      cells: stored,
      problems: problem ? [problem] : problemsOf(cells, today),
    })
    if (kept.length < rowsAtOnce) continue
    await insertRows(tx, receiving, kept)
    kept = []
  }
  await insertRows(tx, receiving, kept)
  return count
}

/** PostgreSQL's text cannot hold NUL. Such a row is refused for its characters; its other cells go back as they came. */
function withoutNul(cells: SentCells): SentCells {
  return Object.fromEntries(
    Object.entries(cells).map(([name, text]) => [name, text.replaceAll('\0', '\uFFFD')]),
  )
}

function problemsOf(cells: SentCells, today: string): RowProblem[] {
  const checked = checkRegistration(cellsOf(cells), today, { required: true })
  if (checked.ok) return []
  return checked.problems.map(({ field, key, values }) => ({
    field: columnOf(field),
    rule: key.replace('record.rule_', ''),
    ...(values ? { values } : {}),
  }))
}

/** What will happen to each row, repeats within the file included. Nobody is registered by it; who was found is told. */
async function expect(app: App, tx: Writer, receiving: Receiving, rows: number): Promise<string[]> {
  const newcomers = new Newcomers()
  const fresh = new Set<string>()
  const found: string[] = []
  const all = await rowsToDo(tx, receiving, rows)
  for (let from = 0; from < all.length; from += rowsAtOnce) {
    const some = all.slice(from, from + rowsAtOnce)
    const judged = await judgeRows(app, tx, receiving.organisationId, some, newcomers)
    await setExpected(tx, receiving, judged)
    for (const row of judged) {
      if (row.code === 'WSRC0001') fresh.add(row.learnerId)
      // Who is new is nobody yet, also where a later row of the file says the same person again.
      else if ('learnerId' in row && !fresh.has(row.learnerId)) found.push(row.learnerId)
    }
  }
  return found
}

export function noRegistrationFile(): AppError {
  return new AppError('invalid', { problems: [{ field: 'file', key: 'record.fileMissing' }] })
}
