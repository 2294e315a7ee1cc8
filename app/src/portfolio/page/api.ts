import { z } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import { operation } from '../../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../../ui/api/paging.ts'
import { Id, IdParams, Instant, LanguageCode, Problem } from '../../ui/api/schemas.ts'
import { problem } from '../../ui/error-response.tsx'
import type { Block } from '../showable.ts'
import { createPage } from './create-page.ts'
import { listPages, loadOldVersion, loadPage, loadPageWithVersions } from './load-page.ts'
import { longestTitle, type Page, type PageLine, type PageVersion } from './page.ts'
import { publishPage } from './publish-page.ts'
import { removePage, restorePage } from './remove-page.ts'
import { replaceDraft } from './replace-draft.ts'
import { restoreVersion } from './restore-version.ts'

const BlockSchema = z
  .union([
    z.strictObject({ id: Id, kind: z.enum(['heading', 'text']), text: z.string() }),
    z.strictObject({ id: Id, kind: z.enum(['item', 'record']), thingId: Id }),
  ])
  .openapi('Block')

const NewBlockSchema = z
  .union([
    z.strictObject({ id: z.uuid().optional(), kind: z.enum(['heading', 'text']), text: z.string() }),
    z.strictObject({ id: z.uuid().optional(), kind: z.enum(['item', 'record']), thingId: z.uuid() }),
  ])
  .openapi('NewBlock', { description: 'A new one may come without an id.' })

const Line = z
  .strictObject({
    id: Id,
    title: z.string(),
    updatedAt: Instant,
    publishedVersion: z.int().nullable(),
    publishedAt: Instant.nullable(),
  })
  .openapi('PageLine')

const Draft = z
  .strictObject({
    id: Id,
    revision: z.int().openapi({ description: 'Counts the changes: say which one you saw when you save.' }),
    title: z.string(),
    language: LanguageCode,
    blocks: z.array(BlockSchema),
    publishedVersion: z.int().nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .openapi('PageDraft')

const NewDraft = z
  .strictObject({
    revision: z.int().openapi({ description: 'The revision that you saw.' }),
    title: z.string(),
    language: LanguageCode,
    blocks: z.array(NewBlockSchema),
  })
  .openapi('NewPageDraft')

const version = { version: z.int(), title: z.string(), language: LanguageCode, publishedAt: Instant }
const Version = z.strictObject(version).openapi('PageVersion')
const WholeVersion = z
  .strictObject({ ...version, blocks: z.array(BlockSchema) })
  .openapi('PageVersionContent')

const LiveShare = z.strictObject({ id: Id, recipient: z.string(), endsAt: Instant }).openapi('LiveShare')

const Publication = z
  .strictObject({
    state: z.enum(['published', 'unchanged']),
    version: z.int(),
  })
  .openapi('Publication')

const VersionParams = z.object({ id: Id, version: z.coerce.number().int().min(1).max(2_147_483_647) })

export const pageOperations = [
  operation({
    method: 'get',
    path: '/pages',
    id: 'listPages',
    summary: 'Your pages',
    tag: 'Pages',
    access: 'portfolio:read',
    query: PageQuery,
    answer: { status: 200, description: 'The latest changed first.', schema: pageOf(Line, 'PageList') },
    async handle({ app, actor, query }) {
      const place = (page: PageLine) => ({ at: page.updatedAt.toISOString(), id: page.id })
      const { lines, next } = pageFrom(await listPages(app, actor), place, query)
      const items = lines.map((page) => ({
        id: page.id,
        title: page.title,
        updatedAt: page.updatedAt.toISOString(),
        publishedVersion: page.publishedVersion ?? null,
        publishedAt: page.publishedAt?.toISOString() ?? null,
      }))
      return { items, next }
    },
  }),
  operation({
    method: 'post',
    path: '/pages',
    id: 'createPage',
    summary: 'Begin a page',
    tag: 'Pages',
    access: 'portfolio:write',
    body: z
      .strictObject({ title: z.string().trim().min(1).max(longestTitle), language: LanguageCode.optional() })
      .openapi('NewPage'),
    answer: { status: 201, description: 'The page.', schema: z.strictObject({ id: Id }).openapi('PageId') },
    handle: ({ app, actor, body }) => createPage(app, actor, body.title, body.language),
  }),
  operation({
    method: 'get',
    path: '/pages/{id}',
    id: 'getPage',
    summary: 'A page of yours, with its draft',
    tag: 'Pages',
    access: 'portfolio:read',
    params: IdParams,
    answer: { status: 200, description: 'The draft.', schema: Draft },
    handle: async ({ app, actor, t, params }) => draftOf((await loadPage(app, actor, params.id, t)).page),
  }),
  operation({
    method: 'put',
    path: '/pages/{id}/draft',
    id: 'saveDraft',
    summary: 'Save a whole draft',
    description: 'Answers 409 with both when somebody saved since `revision`; nothing is overwritten.',
    tag: 'Pages',
    access: 'portfolio:write',
    params: IdParams,
    body: NewDraft,
    answer: { status: 200, description: 'The draft as it is now.', schema: Draft },
    conflict: Problem.extend({ current: Draft.optional(), submitted: NewDraft.optional() }).openapi(
      'DraftConflict',
    ),
    async handle({ app, actor, t, params, body, c }) {
      const { state, page } = await replaceDraft(app, actor, params.id, body, t)
      if (state === 'saved') return draftOf(page)
      const changed = new AppError('conflict', { key: 'api.draftChanged' })
      return problem(c, changed, { current: draftOf(page), submitted: body })
    },
  }),
  operation({
    method: 'post',
    path: '/pages/{id}/publication',
    id: 'publishPage',
    summary: 'Publish the draft as the next version',
    description:
      'While a share is live it would be seen at once: then it happens only with the ids of those shares.',
    tag: 'Pages',
    access: 'portfolio:write',
    params: IdParams,
    body: z
      .strictObject({
        seenBy: z.array(Id).default([]).openapi({ description: 'The live shares that you know of.' }),
      })
      .openapi('NewPagePublication'),
    answer: { status: 201, description: 'The version that shares show from now on.', schema: Publication },
    conflict: Problem.extend({ shares: z.array(LiveShare).optional() }).openapi('PublicationConflict'),
    async handle({ app, actor, params, body, c }) {
      const done = await publishPage(app, actor, params.id, body.seenBy)
      if (done.state !== 'wouldBeSeen') return { state: done.state, version: done.version }
      const shares = done.shares.map(({ grantId, recipient, endsAt }) => ({
        id: grantId,
        recipient,
        endsAt: endsAt.toISOString(),
      }))
      return problem(c, new AppError('conflict', { key: 'api.wouldBeSeen' }), { shares })
    },
  }),
  operation({
    method: 'get',
    path: '/pages/{id}/versions',
    id: 'listPageVersions',
    summary: 'The published versions of a page',
    tag: 'Pages',
    access: 'portfolio:read',
    params: IdParams,
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(Version, 'PageVersionPage') },
    async handle({ app, actor, params, query }) {
      const { versions } = await loadPageWithVersions(app, actor, params.id)
      const place = (each: { version: number }) => ({ at: String(each.version).padStart(10, '0'), id: '' })
      const { lines, next } = pageFrom(versions, place, query)
      return { items: lines.map(versionOf), next }
    },
  }),
  operation({
    method: 'get',
    path: '/pages/{id}/versions/{version}',
    id: 'getPageVersion',
    summary: 'One published version',
    tag: 'Pages',
    access: 'portfolio:read',
    params: VersionParams,
    answer: { status: 200, description: 'It never changes.', schema: WholeVersion },
    refuses: [422],
    async handle({ app, actor, t, params }) {
      const { version: found } = await loadOldVersion(app, actor, params.id, params.version, t)
      return { ...versionOf(found), blocks: found.blocks.map(blockOf) }
    },
  }),
  operation({
    method: 'post',
    path: '/pages/{id}/versions/{version}/restoration',
    id: 'restorePageVersion',
    summary: 'Put a published version into the draft',
    tag: 'Pages',
    access: 'portfolio:write',
    params: VersionParams,
    answer: { status: 200, description: 'The draft as it is now.', schema: Draft },
    handle: async ({ app, actor, params }) =>
      draftOf(await restoreVersion(app, actor, params.id, params.version)),
  }),
  operation({
    method: 'delete',
    path: '/pages/{id}',
    id: 'removePage',
    summary: 'Remove a page',
    tag: 'Pages',
    access: 'portfolio:write',
    params: IdParams,
    answer: { status: 204, description: 'Nobody sees it, and it can be restored.' },
    handle: ({ app, actor, params }) => removePage(app, actor, params.id),
  }),
  operation({
    method: 'post',
    path: '/pages/{id}/restoration',
    id: 'restorePage',
    summary: 'Bring a removed page back, with its shares',
    tag: 'Pages',
    access: 'portfolio:write',
    params: IdParams,
    answer: { status: 204, description: 'It is as it was.' },
    handle: ({ app, actor, params }) => restorePage(app, actor, params.id),
  }),
]

function draftOf(page: Page): z.input<typeof Draft> {
  return {
    id: page.id,
    revision: page.revision,
    title: page.draft.title,
    language: page.draft.language,
    blocks: page.draft.blocks.map(blockOf),
    publishedVersion: page.publishedVersion ?? null,
    createdAt: page.createdAt.toISOString(),
    updatedAt: page.updatedAt.toISOString(),
  }
}

function blockOf(block: Block): z.input<typeof BlockSchema> {
  return 'thingId' in block
    ? { id: block.id, kind: block.kind, thingId: block.thingId }
    : { id: block.id, kind: block.kind, text: block.text }
}

function versionOf({ version: number, title, language, publishedAt }: Omit<PageVersion, 'blocks'>) {
  return { version: number, title, language, publishedAt: publishedAt.toISOString() }
}
