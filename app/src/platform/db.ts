import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
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
  readonly key?: string
  readonly ingest?: boolean
  /** Opens nothing: a hot query's plan is made once for all values, where planning for each would cost more. */
  readonly onePlan?: boolean
}

/** A transaction that reads. */
export interface Reader {
  readonly sql: Pick<Kysely<Tables>, 'selectFrom' | 'with' | 'selectNoFrom' | 'fn' | 'getExecutor'>
  /** A hot query: prepared once a connection under `name`. */
  named<Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>
  /** Opens more for the rest of the transaction, once a look-up has said what. */
  raise(powers: Powers): Promise<void>
}

/** A transaction that may write. */
export interface Writer extends Reader {
  readonly sql: Kysely<Tables>
  /** The connection itself, for `COPY` and for adding jobs in this transaction. */
  readonly connection: pg.PoolClient
}

export interface Db {
  read<T>(powers: Powers, act: (tx: Reader) => Promise<T>): Promise<T>
  write<T>(powers: Powers, act: (tx: Writer) => Promise<T>): Promise<T>
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
  return {
    pool,
    read: (powers, act) => transaction(pool, 'begin read only', powers, act),
    write: (powers, act) => transaction(pool, 'begin', powers, act),
    close: () => pool.end(),
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
    const opened = connection.query([begin, ...settingStatements(powers)].join(';'))
    const [, acted] = await Promise.allSettled([opened, act(writerOn(connection))])
    await opened
    if (acted.status === 'rejected') throw acted.reason
    await connection.query('commit')
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

function writerOn(connection: pg.PoolClient): Writer {
  return {
    connection,
    sql: new Kysely<Tables>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new OneConnection(connection),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    }),
    async named<Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]) {
      return (await connection.query<Row>({ name, text, values: [...values] })).rows
    },
    async raise(powers) {
      const statements = settingStatements(powers)
      if (statements.length > 0) await connection.query(statements.join(';'))
    },
  }
}

const idLists = { self: 'app.self', providerFor: 'app.provider_for', granted: 'app.granted' } as const
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
    const result = await this.#connection.query(query.sql, [...query.parameters])
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('use a cursor on the connection')
  }
}
