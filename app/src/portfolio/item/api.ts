import { z } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import { operation } from '../../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../../ui/api/paging.ts'
import { Id, IdParams, Problem } from '../../ui/api/schemas.ts'
import { problem } from '../../ui/error-response.tsx'
import { ChangedItem, ItemSchema, itemOf, itemText, NewItem } from './api-schemas.ts'
import { createItem } from './create-item.ts'
import { editItem } from './edit-item.ts'
import { type Item, relations } from './item.ts'
import { listItems, loadItem, loadItemWithRelations } from './load-item.ts'
import { relateItems, unrelateItems } from './relate-items.ts'
import { removeItem, restoreItem } from './remove-item.ts'

const Related = z
  .strictObject({
    relation: z.enum(relations),
    direction: z.enum(['to', 'from']).openapi({ description: 'to: this item says it of the other one.' }),
    id: Id,
    title: z.string(),
  })
  .openapi('RelatedItem')

const ItemWithRelations = z
  .strictObject({ ...ItemSchema.shape, related: z.array(Related) })
  .openapi('ItemWithRelations')

const NewRelation = z.strictObject({ relation: z.enum(relations), otherId: Id }).openapi('NewRelation')

export const itemOperations = [
  operation({
    method: 'get',
    path: '/items',
    id: 'listItems',
    summary: 'Your own things',
    tag: 'Portfolio',
    access: 'portfolio:read',
    query: PageQuery,
    answer: { status: 200, description: 'The latest changed first.', schema: pageOf(ItemSchema, 'ItemPage') },
    async handle({ app, actor, query }) {
      const place = (item: Item) => ({ at: item.updatedAt.toISOString(), id: item.id })
      const { lines, next } = pageFrom(await listItems(app, actor), place, query)
      return { items: lines.map(itemOf), next }
    },
  }),
  operation({
    method: 'post',
    path: '/items',
    id: 'createItem',
    summary: 'Write something new',
    tag: 'Portfolio',
    access: 'portfolio:write',
    body: NewItem,
    answer: { status: 201, description: 'The item.', schema: ItemSchema },
    handle: async ({ app, actor, body: { kind, ...written } }) =>
      itemOf(await createItem(app, actor, kind, itemText(kind, written))),
  }),
  operation({
    method: 'get',
    path: '/items/{id}',
    id: 'getItem',
    summary: 'One of your things, and what it is linked with',
    tag: 'Portfolio',
    access: 'portfolio:read',
    params: IdParams,
    answer: { status: 200, description: 'The item.', schema: ItemWithRelations },
    async handle({ app, actor, params }) {
      const { item, related } = await loadItemWithRelations(app, actor, params.id)
      return {
        ...itemOf(item),
        related: related.map(({ relation, direction, item: { id, title } }) => ({
          relation,
          direction,
          id,
          title,
        })),
      }
    },
  }),
  operation({
    method: 'put',
    path: '/items/{id}',
    id: 'changeItem',
    summary: 'Change what is written in an item',
    description: 'Answers 409 with both when somebody saved since `version`; nothing is overwritten.',
    tag: 'Portfolio',
    access: 'portfolio:write',
    params: IdParams,
    body: ChangedItem,
    answer: { status: 200, description: 'The item as it is now.', schema: ItemSchema },
    conflict: Problem.extend({ current: ItemSchema.optional(), submitted: ChangedItem.optional() }).openapi(
      'ItemConflict',
    ),
    async handle({ app, actor, params, body, c }) {
      const { kind } = await loadItem(app, actor, params.id)
      const { version, ...written } = body
      const result = await editItem(app, actor, params.id, version, itemText(kind, written))
      if (result.state === 'saved') return itemOf(result.item)
      const changed = new AppError('conflict', { key: 'api.itemChanged' })
      return problem(c, changed, { current: itemOf(result.item), submitted: body })
    },
  }),
  operation({
    method: 'delete',
    path: '/items/{id}',
    id: 'removeItem',
    summary: 'Take an item out of the lists and off every page',
    tag: 'Portfolio',
    access: 'portfolio:write',
    params: IdParams,
    answer: { status: 204, description: 'It is removed, and can be restored.' },
    handle: ({ app, actor, params }) => removeItem(app, actor, params.id),
  }),
  operation({
    method: 'post',
    path: '/items/{id}/restoration',
    id: 'restoreItem',
    summary: 'Bring a removed item back',
    tag: 'Portfolio',
    access: 'portfolio:write',
    params: IdParams,
    answer: { status: 204, description: 'It is as it was.' },
    handle: ({ app, actor, params }) => restoreItem(app, actor, params.id),
  }),
  operation({
    method: 'post',
    path: '/items/{id}/relations',
    id: 'relateItems',
    summary: 'Link two of your things',
    tag: 'Portfolio',
    access: 'portfolio:write',
    params: IdParams,
    body: NewRelation,
    answer: { status: 204, description: 'They are linked.' },
    handle: ({ app, actor, params, body }) => relateItems(app, actor, params.id, body.relation, body.otherId),
  }),
  operation({
    method: 'delete',
    path: '/items/{id}/relations/{relation}/{otherId}',
    id: 'unrelateItems',
    summary: 'End a link between two of your things',
    tag: 'Portfolio',
    access: 'portfolio:write',
    params: z.object({ id: Id, relation: z.enum(relations), otherId: Id }),
    answer: { status: 204, description: 'They are not linked.' },
    handle: ({ app, actor, params }) => unrelateItems(app, actor, params.id, params.relation, params.otherId),
  }),
]
