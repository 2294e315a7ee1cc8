import pg from 'pg'
import { operations } from '../../src/api/operations.ts'
import { type CastName, people } from '../../src/commands/seed/cast.ts'
import type { SystemActor } from '../../src/identity/actor.ts'
import { createTokenOf } from '../../src/identity/api-token.ts'
import { scopes } from '../../src/identity/scopes.ts'
import type { Server } from '../../src/server.ts'
import { apiCells } from '../matrix/api-cells.ts'
import { cells } from '../matrix/cells.ts'
import { type MatrixRole, roles, type Things, type World } from '../matrix/world.ts'

/** One question that somebody can ask: a page, or an operation of the API. */
export interface Read {
  readonly as: MatrixRole
  readonly path: string
  readonly api: boolean
}

/**
 * Every question of the product, from its own tables of routes and operations: a new one is asked by itself. Addresses
 * with ids come from the matrix; where it has none they are filled with ids of the demonstration.
 */
export function everyRead(world: World): Read[] {
  const pages = pagePatterns(world.server).flatMap((route) => readsOfPage(route, world.things))
  const fromApi = operations
    .filter(({ method, answer }) => method === 'get' && answer.mediaType === undefined)
    .flatMap(({ id, path }) => {
      const given = apiCells[id]?.parameters?.(world.things) ?? {}
      const filled = fill(
        path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? `:${name}`),
        world.things,
      )
      const asking = roles.filter((role) => apiCells[id]?.outcome(role) === 'ok')
      return filled.flatMap((address) =>
        askers(asking).map((as): Read => ({ as, path: `/api/v1${address}`, api: true })),
      )
    })
  const reads = [...pages, ...fromApi]
  const once = [...new Map(reads.map((read) => [`${read.as} ${read.path}`, read])).values()]
  // First what tells of looks: the others leave some, each with an id of its own.
  const isLog = ({ path }: Read) => path === '/' || path.endsWith('/activity')
  return [...once.filter(isLog), ...once.filter((read) => !isLog(read))]
}

function pagePatterns(server: Server): string[] {
  const patterns = server.routes
    .filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/v1') && path !== '/assets/:file')
    .map(({ path }) => path)
  return [...new Set(patterns)]
}

function readsOfPage(route: string, things: Things): Read[] {
  const known = cells.filter((cell) => cell.method === 'GET' && cell.route === route)
  if (known.length === 0) {
    return fill(route, things).flatMap((path) => roles.map((as): Read => ({ as, path, api: false })))
  }
  return known.flatMap((cell) => {
    const asking = roles.filter((role) => cell.outcome(role) === 'ok')
    return askers(asking).map((as): Read => ({ as, path: cell.path(things), api: false }))
  })
}

/** All whose it is to see, and two of those who may not know of it. */
function askers(may: readonly MatrixRole[]): MatrixRole[] {
  return [...new Set<MatrixRole>([...may, 'visitor', 'erik'])]
}

function fill(pattern: string, things: Things): string[] {
  if (!pattern.includes(':')) return [pattern]
  const organisations = [things.meridian, things.harbour]
  return organisations.flatMap((organisation) =>
    [things.event, things.series].map((other) => {
      let first = true
      return pattern.replace(/:\w+/g, () => {
        const id = first ? organisation : other
        first = false
        return id
      })
    }),
  )
}

export interface Seen {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  readonly statements: number
}

const command: SystemActor = { kind: 'system', name: 'embargo' }

/** Asks, and keeps everything that the answer tells: also how many statements it took. */
export async function observer(world: World): Promise<(read: Read) => Promise<Seen>> {
  const count = countStatements()
  const tokens = new Map<MatrixRole, string>()
  for (const name of Object.keys(people) as CastName[]) {
    const wanted = { label: 'embargo', scopes, expiresAt: null }
    tokens.set(name, (await createTokenOf(world.app, command, people[name].email, wanted)).token)
  }
  return async ({ as, path, api }) => {
    await settled(world)
    const before = count()
    const token = tokens.get(as)
    const answer = api
      ? await world.server.request(
          new Request(`http://localhost:3000${path}`, {
            headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
          }),
        )
      : await world.as[as].request(path, { headers: { accept: 'text/html' } })
    await settled(world)
    const body = (await answer.text()).replaceAll(/name="csrf" value="[^"]*"/g, '')
    const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'set-cookie')
    return { status: answer.status, headers, body, statements: count() - before }
  }
}

/** What an answer leaves to be done behind it (a rollback) belongs to it; one connection stays with glances. */
async function settled({ app }: World): Promise<void> {
  const { pool } = app.db
  for (let turns = 0; turns < 50; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (pool.totalCount - pool.idleCount <= 1) return
    if (turns > 20) await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

/** On every connection of this process, also those that were open before. */
function countStatements(): () => number {
  let statements = 0
  const { prototype } = pg.Client
  const query = prototype.query as (...given: unknown[]) => unknown
  Object.assign(prototype, {
    query(this: pg.Client, ...given: unknown[]) {
      statements += 1
      return query.apply(this, given)
    },
  })
  return () => statements
}
