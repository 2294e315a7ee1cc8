import type { App } from '../../app.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { nameKey } from '../name-key.ts'
import type { RowProblem } from '../tables.ts'
import type { EntryContent } from './entry-row.ts'
import { type EntryState, nextStates } from './entry-states.ts'
import type { ReadEntry } from './read-entries.ts'
import type { Series } from './store.ts'
import type { RefusedEntry } from './tables.ts'

export interface PlacedIn {
  readonly series: Series
  readonly organisationId: string
  readonly centreNumber: string
}

export interface Placed {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: readonly RefusedEntry[]
}

interface Known extends EntryContent {
  readonly entryId: string
  readonly state: EntryState
}

interface Wanted extends Known {
  readonly isNew: boolean
}

/**
 * Puts rows beside what the centre has entered already: new ones become drafts, another content of one that was sent
 * amends it, the same again changes nothing. One candidate number is one person. Each row stands or falls by itself.
 */
export async function placeEntries(
  app: App,
  tx: Writer,
  where: PlacedIn,
  rows: readonly ReadEntry[],
): Promise<Placed> {
  await tx.connection.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `entries ${where.series.seriesId} ${where.centreNumber}`,
  ])
  const known = await knownEntries(tx, where)
  const byKey = new Map(known.map((entry) => [keyOf(entry), entry]))
  const people = new Map(known.filter(isLive).map((entry) => [entry.candidateNumber, personOf(entry)]))
  const wanted = new Map<string, Wanted>()
  const removed: string[] = []
  const refused: RefusedEntry[] = []
  let unchanged = 0
  for (const { row, checked } of rows) {
    const placed = checked.ok ? place(checked.entry, checked.withdraws) : { problems: checked.problems }
    if ('problems' in placed) refused.push({ row, problems: placed.problems })
    else if (placed.entry === undefined) unchanged += 1
    else wanted.set(keyOf(placed.entry), placed.entry)
  }
  const all = [...wanted.values()]
  await removeDrafts(tx, where, removed)
  await insertEntries(
    app,
    tx,
    where,
    all.filter(({ isNew }) => isNew),
  )
  await updateEntries(
    app,
    tx,
    where,
    all.filter(({ isNew }) => !isNew),
  )
  const added = all.filter(({ isNew }) => isNew).length
  const changed = all.length - added + removed.length
  return { added, changed, unchanged: unchanged - removed.length, refused }

  function place(
    entry: EntryContent,
    withdraws: boolean,
  ): { entry: Wanted | undefined } | { problems: readonly RowProblem[] } {
    const key = keyOf(entry)
    if (wanted.has(key)) return problem('', 'twice')
    const before = byKey.get(key)
    if (withdraws) {
      if (before === undefined) return problem('Action', 'nothingToWithdraw')
      if (before.state === 'withdrawn') return { entry: undefined }
      if (before.state === 'draft') {
        removed.push(before.entryId)
        byKey.delete(key)
        return { entry: undefined }
      }
      if (!nextStates('centre', before.state).includes('withdrawn')) return problem('Action', 'tooLate')
      return { entry: { ...before, state: 'withdrawn', isNew: false } }
    }
    const person = people.get(entry.candidateNumber)
    const others = known.some(
      (other) => isLive(other) && other.candidateNumber === entry.candidateNumber && keyOf(other) !== key,
    )
    const isCorrected = before !== undefined && isLive(before) && !others
    if (person !== undefined && person !== personOf(entry) && !isCorrected) {
      return problem('CandidateNumber', 'otherCandidate')
    }
    people.set(entry.candidateNumber, personOf(entry))
    if (before === undefined) {
      const entryId = newId(app.now().getTime())
      return { entry: { ...entry, entryId, state: 'draft', isNew: true } }
    }
    if (before.state === 'withdrawn') return problem('', 'isWithdrawn')
    if (isSame(before, entry)) return { entry: undefined }
    if (before.state === 'draft') return { entry: { ...before, ...entry, isNew: false } }
    if (!nextStates('centre', before.state).includes('amended')) return problem('', 'tooLate')
    return { entry: { ...before, ...entry, state: 'amended', isNew: false } }
  }
}

const problem = (field: string, rule: string) => ({ problems: [{ field, rule }] })
const keyOf = ({ candidateNumber, code }: EntryContent) => `${candidateNumber} ${code}`
const isLive = ({ state }: Known) => state !== 'withdrawn'
const personOf = ({ givenName, familyName, birthDate }: EntryContent) =>
  `${nameKey(givenName)} ${nameKey(familyName)} ${birthDate}`

const contentNames = ['givenName', 'familyName', 'birthDate', 'gender', 'uln', 'uci', 'tier'] as const
const isSame = (a: EntryContent, b: EntryContent) => contentNames.every((name) => a[name] === b[name])

async function knownEntries(tx: Writer, { series, centreNumber }: PlacedIn): Promise<Known[]> {
  return tx.sql
    .selectFrom('exam_entry')
    .select([
      'entry_id as entryId',
      'candidate_number as candidateNumber',
      'code',
      'tier',
      'uci',
      'uln',
      'given_name as givenName',
      'family_name as familyName',
      'birth_date as birthDate',
      'gender',
      'state',
    ])
    .where('issuer_id', '=', series.issuerId)
    .where('series_id', '=', series.seriesId)
    .where('centre_number', '=', centreNumber)
    .execute()
}

async function removeDrafts(tx: Writer, { series }: PlacedIn, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return
  await tx.sql
    .deleteFrom('exam_entry')
    .where('issuer_id', '=', series.issuerId)
    .where('entry_id', 'in', [...entryIds])
    .where('state', '=', 'draft')
    .execute()
}

async function insertEntries(
  app: App,
  { connection }: Writer,
  { series, organisationId, centreNumber }: PlacedIn,
  entries: readonly Wanted[],
): Promise<void> {
  if (entries.length === 0) return
  await connection.query(
    `insert into exam_entry (issuer_id, series_id, organisation_id, centre_number, entry_id, candidate_number, code, tier,
       uci, uln, given_name, family_name, birth_date, gender, state, created_at, changed_at)
     select $1, $2, $3, $4, "entryId", "candidateNumber", code, tier, uci, uln, "givenName", "familyName", "birthDate",
       gender, state, $5, $5
     from json_to_recordset($6::json) as r ("entryId" uuid, "candidateNumber" text, code text, tier text, uci text,
       uln text, "givenName" text, "familyName" text, "birthDate" date, gender text, state text)`,
    [series.issuerId, series.seriesId, organisationId, centreNumber, app.now(), JSON.stringify(entries)],
  )
}

async function updateEntries(
  app: App,
  { connection }: Writer,
  { series }: PlacedIn,
  entries: readonly Wanted[],
): Promise<void> {
  if (entries.length === 0) return
  await connection.query(
    `update exam_entry e set tier = r.tier, uci = r.uci, uln = r.uln, given_name = r."givenName",
       family_name = r."familyName", birth_date = r."birthDate", gender = r.gender, state = r.state, reason = null,
       changed_at = $2
     from json_to_recordset($3::json) as r ("entryId" uuid, tier text, uci text, uln text, "givenName" text,
       "familyName" text, "birthDate" date, gender text, state text)
     where e.issuer_id = $1 and e.entry_id = r."entryId"`,
    [series.issuerId, app.now(), JSON.stringify(entries)],
  )
}
