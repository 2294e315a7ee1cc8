import type { App } from '../app.ts'
import { AppError, conflict, invalid } from '../errors.ts'
import { forgetTrustState } from '../credentials/trust-state.ts'
import type { PersonActor } from '../identity/actor.ts'
import type { Powers, Reader, Writer } from '../platform/db.ts'
import type { Incoming } from './incoming.ts'
import { oneTransaction } from './one-transaction.ts'
import './tables.ts'

/** What is kept of an answer, and given again. */
export interface Kept {
  readonly status: number
  readonly body: string
  readonly type: string
}

const days = 7
const day = 24 * 60 * 60 * 1000

/**
 * Does a write once for each key (draft-ietf-httpapi-idempotency-key-header): the key, a keyed hash of the request and the
 * answer stand in the transaction of the change. Of two at once, the second waits for the first one's end. What is
 * refused is not kept: it changed nothing and may be sent again.
 *
 * An answer can hold a link or a code, so it is kept encrypted, under a context that holds the key itself; the table
 * holds only the key's hash.
 *
 * `apart`: what comes to the same when it is done again needs more than one transaction; its answer is kept afterwards.
 */
export async function once(
  app: App,
  actor: PersonActor,
  key: string,
  incoming: Incoming,
  act: (app: App) => Promise<Kept>,
  { apart = false }: { apart?: boolean } = {},
): Promise<Kept> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) invalid({ field: 'Idempotency-Key', key: 'api.keyInvalid' })
  const place = { app, actorId: actor.personId, key }
  const powers = { self: [actor.personId] }
  const kept = await app.db.read(powers, (tx) => find(tx, place))
  if (kept) return again(place, kept, incoming)

  try {
    return await (apart ? thenKept(place, powers, incoming, act) : together(place, powers, incoming, act))
  } catch (error) {
    if (!(error instanceof KeyTaken)) throw error
  }
  const first = await app.db.read(powers, (tx) => find(tx, place))
  if (first) return again(place, first, incoming)
  throw new AppError('unavailable')
}

async function together(
  place: Place,
  powers: Powers,
  incoming: Incoming,
  act: (app: App) => Promise<Kept>,
): Promise<Kept> {
  const { app } = place
  const leave = await enter(app)
  const one = oneTransaction(app, {
    powers,
    // What is written before the whole request is here cannot be what it asked for.
    ready: () => incoming.fingerprint !== undefined,
    begin: (tx) => insert(tx, place, incoming.fingerprint ?? ''),
  })
  try {
    const made = await act(one.app)
    if (made.status >= 300) await one.rollBack()
    else await one.commit((tx) => keep(tx, place, made))
    if (one.opened()) forgetTrustState(app)
    return made
  } catch (error) {
    await one.rollBack()
    throw error
  } finally {
    leave()
  }
}

async function thenKept(
  place: Place,
  powers: Powers,
  incoming: Incoming,
  act: (app: App) => Promise<Kept>,
): Promise<Kept> {
  const { app } = place
  const made = await act(app)
  if (made.status >= 300) return made
  await app.db.write(powers, async (tx) => {
    await insert(tx, place, incoming.fingerprint ?? '')
    await keep(tx, place, made)
  })
  return made
}

/** The other request with this key came to its end first. */
class KeyTaken extends Error {
  override readonly name = 'KeyTaken'
}

interface Place {
  readonly app: App
  readonly actorId: string
  readonly key: string
}

interface Row {
  readonly request_hash: string
  readonly status: number
  readonly body: string
}

const hashOf = ({ app, actorId, key }: Place) => app.keys.mac('idempotency key', `${actorId} ${key}`)
const contextOf = ({ actorId, key }: Place) => `idempotent answer:${actorId}:${key}`
const oldest = ({ app }: Place) => new Date(app.now().getTime() - days * day)

async function again(place: Place, row: Row, incoming: Incoming): Promise<Kept> {
  await incoming.drain()
  if (row.request_hash !== incoming.fingerprint) conflict('api.keyUsed')
  const opened = place.app.keys.unwrap(Buffer.from(row.body, 'base64url'), contextOf(place))
  // Written by `keep`.
  return { ...(JSON.parse(opened.toString('utf8')) as Omit<Kept, 'status'>), status: row.status }
}

function find(tx: Reader, place: Place): Promise<Row | undefined> {
  return tx.sql
    .selectFrom('idempotency')
    .select(['request_hash', 'status', 'body'])
    .where('actor_id', '=', place.actorId)
    .where('key', '=', hashOf(place))
    .where('created_at', '>', oldest(place))
    .executeTakeFirst()
}

async function insert(tx: Writer, place: Place, fingerprint: string): Promise<void> {
  const { app, actorId } = place
  const key = hashOf(place)
  await tx.sql
    .deleteFrom('idempotency')
    .where('actor_id', '=', actorId)
    .where('key', '=', key)
    .where('created_at', '<=', oldest(place))
    .execute()
  const { numInsertedOrUpdatedRows } = await tx.sql
    .insertInto('idempotency')
    .values({ actor_id: actorId, key, request_hash: fingerprint, status: 0, body: '', created_at: app.now() })
    .onConflict((taken) => taken.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new KeyTaken()
}

async function keep(tx: Writer, place: Place, { status, body, type }: Kept): Promise<void> {
  const sealed = place.app.keys.wrap(Buffer.from(JSON.stringify({ body, type })), contextOf(place))
  await tx.sql
    .updateTable('idempotency')
    .set({ status, body: sealed.toString('base64url') })
    .where('actor_id', '=', place.actorId)
    .where('key', '=', hashOf(place))
    .execute()
}

/**
 * The job. Under no powers this deletes what the policy `expired` opens, which is what is older than seven days: nobody
 * may read other people's answers, so no condition can name a column of them.
 */
export async function forgetKeys(app: App): Promise<void> {
  await app.db.write({}, (tx) => tx.sql.deleteFrom('idempotency').execute())
}

/**
 * A verb that counts tries does so on a connection of its own. If every connection held such a transaction, all would
 * wait for one more; so at most half of them do, and the others wait their turn.
 */
async function enter(app: App): Promise<() => void> {
  const waiting = gates.get(app) ?? {
    free: Math.max(1, Math.floor((app.db.pool.options.max ?? 10) / 2)),
    queue: [],
  }
  gates.set(app, waiting)
  if (waiting.free > 0) waiting.free -= 1
  else await new Promise<void>((resolve) => waiting.queue.push(resolve))
  return () => {
    const next = waiting.queue.shift()
    if (next) next()
    else waiting.free += 1
  }
}

const gates = new WeakMap<App, { free: number; queue: (() => void)[] }>()
