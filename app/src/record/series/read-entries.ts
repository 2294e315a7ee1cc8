import { invalid } from '../../errors.ts'
import { readCsv } from '../results/read-csv.ts'
import type { RowProblem } from '../tables.ts'
import {
  type CheckedEntry,
  checkEntry,
  type EntryCells,
  type EntryColumn,
  entryColumns,
} from './entry-row.ts'

const names = Object.keys(entryColumns) as EntryColumn[]
const folded = (heading: string) => heading.toLowerCase().replace(/[\s_-]+/g, '')
const byFolded = new Map(names.map((name) => [folded(name), name]))
/** What a centre enters for one series; more is a mistake, or somebody else's file. */
const mostRows = 50_000

export interface ReadEntry {
  readonly row: number
  readonly checked: CheckedEntry
}

/** Reads a whole file of entries. A heading that is missing, unknown or there twice refuses it by name. */
export async function readEntries(text: AsyncIterable<string>, today: string): Promise<ReadEntry[]> {
  let places: ReadonlyMap<EntryColumn, number> | undefined
  let width = 0
  const entries: ReadEntry[] = []
  for await (const { row, fields } of readCsv(text)) {
    if (!places) {
      places = placesOf(fields)
      width = fields.length
      continue
    }
    if (entries.length === mostRows)
      invalid({ field: 'file', key: 'series.file_tooMany', values: { most: mostRows } })
    entries.push({
      row,
      checked: fields.length > width ? wrongCount : checkEntry(cellsOf(places, fields), today),
    })
  }
  if (!places) placesOf([])
  if (entries.length === 0) invalid({ field: 'file', key: 'series.file_noRows' })
  return entries
}

const wrongCount: CheckedEntry = {
  ok: false,
  problems: [{ field: '', rule: 'columnCount' } satisfies RowProblem],
}

function cellsOf(places: ReadonlyMap<EntryColumn, number>, fields: readonly string[]): EntryCells {
  const cell = (name: EntryColumn) => fields[places.get(name) ?? -1]?.trim() ?? ''
  return Object.fromEntries(names.map((name) => [name, cell(name)])) as EntryCells
}

function placesOf(fields: readonly string[]): ReadonlyMap<EntryColumn, number> {
  const given = fields.map((field) => field.trim())
  const places = new Map<EntryColumn, number>()
  const wrong: Record<'headingUnknown' | 'headingTwice' | 'headingMissing', string[]> = {
    headingMissing: [],
    headingUnknown: [],
    headingTwice: [],
  }
  given.forEach((heading, place) => {
    const name = byFolded.get(folded(heading))
    if (name === undefined) wrong.headingUnknown.push(heading.slice(0, 60) || '–')
    else if (places.has(name)) wrong.headingTwice.push(name)
    else places.set(name, place)
  })
  for (const name of names)
    if (entryColumns[name].required && !places.has(name)) wrong.headingMissing.push(name)
  const problems = Object.entries(wrong).flatMap(([rule, list]) =>
    list.length > 0
      ? [{ field: 'file', key: `series.file_${rule}`, values: { names: list.join(', ') } }]
      : [],
  )
  if (problems.length > 0) invalid(...problems)
  return places
}
