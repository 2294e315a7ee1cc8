import type { RawBuilder } from 'kysely'
import type pg from 'pg'
import { allOf, hot, named, send } from './statements.ts'

interface Asking {
  named<Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>
  hot<Row>(query: RawBuilder<Row>): Promise<Row[]>
}

/**
 * Transactions that read in one trip. As all of one is sent at once, the next can be sent right behind it on the same
 * connection: what many requests ask at the same time wakes the database and us once, and waking costs more than asking.
 */
export class Glances {
  readonly #pool: pg.Pool
  readonly #lanes: (Promise<pg.PoolClient> | undefined)[]
  #last = 0

  constructor(pool: pg.Pool, lanes: number) {
    this.#pool = pool
    this.#lanes = Array.from({ length: lanes }, () => undefined)
  }

  async take<T>(begin: string, act: (tx: Asking) => Promise<T>): Promise<T> {
    const connection = await this.#lane()
    let isSent = false
    const opened = send(connection, begin)
    const acted = (async () =>
      act({
        async named(name, text, values) {
          ensureInTime(isSent)
          return named(connection, name, text, values)
        },
        async hot(query) {
          ensureInTime(isSent)
          return hot(connection, query)
        },
      }))()
    isSent = true
    // After a statement that failed PostgreSQL takes the commit for a rollback.
    const committed = send(connection, 'commit')
    await allOf([opened, acted, committed])
    return acted
  }

  /** Each in its turn; one that broke is replaced. */
  #lane(): Promise<pg.PoolClient> {
    this.#last = (this.#last + 1) % this.#lanes.length
    const place = this.#last
    const known = this.#lanes[place]
    if (known) return known
    const opening = this.#pool.connect()
    this.#lanes[place] = opening
    const forget = () => {
      const isThere = this.#lanes[place] === opening
      if (isThere) this.#lanes[place] = undefined
      return isThere
    }
    const watch = (connection: pg.PoolClient) => {
      const broke = (error?: Error) => {
        if (forget()) connection.release(error ?? true)
      }
      connection.once('error', broke).once('end', () => broke())
    }
    opening.then(watch, forget)
    return opening
  }

  close(): void {
    for (const lane of this.#lanes.splice(0))
      lane?.then(
        (connection) => connection.release(),
        () => undefined,
      )
  }
}

/** It would be asked in the transaction of somebody else. */
function ensureInTime(isSent: boolean): void {
  if (isSent) throw new Error('a glance asks everything at once')
}
