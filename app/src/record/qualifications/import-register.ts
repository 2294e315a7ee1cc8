import { join } from 'node:path'
import type { App } from '../../app.ts'
import { invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureOperating } from '../../institution/operating.ts'
import { CsvError, readCsv } from '../results/read-csv.ts'
import { spool } from '../results/spool.ts'
import type { RowProblem } from '../tables.ts'
import {
  checkQualification,
  type Qualification,
  type RegisterCells,
  type RegisterHeading,
  registerHeadings,
} from './register-row.ts'
import './tables.ts'

export interface RegisterReport {
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  /** The first of the refused rows, each with why. */
  readonly refusedRows: readonly { readonly row: number; readonly problems: readonly RowProblem[] }[]
}

const rowsInAChunk = 1000
const mostNamed = 200
export const largestRegister = 512_000_000

/**
 * Brings the register of qualifications up to the regulator's file: what it says anew is added or changed, what it leaves
 * out stays, a bad row fails alone. The same file again changes nothing. Each thousand rows are a transaction: whoever
 * searches meanwhile is not kept waiting, and sending the file again finishes what was interrupted.
 */
export async function importQualifications(
  app: App,
  actor: Actor,
  file: { readonly stream: AsyncIterable<Uint8Array> },
  options: { readonly limit?: number; readonly onProgress?: (rows: number) => void } = {},
): Promise<RegisterReport> {
  ensureOperating(actor)
  const spooled = await spool(join(app.config.dataFolder, 'incoming'), file.stream, {
    limit: options.limit ?? largestRegister,
  })
  const report = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0 }
  const refusedRows: { row: number; problems: readonly RowProblem[] }[] = []
  try {
    let places: ReadonlyMap<RegisterHeading, number> | undefined
    let chunk = new Map<string, Qualification>()
    const flush = async () => {
      const { added, changed } = await upsert(app, [...chunk.values()])
      report.added += added
      report.changed += changed
      report.unchanged += chunk.size - added - changed
      chunk = new Map()
      options.onProgress?.(report.rows)
    }
    for await (const { row, fields } of readCsv(spooled.text())) {
      if (!places) {
        places = placesOf(fields)
        continue
      }
      report.rows += 1
      const checked = checkQualification(cellsOf(places, fields))
      const problems = checked.ok ? twice(chunk, checked.qualification) : checked.problems
      if (checked.ok && problems.length === 0) chunk.set(checked.qualification.number, checked.qualification)
      else {
        report.refused += 1
        if (refusedRows.length < mostNamed) refusedRows.push({ row, problems })
      }
      if (chunk.size === rowsInAChunk) await flush()
    }
    if (!places) placesOf([])
    if (report.rows === 0) invalid({ field: 'file', key: 'qualification.file_noRows' })
    await flush()
    return { ...report, refusedRows }
  } catch (error) {
    if (error instanceof CsvError) {
      invalid({ field: 'file', key: `record.file_${error.rule}`, values: { row: error.row } })
    }
    throw error
  } finally {
    await spooled.close()
  }
}

function twice(chunk: ReadonlyMap<string, Qualification>, { number }: Qualification): readonly RowProblem[] {
  return chunk.has(number) ? [{ field: 'Qualification Number', rule: 'twice' }] : []
}

const names = Object.keys(registerHeadings) as RegisterHeading[]

/** Other headings are passed over: the regulator adds some now and then. */
function placesOf(fields: readonly string[]): ReadonlyMap<RegisterHeading, number> {
  const given = fields.map((field) => field.trim().toLowerCase())
  const places = new Map(names.map((name) => [name, given.indexOf(name.toLowerCase())] as const))
  const missing = names.filter((name) => registerHeadings[name] && places.get(name) === -1)
  if (missing.length > 0) {
    invalid({
      field: 'file',
      key: 'qualification.file_headingMissing',
      values: { names: missing.join(', ') },
    })
  }
  return places
}

function cellsOf(places: ReadonlyMap<RegisterHeading, number>, fields: readonly string[]): RegisterCells {
  const cell = (name: RegisterHeading) => fields[places.get(name) ?? -1]?.trim() ?? ''
  return Object.fromEntries(names.map((name) => [name, cell(name)])) as RegisterCells
}

const columns = [
  ...['number', 'title', 'organisation_number', 'organisation_name', 'organisation_acronym', 'level'],
  ...[
    'qualification_type',
    'subject_area',
    'status',
    'total_credits',
    'total_time',
    'guided_hours',
    'grading_type',
  ],
  ...['grading_scale', 'starts_on', 'ends_on', 'certified_until', 'in_england', 'in_northern_ireland'],
  'specification_url',
]
const content = columns.slice(1)

/** Rows that say what they said are left alone, and so keep the time at which they were first read. */
async function upsert(
  app: App,
  qualifications: readonly Qualification[],
): Promise<{ added: number; changed: number }> {
  if (qualifications.length === 0) return { added: 0, changed: 0 }
  return app.db.write({}, async ({ connection }) => {
    const { rows } = await connection.query<{ added: boolean }>(
      `insert into qualification as known (${columns.join(', ')}, imported_at)
       select ${columns.join(', ')}, $2 from json_populate_recordset(null::qualification, $1::json)
       on conflict (number) do update set
         ${content.map((name) => `${name} = excluded.${name}`).join(', ')}, imported_at = excluded.imported_at
       where (${content.map((name) => `known.${name}`).join(', ')})
         is distinct from (${content.map((name) => `excluded.${name}`).join(', ')})
       returning xmax = 0 as added`,
      [JSON.stringify(qualifications), app.now()],
    )
    const added = rows.filter((row) => row.added).length
    return { added, changed: rows.length - added }
  })
}
