import { checkUkprn } from '@vademecum/uln'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { invalid } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { CsvError, readCsv } from '../platform/read-csv.ts'
import { ensureOperating } from './operating.ts'
import type { Provider } from './provider-register.ts'
import { suspendChanged } from './suspend-changed.ts'

/** The headings of the file, in any order; others are passed over. */
const headings = ['UKPRN', 'Name', 'Owner', 'Status'] as const
type Heading = (typeof headings)[number]

export interface ProvidersReport {
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  /** The first of them, by line and by what is wrong. */
  readonly refusedRows: readonly { readonly row: number; readonly field: Heading; readonly rule: string }[]
  /** Organisations here of which the register says something else than when they were admitted. */
  readonly suspended: readonly string[]
}

const shown = 100
const atOnce = 2_000

/**
 * Reads in the register of providers as its keeper gives it out. The same file again changes nothing; a bad row fails
 * alone; who is not in the file stays as they are, since a file may be a part. An organisation whose name, owner or
 * status has changed is suspended in the same transaction.
 */
export async function importProviders(
  app: App,
  actor: Actor,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ProvidersReport> {
  ensureOperating(actor)
  return app.db.write({}, async (tx) => {
    // One at a time: two files at once would each compare with what the other is about to change.
    await tx.connection.query(`select pg_advisory_xact_lock(hashtext('providers'))`)
    const counts = { rows: 0, added: 0, changed: 0, refused: 0 }
    const refusedRows: { row: number; field: Heading; rule: string }[] = []
    const seen = new Set<string>()
    let waiting: Provider[] = []
    const store = async () => {
      const { added, changed } = await storeProviders(tx, waiting, app.now())
      counts.added += added
      counts.changed += changed
      waiting = []
    }
    for await (const { row, cells } of rowsOf(bytes)) {
      counts.rows += 1
      const read = readProvider(cells, seen, !app.config.production)
      if ('field' in read) {
        counts.refused += 1
        if (refusedRows.length < shown) refusedRows.push({ row, ...read })
        continue
      }
      waiting.push(read)
      if (waiting.length === atOnce) await store()
    }
    await store()
    const suspended = await suspendChanged(app, tx, actor)
    if (actor.kind === 'person') {
      await recordEvent(tx, actor, {
        action: 'providers.imported',
        about: [actor.personId],
        permission: 'operator',
        thing: { kind: 'providers' },
        detail: counts,
        at: app.now(),
      })
    }
    const unchanged = counts.rows - counts.refused - counts.added - counts.changed
    return { ...counts, unchanged, refusedRows, suspended }
  })
}

type Cells = Readonly<Record<Heading, string>>

async function* rowsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ row: number; cells: Cells }> {
  let columns: ReadonlyMap<Heading, number> | undefined
  try {
    for await (const { row, fields } of readCsv(textOf(bytes))) {
      if (!columns) {
        columns = columnsOf(fields)
        continue
      }
      const at = columns
      const cell = (heading: Heading) => (fields[at.get(heading) ?? -1] ?? '').trim()
      const [UKPRN, Name, Owner, Status] = headings.map(cell) as [string, string, string, string]
      yield { row, cells: { UKPRN, Name, Owner, Status } }
    }
  } catch (error) {
    if (error instanceof CsvError) invalid({ field: 'file', key: 'institution.providersUnreadable' })
    throw error
  }
  if (!columns) invalid({ field: 'file', key: 'institution.providersHeadings' })
}

function columnsOf(fields: readonly string[]): ReadonlyMap<Heading, number> {
  const names = fields.map((field) => field.trim().toLowerCase())
  const columns = new Map(headings.map((heading) => [heading, names.indexOf(heading.toLowerCase())]))
  if ([...columns.values()].includes(-1)) invalid({ field: 'file', key: 'institution.providersHeadings' })
  return columns
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of bytes) yield decoder.decode(piece, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) invalid({ field: 'file', key: 'institution.providersUnreadable' })
    throw error
  }
}

function readProvider(
  { UKPRN, Name, Owner, Status }: Cells,
  seen: Set<string>,
  allowTest: boolean,
): Provider | { field: Heading; rule: 'ukprn' | 'twice' | 'name' | 'status' } {
  const ukprn = checkUkprn(UKPRN, { allowTest })
  if (!ukprn.ok) return { field: 'UKPRN', rule: 'ukprn' }
  if (seen.has(ukprn.value)) return { field: 'UKPRN', rule: 'twice' }
  if (Name === '' || Name.length > 200 || Name.includes('\0')) return { field: 'Name', rule: 'name' }
  if (Owner === '' || Owner.length > 200 || Owner.includes('\0')) return { field: 'Owner', rule: 'name' }
  const status = Status.toLowerCase()
  if (status !== 'active' && status !== 'inactive') return { field: 'Status', rule: 'status' }
  seen.add(ukprn.value)
  return { ukprn: ukprn.value, name: Name, owner: Owner, status }
}

async function storeProviders(
  tx: Writer,
  providers: readonly Provider[],
  at: Date,
): Promise<{ added: number; changed: number }> {
  if (providers.length === 0) return { added: 0, changed: 0 }
  const rows = await tx.named<{ added: boolean }>(
    'providers stored',
    `insert into provider (ukprn, name, owner, status, read_at)
     select ukprn, name, owner, status, $5 from unnest($1::text[], $2::text[], $3::text[], $4::text[])
       as given (ukprn, name, owner, status)
     on conflict (ukprn) do update
       set name = excluded.name, owner = excluded.owner, status = excluded.status, read_at = excluded.read_at
       where (provider.name, provider.owner, provider.status)
         is distinct from (excluded.name, excluded.owner, excluded.status)
     returning xmax = 0 as added`,
    [
      providers.map(({ ukprn }) => ukprn),
      providers.map(({ name }) => name),
      providers.map(({ owner }) => owner),
      providers.map(({ status }) => status),
      at,
    ],
  )
  const added = rows.filter((row) => row.added).length
  return { added, changed: rows.length - added }
}
