import { AppError, invalid, notFound } from '../errors.ts'
import { ensurePerson, ensureScope } from '../access/powers.ts'
import { isId } from '../platform/id.ts'
import type { Call, Operation } from '../ui/api/operation.ts'
import { problemsOf } from '../ui/api/problems-of.ts'
import type { AppContext } from '../ui/context.ts'
import type { App } from '../app.ts'
import { type Incoming, incomingOf } from './incoming.ts'
import { type Kept, once } from './idempotency.ts'

/** A handler of the server, made of an operation: who asks, what they send, and the answer as it leaves. */
export function answering(operation: Operation) {
  return async (c: AppContext): Promise<Response> => {
    const { app, actor } = c.var
    // The verb asks again; here it is asked before anything of a large body is taken.
    if (operation.access !== 'public') ensureScope(ensurePerson(actor), operation.access)
    const params = paramsOf(c, operation)
    const query = parsed(operation.query, c.req.query())
    ensureMediaType(c, operation)
    const incoming = incomingOf(c)
    const call = async (on: App): Promise<Response> => {
      const body = operation.body
        ? parsed(operation.body, await jsonOf(incoming))
        : await whole(operation, incoming)
      const given: Call<unknown, unknown, unknown> = {
        app: on,
        actor,
        t: c.var.t,
        params,
        query,
        body,
        bytes: incoming.bytes(),
        c,
      }
      const answered = await (operation.handle as (given: unknown) => unknown)(given)
      return answered instanceof Response ? answered : jsonAnswer(c, operation, answered)
    }
    const key = operation.method === 'get' ? undefined : c.req.header('idempotency-key')
    if (key === undefined || actor.kind !== 'person') return call(app)
    const { apart = false } = operation
    return respond(c, await once(app, actor, key, incoming, async (on) => keptOf(await call(on)), { apart }))
  }
}

/** An id that is none is not found: whoever asks may not know the difference. */
function paramsOf(c: AppContext, operation: Operation): Record<string, string> {
  const params = c.req.param() as Record<string, string>
  for (const [name, value] of Object.entries(params)) {
    if (/id$/i.test(name) && !isId(value)) notFound(`parameter ${name}`)
  }
  return operation.params ? (parsed(operation.params, params) as Record<string, string>) : params
}

function parsed(schema: Operation['body'], value: unknown): unknown {
  if (!schema) return {}
  const result = schema.safeParse(value, { reportInput: true })
  return result.success ? result.data : invalid(...problemsOf(result.error))
}

function ensureMediaType(c: AppContext, operation: Operation): void {
  const expected = operation.body ? 'application/json' : operation.bytes?.mediaType
  if (expected === undefined || expected === '*') return
  const given = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (given !== expected) {
    throw new AppError('unsupported', { key: 'api.mediaType', values: { expected } })
  }
}

async function jsonOf(incoming: Incoming): Promise<unknown> {
  const text = await incoming.text()
  let value: unknown
  try {
    value = JSON.parse(text, text.includes('\\u0000') ? refuseNul : undefined)
  } catch {
    invalid({ field: '', key: 'api.notJson' })
  }
  if (!holdsAtMost(value, mostValues)) throw new AppError('too_large')
  return value
}

/** Several times a full page. What is wrong with each of many more values would take seconds to say. */
const mostValues = 10_000

function holdsAtMost(value: unknown, most: number): boolean {
  const waiting = [value]
  for (let count = 0; waiting.length > 0; count += 1) {
    if (count + waiting.length > most) return false
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    const held = Object.values(next)
    if (held.length > most) return false
    waiting.push(...held)
  }
  return true
}

/** PostgreSQL's text cannot hold it, so it is no more a request than what is no JSON. */
function refuseNul(_: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) throw new SyntaxError('NUL')
  return value
}

/** An operation that takes nothing still waits for the end of what is sent: only then is the request known. */
async function whole(operation: Operation, incoming: Incoming): Promise<undefined> {
  if (!operation.bytes && operation.method !== 'get') await incoming.drain()
  return undefined
}

function jsonAnswer(c: AppContext, operation: Operation, answered: unknown): Response {
  const { status } = operation.answer
  if (status === 204) return c.body(null, 204)
  return c.body(JSON.stringify(answered), status, { 'Content-Type': 'application/json' })
}

async function keptOf(response: Response): Promise<Kept> {
  return {
    status: response.status,
    body: await response.text(),
    type: response.headers.get('content-type') ?? '',
  }
}

function respond(c: AppContext, { status, body, type }: Kept): Response {
  if (status === 204) return c.body(null, 204)
  return c.newResponse(body, status as 200, { 'Content-Type': type })
}
