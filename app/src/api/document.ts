import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { Operation, Tag } from '../ui/api/operation.ts'
import { Problem } from '../ui/api/schemas.ts'
import { operations } from './operations.ts'

export const apiRoot = '/api/v1'

const tags: Readonly<Record<Tag, string>> = {
  You: 'Who the token speaks for, and what happened to their things.',
  Record: 'What organisations attest of a person; read-only to the person.',
  Portfolio: 'The person’s own things.',
  Pages:
    'Pages made of the person’s own things and lines of the record: one draft, and numbered published versions.',
  Shares: 'Showing a page to somebody, seeing who opened it, and stopping.',
  Results: 'Loading, publishing and correcting results, for an organisation that issues them.',
  Qualifications: 'The register of qualifications and the grading schemes.',
  Register: 'The learners of a school, college or university, and who claims which record.',
  Verification: 'Checking what somebody brings, without an account.',
}

const problems: Readonly<Record<number, string>> = {
  401: 'No token, or one that does not hold.',
  403: 'The token was not made for this, or the role of the person does not allow it.',
  404: 'There is nothing, or nothing that this person may know of.',
  409: 'It does not fit with what is there now.',
  410: 'It was shown once, and is not any more.',
  413: 'The body is too large.',
  415: 'The body is of another media type.',
  422: 'Something in the request is wrong; `errors` names the fields.',
  429: 'Too often; `Retry-After` says when to try again.',
}

let made: ReturnType<typeof makeDocument> | undefined

/** The description of the API: it follows from the operations, so it says what they do. */
export function apiDocument() {
  made ??= makeDocument()
  return made
}

function makeDocument() {
  const described = new OpenAPIHono()
  described.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token made at the account’s page, or by the operator with `vademecum token create`.',
  })
  for (const operation of operations) described.openAPIRegistry.registerPath(routeOf(operation))
  return described.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Vademecum',
      version: '1',
      description:
        'What the pages do, as JSON. A token has the rights of its person, narrowed to its scopes. Refusals are ' +
        'problems (RFC 9457). A write with an `Idempotency-Key` is done once in seven days. Lists come in pages: ask ' +
        'again with `next` as the `cursor`. Instants are in UTC.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: 'This installation' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  })
}

export function allProblems(operation: Operation): number[] {
  const { access, params, query, body, bytes, method } = operation
  const isWrite = method !== 'get'
  return [
    ...new Set([
      ...(access === 'public' ? [] : [401, 403]),
      ...(params ? [404] : []),
      ...(isWrite && access !== 'public' ? [409] : []),
      ...(isWrite ? [413] : []),
      ...(body || (bytes && bytes.mediaType !== '*') ? [415] : []),
      ...(query || body || (isWrite && access !== 'public') ? [422] : []),
      ...(operation.refuses ?? []),
    ]),
  ].sort((a, b) => a - b)
}

function routeOf(operation: Operation): RouteConfig {
  const { method, path, id, summary, description, tag, access, answer } = operation
  const isWrite = method !== 'get'
  const headers = z.object({
    ...operation.headers?.shape,
    ...(isWrite && access !== 'public' ? { 'Idempotency-Key': IdempotencyKey } : {}),
  })
  const scope = access === 'public' ? '' : `Needs the scope \`${access}\`.`
  return {
    method,
    path: apiRoot + path,
    operationId: id,
    summary,
    description: [description, scope].filter(Boolean).join(' ') || summary,
    tags: [tag],
    security: access === 'public' ? [] : [{ token: [] }],
    request: {
      ...(operation.params ? { params: operation.params } : {}),
      ...(operation.query ? { query: operation.query } : {}),
      ...(Object.keys(headers.shape).length > 0 ? { headers } : {}),
      ...(operation.body
        ? { body: { required: true, content: { 'application/json': { schema: operation.body } } } }
        : {}),
      ...(operation.bytes ? { body: bytesBody(operation.bytes) } : {}),
    },
    responses: {
      [answer.status]: {
        description: answer.description,
        ...(answer.schema
          ? { content: { [answer.mediaType ?? 'application/json']: { schema: answer.schema } } }
          : answer.mediaType
            ? { content: { [answer.mediaType]: { schema: bytesSchema } } }
            : {}),
      },
      ...Object.fromEntries(
        Object.entries(operation.also ?? {}).map(([status, said]) => [status, { description: said }]),
      ),
      ...Object.fromEntries(
        allProblems(operation).map((status) => [
          status,
          {
            description: problems[status] ?? '',
            content: {
              'application/problem+json': {
                schema: status === 409 && operation.conflict ? operation.conflict : Problem,
              },
            },
          },
        ]),
      ),
    },
  }
}

const IdempotencyKey = z.string().min(1).max(200).optional().openapi({
  description: 'Makes this write happen once in seven days, however often it is sent.',
  example: 'b2f0c6de-6f0e-4f2e-a8a5-6b0f7f3f5d11',
})

const bytesSchema = z.string().openapi({ format: 'binary' })

function bytesBody({ mediaType, shownAs, description }: NonNullable<Operation['bytes']>) {
  const type = mediaType === '*' ? (shownAs ?? 'application/octet-stream') : mediaType
  const schema = type === 'application/json' ? z.looseObject({}) : bytesSchema
  return { description, required: true, content: { [type]: { schema } } }
}
