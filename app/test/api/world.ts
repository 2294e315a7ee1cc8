import pg from 'pg'
import { afterAll, expect } from 'vitest'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import { people } from '../../src/commands/seed/cast.ts'
import { seed } from '../../src/commands/seed/seed.ts'
import { createTokenOf } from '../../src/identity/api-token.ts'
import type { SystemActor } from '../../src/identity/actor.ts'
import { type Scope, scopes } from '../../src/identity/scopes.ts'
import { createTestApp } from '../support/app.ts'
import { type DescribedOperation, operationAt, violations } from './contract.ts'

const command: SystemActor = { kind: 'system', name: 'test' }
export type Name = keyof typeof people

export interface Asked {
  /** Whose token, or a token itself; nobody's when left out. */
  readonly as?: Name | undefined
  readonly token?: string
  /** As JSON. */
  readonly body?: unknown
  /** As it is. */
  readonly bytes?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** The cast of the demonstration, each with a token for everything; every answer is held against the document. */
export async function apiWorld() {
  const test = await createTestApp()
  const { app, server, database } = test
  await seed(app, database.ownerUrl)
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2, options: '-c app.backup=on' })
  owner.on('error', () => undefined)
  owner.on('connect', (client) => client.on('error', () => undefined))
  afterAll(() => owner.end())
  const exercised = new Map<string, Set<number>>()
  const known = new Map<Name, string>()

  async function tokenOf(
    name: Name,
    {
      scopes: wanted = scopes,
      expiresAt = null,
    }: { scopes?: readonly Scope[]; expiresAt?: Date | null } = {},
  ): Promise<string> {
    const { token } = await createTokenOf(app, command, people[name].email, {
      label: 'test',
      scopes: wanted,
      expiresAt,
    })
    return token
  }

  async function everythingOf(name: Name): Promise<string> {
    const token = known.get(name) ?? (await tokenOf(name))
    known.set(name, token)
    return token
  }

  /** What the answer holds is not typed: the document says it, and was asked. */
  async function call(method: string, path: string, asked: Asked = {}) {
    const token = asked.token ?? (asked.as && (await everythingOf(asked.as)))
    const headers = new Headers({
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...('body' in asked ? { 'content-type': 'application/json' } : {}),
      ...asked.headers,
    })
    const content = 'body' in asked ? JSON.stringify(asked.body) : asked.bytes
    const url = new URL(`/api/v1${path}`, app.config.publicUrl)
    const answer = await server.request(
      new Request(url, { method, headers, ...(content === undefined ? {} : { body: content as BodyInit }) }),
    )
    const operation = operationAt(method, url.pathname)
    if (operation) {
      expect(await violations(operation, answer.clone())).toEqual([])
      note(operation, answer.status)
    }
    const text = await answer.text()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    }
  }

  function note({ operationId }: DescribedOperation, status: number): void {
    exercised.set(operationId, (exercised.get(operationId) ?? new Set()).add(status))
  }

  async function actorOf(name: Name) {
    const { rows } = await owner.query('select person_id from email_key where address = $1', [
      people[name].email,
    ])
    return actorOfPerson(app, rows[0].person_id)
  }

  async function organisation(ukprn: string): Promise<string> {
    const { rows } = await owner.query('select organisation_id from organisation where ukprn = $1', [ukprn])
    return rows[0].organisation_id
  }

  return { ...test, owner, call, tokenOf, exercised, actorOf, organisation }
}
