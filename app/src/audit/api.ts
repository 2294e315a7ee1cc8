import { z } from '@hono/zod-openapi'
import { invalid } from '../errors.ts'
import { isId } from '../platform/id.ts'
import { operation } from '../ui/api/operation.ts'
import { pageOf, PageQuery } from '../ui/api/paging.ts'
import { Id, Instant } from '../ui/api/schemas.ts'
import { activityOf } from './activity.ts'

const Activity = z
  .strictObject({
    id: Id,
    at: Instant,
    action: z.string().openapi({ example: 'share.opened' }),
    actor: z.strictObject({
      kind: z.enum(['person', 'visitor', 'system']),
      name: z.string().openapi({ description: 'Empty of a visitor: a link does not say who holds it.' }),
      organisation: z.string().nullable(),
    }),
    permission: z.string().openapi({ description: 'By which right it was done.', example: 'link' }),
    thing: z.strictObject({ kind: z.string(), id: Id.nullable() }),
    recipient: z
      .string()
      .nullable()
      .openapi({ description: 'For whom the share was made that it is about.' }),
    purpose: z
      .string()
      .nullable()
      .openapi({ description: 'Of a look-up: what it was for, by its key if the organisation stated it.' }),
  })
  .openapi('Activity')

export const activityOperations = [
  operation({
    method: 'get',
    path: '/activity',
    id: 'listActivity',
    summary: 'What happened to your things, the latest first',
    tag: 'You',
    access: 'activity:read',
    query: PageQuery,
    answer: {
      status: 200,
      description: 'Every change and every opening.',
      schema: pageOf(Activity, 'ActivityPage'),
    },
    async handle({ app, actor, query }) {
      if (query.cursor !== undefined && !isId(query.cursor)) invalid({ field: 'cursor', key: 'api.cursor' })
      const { events, next } = await activityOf(app, actor, { before: query.cursor, limit: query.limit })
      return {
        items: events.map((event) => ({
          id: event.id,
          at: event.at.toISOString(),
          action: event.action,
          actor: { kind: event.actorKind, name: event.actorName, organisation: event.organisationName },
          permission: event.permission,
          thing: { kind: event.thingKind, id: event.thingId },
          recipient: event.recipient,
          purpose: event.purpose,
        })),
        next: next ?? null,
      }
    },
  }),
]
