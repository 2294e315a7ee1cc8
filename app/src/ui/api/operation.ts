import type { z } from '@hono/zod-openapi'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Scope } from '../../identity/scopes.ts'
import type { Words } from '../../words.ts'
import type { AppContext } from '../context.ts'

export type Shape = z.ZodObject
type NoShape = z.ZodObject<Record<string, never>>

/** What a handler is called with: everything is parsed, and who asks is known. */
export interface Call<Params, Query, Body> {
  readonly app: App
  readonly actor: Actor
  readonly t: Words
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The body of an operation that takes bytes, as it arrives. */
  readonly bytes: AsyncIterable<Uint8Array>
  readonly c: AppContext
}

/** What the body is when it is not JSON, and how large it may be. */
export interface Bytes {
  /** `*` where the bytes themselves say what they are. */
  readonly mediaType: 'text/csv' | '*'
  /** In the document, where any is taken. */
  readonly shownAs?: string
  readonly description: string
}

/**
 * One operation of the API: what it takes and answers, said once. The document, the checks of what arrives and the
 * types of the handler all follow from it.
 */
export interface Operation<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Below `/api/v1`, with parameters as `{id}`. */
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly description?: string
  readonly tag: Tag
  /** `public`: without a token. Else the scope that a token needs; a session has them all. */
  readonly access: 'public' | Scope
  readonly params?: Params
  readonly query?: Query
  readonly headers?: Shape
  readonly body?: Body
  readonly bytes?: Bytes
  readonly answer: {
    readonly status: 200 | 201 | 204
    readonly description: string
    /** None: nothing (204), or bytes. */
    readonly schema?: Answer
    readonly mediaType?: string
  }
  /** Other answers that are no problems. */
  readonly also?: Readonly<Record<206 | 416, string>>
  /** Problems of its own, beside those that follow from what it takes. */
  readonly refuses?: readonly (403 | 404 | 409 | 410 | 413 | 422 | 429)[]
  /** The same again comes to the same by itself, in transactions of its own: a key keeps the answer, no more. */
  readonly apart?: true
  /** The problem of a conflict, where it says more than others. */
  readonly conflict?: z.ZodType
  handle(
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<z.input<Answer> | Response> | z.input<Answer>
}

export type Tag =
  | 'You'
  | 'Record'
  | 'Portfolio'
  | 'Pages'
  | 'Shares'
  | 'Results'
  | 'Qualifications'
  | 'Register'
  | 'Verification'

/** Holds the parts to each other's types; the composition holds operations of every kind. */
export function operation<
  Answer extends z.ZodType = z.ZodVoid,
  Params extends Shape = NoShape,
  Query extends Shape = NoShape,
  Body extends z.ZodType = z.ZodUndefined,
>(made: Operation<Params, Query, Body, Answer>): Operation {
  return made
}
