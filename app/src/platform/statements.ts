import type { Writable } from 'node:stream'
import {
  type CompiledQuery,
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
import type pg from 'pg'

/** Fails with the first that failed, once none of them runs any more. */
export async function allOf(promises: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(promises)
  await Promise.all(promises)
}

const gathering = new WeakSet<Writable>()

/**
 * What is sent in one round of the event loop, of all requests that it carries on, goes to the kernel in one piece: to
 * write costs more than our part of a query.
 */
export function send<Row extends pg.QueryResultRow>(
  connection: pg.PoolClient,
  query: string | pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  // A pool hands out clients; their type leaves out the connection of which they are made.
  const { stream } = (connection as unknown as pg.Client).connection
  if (!gathering.has(stream)) {
    gathering.add(stream)
    stream.cork()
    setImmediate(() => {
      gathering.delete(stream)
      stream.uncork()
    })
  }
  return connection.query<Row>(query)
}

export async function named<Row extends pg.QueryResultRow>(
  connection: pg.PoolClient,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return (await send<Row>(connection, { name, text, values: [...values] })).rows
}

const hotNames = new Map<string, string>()

export async function hot<Row>(connection: pg.PoolClient, query: RawBuilder<Row>): Promise<Row[]> {
  const { sql: text, parameters } = query.compile(textOnly)
  const name = hotNames.get(text) ?? `hot ${hotNames.size + 1}`
  hotNames.set(text, name)
  // The query knows what its rows are; the driver does not.
  return (await named(connection, name, text, parameters)) as Row[]
}

const textOnly = kyselyWith<unknown>(() => new DummyDriver())

export function kyselyWith<Database>(createDriver: () => Driver): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/** Lets Kysely build and run queries on the connection of a transaction that is open already. */
export class OneConnection implements Driver, DatabaseConnection {
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
