import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type RawBuilder,
} from 'kysely'
import pg from 'pg'
import { isId } from './id.ts'

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
  /** Opens nothing: a hot query's plan is made once for all values, where planning for each would cost more. */
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

export function openDb(url: string, options: { connections?: number } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    pipeline: true,
  })
  pool.on('error', () => {}) // an idle connection that the server ended; the next query opens another
  // One that ends within a transaction fails the next query of it; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const bulkPool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 1000 })
  bulkPool.on('error', () => {})
  bulkPool.on('connect', (client) => client.on('error', () => {}))
  return {
    pool,
    read: (powers, act) => transaction(pool, 'begin read only', powers, act),
    write: (powers, act) => transaction(pool, 'begin', powers, act),
    bulk: (powers, act) => transaction(bulkPool, 'begin', powers, act),
    glance: (powers, act) => glance(pool, powers, act),
    close: async () => {
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

async function glance<T>(pool: pg.Pool, powers: Powers, act: (tx: Glance) => Promise<T>): Promise<T> {
  const connection = await pool.connect()
  let broken: Error | undefined
  try {
    const opened = send(connection, ['begin read only', ...settingStatements(powers)].join(';'))
    const acted = act({
      named: (name, text, values) => named(connection, name, text, values),
      hot: (query) => hot(connection, query),
    })
    const committed = send(connection, 'commit')
    await allOf([opened, acted, committed])
    return await acted
  } catch (error) {
    await connection.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    connection.release(broken)
  }
}

/** Fails with the first that failed, once none of them runs any more. */
async function allOf(promises: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(promises)
  await Promise.all(promises)
}

/** What is sent in one turn goes to the kernel in one piece: its writes cost more than our part of a query. */
function send<Row extends pg.QueryResultRow>(
  connection: pg.PoolClient,
  query: string | pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  // A pool hands out clients; their type leaves out the connection of which they are made.
  const { stream } = (connection as unknown as pg.Client).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
  return connection.query<Row>(query)
}

async function named<Row extends pg.QueryResultRow>(
  connection: pg.PoolClient,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return (await send<Row>(connection, { name, text, values: [...values] })).rows
}

const hotNames = new Map<string, string>()

async function hot<Row>(connection: pg.PoolClient, query: RawBuilder<Row>): Promise<Row[]> {
  const { sql: text, parameters } = query.compile(textOnly)
  const name = hotNames.get(text) ?? `hot ${hotNames.size + 1}`
  hotNames.set(text, name)
  // The query knows what its rows are; the driver does not.
  return (await named(connection, name, text, parameters)) as Row[]
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
export const textOnly = kyselyWith(() => new DummyDriver())

const kyselyOn = (connection: pg.PoolClient) => kyselyWith(() => new OneConnection(connection))

function kyselyWith(createDriver: () => Driver): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

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
  if (powers.onePlan) statements.push('set local plan_cache_mode = force_generic_plan')
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

/** Lets Kysely build and run queries on the connection of a transaction that is open already. */
class OneConnection implements Driver, DatabaseConnection {
  readonly #connection: pg.PoolClient
  constructor(connection: pg.PoolClient) {
    this.#connection = connection
  }
  async init() {}
  async acquireConnection() {
    return this
  }
  async releaseConnection() {}
  async destroy() {}
  async beginTransaction(): Promise<void> {
    throw new Error('a transaction is open already')
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const result = await send(this.#connection, { text: query.sql, values: [...query.parameters] })
    // Kysely knows what its query gives; the driver does not.
    return { rows: result.rows as Row[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('use a cursor on the connection')
  }
}
