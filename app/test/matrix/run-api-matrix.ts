import { describe, expect, it } from 'vitest'
import { operations } from '../../src/api/operations.ts'
import { type CastName, people } from '../../src/commands/seed/cast.ts'
import type { SystemActor } from '../../src/identity/actor.ts'
import { createTokenOf } from '../../src/identity/api-token.ts'
import { type Scope, scopes } from '../../src/identity/scopes.ts'
import { operationAt, violations } from '../api/contract.ts'
import { type ApiOutcome, apiCells } from './api-cells.ts'
import { createWorld, type MatrixRole, roles, type World } from './world.ts'

const command: SystemActor = { kind: 'system', name: 'matrix' }
const csv =
  'ULN,GivenName,FamilyName,DateOfBirth,QualificationNumber,QualificationTitle,Level,GradingScheme,Grade,Series,AwardDate\n'

type Operation = (typeof operations)[number]

/**
 * The same over the API: every role with a token for everything, then tokens that do not hold. Every answer is held
 * against the document.
 *
 * @returns the operations that succeeded for somebody, filled while the tests run
 */
export async function runApiMatrix(): Promise<ReadonlySet<string>> {
  const succeeded = new Set<string>()
  const world = await createWorld()
  const tokenOf = async (name: CastName, wanted: readonly Scope[], expiresAt: Date | null = null) =>
    (
      await createTokenOf(world.app, command, people[name].email, {
        label: 'matrix',
        scopes: wanted,
        expiresAt,
      })
    ).token
  const tokens = new Map<MatrixRole, string>()
  for (const name of Object.keys(people) as CastName[]) tokens.set(name, await tokenOf(name, scopes))
  const byId = new Map(operations.map((operation) => [operation.id, operation]))

  const attempt = async (id: string, token: string | undefined): Promise<string> => {
    const operation = byId.get(id)
    if (!operation) throw new Error(`no operation ${id}`)
    const request = requestOf(world, operation, token)
    const answer = await world.server.request(request)
    const said = operationAt(request.method, new URL(request.url).pathname)
    if (said) expect(await violations(said, answer.clone())).toEqual([])
    await answer.arrayBuffer()
    if (answer.status < 300) succeeded.add(id)
    return outcomeOf(answer)
  }
  const expected = (id: string, role: MatrixRole) => apiCells[id]?.outcome(role)
  const tryAll = async (id: string, tried: readonly MatrixRole[]) => {
    const found: [string, string][] = []
    for (const role of tried) found.push([role, await attempt(id, tokens.get(role))])
    return Object.fromEntries(found)
  }
  const wanted = (id: string, tried: readonly MatrixRole[]) =>
    Object.fromEntries(tried.map((role) => [role, expected(id, role)]))

  describe('a token that does not hold', () => {
    const own = operations.filter(({ access }) => access !== 'public')
    it('for other things than it was made for', async () => {
      for (const { id, access } of own) {
        const others = scopes.filter((scope) => scope !== access)
        expect([id, await attempt(id, await tokenOf('amina', others))]).toEqual([id, 'forbidden'])
      }
    })
    it('when it is over, or nobody’s', async () => {
      const over = await tokenOf('amina', scopes, new Date(world.clock.now().getTime() + 1000))
      world.clock.advance({ seconds: 2 })
      for (const { id } of own) {
        expect([id, await attempt(id, over)]).toEqual([id, 'unauthenticated'])
        expect([id, await attempt(id, 'nobody')]).toEqual([id, 'unauthenticated'])
      }
    })
  })
  describe('refused', () => {
    for (const id of Object.keys(apiCells)) {
      const tried = roles.filter((role) => expected(id, role) !== 'ok')
      if (tried.length === 0) continue
      it(id, async () => {
        expect(await tryAll(id, tried)).toEqual(wanted(id, tried))
      })
    }
  })
  describe('allowed', () => {
    for (const id of Object.keys(apiCells)) {
      const tried = roles.filter((role) => expected(id, role) === 'ok')
      if (tried.length === 0) continue
      it(id, async () => {
        expect(await tryAll(id, tried)).toEqual(wanted(id, tried))
      })
    }
  })
  it('has a line for every operation', () => {
    expect(operations.map(({ id }) => id).filter((id) => !(id in apiCells))).toEqual([])
  })
  return succeeded
}

function requestOf(world: World, operation: Operation, token: string | undefined): Request {
  const cell = apiCells[operation.id]
  const given = cell?.parameters?.(world.things) ?? {}
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? 'missing')
  const headers = new Headers()
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  const init: RequestInit = { method: operation.method.toUpperCase(), headers }
  if (operation.bytes !== undefined) {
    headers.set(
      'content-type',
      operation.bytes.mediaType === 'text/csv' ? 'text/csv' : 'application/octet-stream',
    )
    init.body = operation.id === 'verifyDocument' ? '{}' : csv
  } else if (cell?.body) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(cell.body(world.things))
  }
  return new Request(`http://localhost:3000/api/v1${path}`, init)
}

/** What takes its input, or says what is wrong with it, was the actor's to use. */
function outcomeOf(answer: Response): string {
  const outcome = (is: ApiOutcome) => is
  if (answer.status < 300 || [409, 415, 422, 429].includes(answer.status)) return outcome('ok')
  if (answer.status === 401) return outcome('unauthenticated')
  if (answer.status === 403) return outcome('forbidden')
  if (answer.status === 404) return outcome('notFound')
  return String(answer.status)
}
