import { DummyDriver, type Kysely, type RawBuilder } from 'kysely'
import pg from 'pg'
import { Glances } from './glances.ts'
import { isId } from './id.ts'
import { allOf, hot, kyselyWith, named, OneConnection, send } from './statements.ts'

/** Every table; each noun's `tables.ts` adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: merged into by the nouns
export interface Tables {}

/**
 * What row-level security opens in a transaction: the settings named in `migrations/0003-policies.sql`.
 * An empty object opens nothing but the public reference tables.
 */
export interface Powers {
  readonly self?: readonly string[]
  readonly providerFor?: readonly string[]
  readonly issuer?: string
  readonly organisation?: string
  readonly granted?: readonly string[]
  readonly grantedRecord?: readonly string[]
  readonly key?: string
  readonly ingest?: boolean
  readonly centre?: boolean
  readonly operator?: boolean
  /**
   * Opens nothing: a hot query's plan is made once for all values, where planning for each would cost more. It keeps to
   * indexes: of a table that is empty today it would read the whole, and go on to when there are millions of rows in it.
   */
  readonly onePlan?: boolean
}

/** A transaction that reads. */
export interface Reader {
  readonly sql: Pick<Kysely<Tables>, 'selectFrom' | 'with' | 'selectNoFrom' | 'fn' | 'getExecutor'>
  /** A hot query: prepared once a connection under `name`. */
  named<Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>
  /** The same for one that is put together from conditions: its text is its name. */
  hot<Row>(query: RawBuilder<Row>): Promise<Row[]>
  /** Opens more for the rest of the transaction, once a look-up has said what. */
  raise(powers: Powers): Promise<void>
}

/** A transaction that may write. */
export interface Writer extends Reader {
  readonly sql: Kysely<Tables>
  /** The connection itself, for `COPY` and for adding jobs in this transaction. */
  readonly connection: pg.PoolClient
  /** What a transaction ends with: the commit leaves with it instead of after its answer, and fails if it does. */
  last(statements: Promise<unknown>): void
}

/** All of its statements leave before the first answer comes: what one answers cannot decide what the next one asks. */
export type Glance = Pick<Reader, 'named' | 'hot'>

export interface Db {
  read<T>(powers: Powers, act: (tx: Reader) => Promise<T>): Promise<T>
  write<T>(powers: Powers, act: (tx: Writer) => Promise<T>): Promise<T>
  /** As `write`, on a connection that can `COPY`: those of all other transactions pipeline, and cannot. */
  bulk<T>(powers: Powers, act: (tx: Writer) => Promise<T>): Promise<T>
  /** A transaction that reads in one trip to the database, commit included. */
  glance<T>(powers: Powers, act: (tx: Glance) => Promise<T>): Promise<T>
  readonly pool: pg.Pool
  close(): Promise<void>
}

// Dates stay `YYYY-MM-DD`, instants become Date, counts become numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export function openDb(url: string, { connections = 20 }: { connections?: number } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    pipeline: true,
  })
  pool.on('error', () => {}) // an idle connection that the server ended; the next query opens another
  // One that ends within a transaction fails the next query of it; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const bulkPool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 1000 })
  bulkPool.on('error', () => {})
  bulkPool.on('connect', (client) => client.on('error', () => {}))
  const glances = new Glances(pool, Math.ceil(connections / 8))
  return {
    pool,
    read: (powers, act) => transaction(pool, 'begin read only', powers, act),
    write: (powers, act) => transaction(pool, 'begin', powers, act),
    bulk: (powers, act) => transaction(bulkPool, 'begin', powers, act),
    glance: async (powers, act) =>
      glances.take(['begin read only', ...settingStatements(powers)].join(';'), act),
    close: async () => {
      glances.close()
      await Promise.all([pool.end(), bulkPool.end()])
    },
  }
}

async function transaction<T>(
  pool: pg.Pool,
  begin: string,
  powers: Powers,
  act: (tx: Writer) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect()
  let broken: Error | undefined
  try {
    // Sent together; both are awaited, so that nothing of `act` still runs when the connection goes back.
    const opened = send(connection, [begin, ...settingStatements(powers)].join(';'))
    const tx = writerOn(connection)
    const [, acted] = await Promise.allSettled([opened, act(tx)])
    await opened
    if (acted.status === 'rejected') throw acted.reason
    const committed = send(connection, 'commit')
    // After one that failed PostgreSQL takes the commit for a rollback.
    await allOf([...tx.ending, committed])
    return acted.value
  } catch (error) {
    await connection.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    connection.release(broken)
  }
}

function writerOn(connection: pg.PoolClient): Writer & { ending: Promise<unknown>[] } {
  const ending: Promise<unknown>[] = []
  let sql: Kysely<Tables> | undefined
  return {
    connection,
    ending,
    get sql() {
      sql ??= kyselyOn(connection)
      return sql
    },
    named: (name, text, values) => named(connection, name, text, values),
    hot: (query) => hot(connection, query),
    async raise(powers) {
      const statements = settingStatements(powers)
      if (statements.length > 0) await send(connection, statements.join(';'))
    },
    last(statements) {
      // Should the transaction fail before it ends, that is the failure that counts.
      statements.catch(() => undefined)
      ending.push(statements)
    },
  }
}

/** Makes the text of queries, and runs none. */
export const textOnly = kyselyWith<Tables>(() => new DummyDriver())

const kyselyOn = (connection: pg.PoolClient) => kyselyWith<Tables>(() => new OneConnection(connection))

const idLists = {
  self: 'app.self',
  providerFor: 'app.provider_for',
  granted: 'app.granted',
  grantedRecord: 'app.granted_record',
} as const
const ids = { issuer: 'app.issuer', organisation: 'app.organisation' } as const

/** Literal `SET LOCAL` (not `set_config`, which Citus does not propagate); ids are checked, text is quoted. */
export function settingStatements(powers: Powers): string[] {
  const statements: string[] = []
  for (const [power, setting] of Object.entries(idLists)) {
    const value = powers[power as keyof typeof idLists]
    if (value) statements.push(setLocal(setting, value.map(ensureId).join(',')))
  }
  for (const [power, setting] of Object.entries(ids)) {
    const value = powers[power as keyof typeof ids]
    if (value) statements.push(setLocal(setting, ensureId(value)))
  }
  if (powers.key !== undefined) statements.push(setLocal('app.key', powers.key))
  if (powers.ingest) statements.push(setLocal('app.ingest', 'on'))
  if (powers.centre) statements.push(setLocal('app.centre', 'on'))
  if (powers.operator) statements.push(setLocal('app.operator', 'on'))
  if (powers.onePlan) {
    statements.push('set local plan_cache_mode = force_generic_plan', 'set local enable_seqscan = off')
  }
  return statements
}

function setLocal(setting: string, value: string): string {
  if (value.includes('\0')) throw new Error('a setting cannot hold NUL')
  return `set local ${setting} = ${pg.escapeLiteral(value)}`
}

function ensureId(id: string): string {
  if (!isId(id)) throw new Error('not an id')
  return id
}
