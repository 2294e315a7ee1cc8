import { join } from 'node:path'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { recordListed } from '../register/record-listed.ts'
import { ensureMayLookUp } from '../register/suspensions.ts'
import { CsvError } from '../results/read-csv.ts'
import { spool } from '../results/spool.ts'
import { cohortPowers, ensureProvider, permissionOf } from './acting.ts'
import { largestList, listMisses } from './limits.ts'
import { matchClassList } from './match-class-list.ts'
import { type ClassRow, readClassList } from './read-class-list.ts'
import type { ClassRowVerdict } from './tables.ts'

export interface ClassFile {
  readonly fileName: string
  readonly stream: AsyncIterable<Uint8Array>
}

interface Judged extends ClassRow {
  readonly verdict: ClassRowVerdict
  readonly learnerId: string | null
}

/**
 * The dry run: who would be enrolled, who is already, and which rows name nobody. What is wrong with a row that names
 * nobody is not said, since that would say what the register has; such rows are counted. Nothing is enrolled yet, and
 * whoever would be reads that they were looked for.
 */
export async function checkClassList(
  app: App,
  actor: Actor,
  organisationId: string,
  file: ClassFile,
  { cohort }: { cohort: string },
): Promise<{ fileId: string }> {
  const powers = cohortPowers(actor, organisationId)
  await app.db.read(powers, async (tx) => {
    await ensureProvider(tx, organisationId)
    await ensureMayLookUp(tx, organisationId, actor)
  })
  await app.limit.ensure(listMisses, organisationId)
  const rows = await readRows(app, file, cohort)
  const judged = await app.db.read({ ...powers, ingest: true }, (tx) => judge(tx, organisationId, rows))
  const misses = judged.filter(({ verdict }) => verdict === 'unmatched').length
  for (let miss = 0; miss < misses; miss += 1) await app.limit.take(listMisses, organisationId)
  return app.db.write(powers, (tx) => keep(app, tx, actor, organisationId, file.fileName, judged))
}

async function readRows(app: App, { stream }: ClassFile, cohort: string): Promise<ClassRow[]> {
  const spooled = await spool(join(app.config.dataFolder, 'incoming'), stream, { limit: largestList })
  try {
    const today = app.now().toISOString().slice(0, 10)
    return await readClassList(spooled.text(), { cohort: cohort.trim().normalize('NFC'), today })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return invalid({ field: 'file', key: `record.file_${error.rule}`, values: { row: error.row } })
  } finally {
    await spooled.close()
  }
}

async function judge(tx: Reader, organisationId: string, rows: readonly ClassRow[]): Promise<Judged[]> {
  const good = rows.filter(({ problems }) => problems.length === 0)
  const found = await matchClassList(tx, organisationId, good)
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row.problems.length > 0) return { ...row, verdict: 'refused', learnerId: null }
    const match = found.get(row.row)
    if (!match) return { ...row, verdict: 'unmatched', learnerId: null }
    const place = `${match.learnerId} ${row.cohort}`
    const isKnown = match.isEnrolled || seen.has(place)
    seen.add(place)
    return { ...row, verdict: isKnown ? 'known' : 'new', learnerId: match.learnerId }
  })
}

async function keep(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  fileName: string,
  judged: readonly Judged[],
): Promise<{ fileId: string }> {
  const at = app.now()
  const fileId = newId(at.getTime())
  const count = (verdict: ClassRowVerdict) => judged.filter((row) => row.verdict === verdict).length
  const counts = {
    row_count: judged.length,
    new_count: count('new'),
    known_count: count('known'),
    unmatched_count: count('unmatched'),
    refused_count: count('refused'),
  }
  await tx.sql
    .insertInto('cohort_file')
    .values({
      organisation_id: organisationId,
      cohort_file_id: fileId,
      file_name: [...fileName].slice(-120).join(''),
      uploaded_by: actor.kind === 'person' ? actor.personId : null,
      uploaded_at: at,
      enrolled_by: null,
      enrolled_at: null,
      ...counts,
    })
    .execute()
  for (let from = 0; from < judged.length; from += 1000) {
    await tx.sql
      .insertInto('cohort_file_row')
      .values(
        judged.slice(from, from + 1000).map((row) => ({
          organisation_id: organisationId,
          cohort_file_id: fileId,
          row_number: row.row,
          verdict: row.verdict,
          name: row.name,
          cohort: row.cohort.slice(0, 100),
          learner_id: row.learnerId,
          problems: JSON.stringify(row.problems),
        })),
      )
      .execute()
  }
  const found = judged.flatMap(({ verdict, learnerId }) =>
    verdict === 'new' && learnerId ? [learnerId] : [],
  )
  await recordListed(app, tx, actor, organisationId, found)
  await recordEvent(tx, actor, {
    action: 'cohort.listChecked',
    about: [organisationId],
    permission: permissionOf(actor),
    organisationId,
    thing: { kind: 'cohortFile', id: fileId },
    detail: counts,
    at,
  })
  return { fileId }
}
