import { z } from '@hono/zod-openapi'
import { paths } from '../paths.ts'
import { operation } from '../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../ui/api/paging.ts'
import { Id, IdParams, Instant } from '../ui/api/schemas.ts'
import { createShare } from './create-share.ts'
import { listShares, loadShare } from './own-shares.ts'
import type { Share, ShareLine } from './share.ts'
import { shareDays } from './share-rules.ts'
import { recordScopeKinds } from './record/record-scope.ts'
import { replaceLink, stopShare } from './stop-share.ts'

const share = {
  id: Id,
  pageId: Id.nullable().openapi({ description: 'Null where the record or a part of it is shared.' }),
  pageTitle: z.string(),
  record: z
    .enum(recordScopeKinds)
    .nullable()
    .openapi({ description: 'How much of the record: listed lines, what a rule lets through, everything.' }),
  audience: z.enum(['link', 'person', 'organisation']),
  recipient: z.string().openapi({ example: 'Acme Marine Ltd' }),
  purpose: z.string(),
  mayDownload: z.boolean(),
  startsAt: Instant,
  endsAt: Instant,
  stoppedAt: Instant.nullable(),
  state: z.enum(['live', 'stopped', 'over']),
}

const ShareLineSchema = z
  .strictObject({ ...share, openingCount: z.int(), lastOpenedAt: Instant.nullable() })
  .openapi('ShareLine')

const Opening = z
  .strictObject({
    id: Id,
    firstAt: Instant,
    lastAt: Instant,
    looks: z.int(),
    viewerName: z.string().nullable().openapi({ description: 'Of somebody who signed in.' }),
    pageVersion: z.int().openapi({ description: '0 where there is no page.' }),
    shown: z.array(z.string()).openapi({ description: 'What was shown, by its title.' }),
  })
  .openapi('Opening')

const ShareDetail = z
  .strictObject({
    ...share,
    openings: z.array(Opening),
    copies: z.array(
      z.strictObject({
        takenAt: Instant,
        digest: z.string().openapi({ description: 'SHA-256 of the copy.' }),
      }),
    ),
  })
  .openapi('Share')

const NewShare = z
  .strictObject({
    pageId: z.uuid(),
    audience: z.enum(['link', 'person']).openapi({
      description: 'link: whoever holds it. person: whoever proves that the e-mail address is theirs.',
    }),
    recipient: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .openapi({ description: 'A name; of a person the e-mail address.' }),
    purpose: z.string().trim().min(1).max(300),
    days: z.int().min(1).max(shareDays.most).default(shareDays.usual),
    mayDownload: z.boolean().default(false).openapi({ description: 'A copy cannot be called back.' }),
  })
  .openapi('NewShare', {
    example: {
      pageId: '019a8f3e-7c41-7d0a-9b52-3f6f0c1d2e4a',
      audience: 'link',
      recipient: 'Acme Marine Ltd',
      purpose: 'Application for an apprenticeship',
      days: 30,
      mayDownload: false,
    },
  })

const MadeShare = z
  .strictObject({
    id: Id,
    link: z.string().nullable().openapi({ description: 'Given this once: only a hash of it is kept.' }),
  })
  .openapi('MadeShare')

export const shareOperations = [
  operation({
    method: 'get',
    path: '/shares',
    id: 'listShares',
    summary: 'Your shares',
    tag: 'Shares',
    access: 'shares:read',
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(ShareLineSchema, 'SharePage') },
    async handle({ app, actor, query }) {
      const place = (line: ShareLine) => ({ at: line.startsAt.toISOString(), id: line.id })
      const { lines, next } = pageFrom(await listShares(app, actor), place, query)
      const items = lines.map((line) => ({
        ...shareOf(line),
        openingCount: line.openings,
        lastOpenedAt: line.lastAt?.toISOString() ?? null,
      }))
      return { items, next }
    },
  }),
  operation({
    method: 'post',
    path: '/shares',
    id: 'createShare',
    summary: 'Share a published page with one recipient',
    tag: 'Shares',
    access: 'shares:write',
    body: NewShare,
    answer: { status: 201, description: 'The share, with its link.', schema: MadeShare },
    refuses: [404],
    async handle({ app, actor, body: { pageId, ...input } }) {
      const { grantId, token } = await createShare(app, actor, pageId, input)
      return { id: grantId, link: token === undefined ? null : app.config.publicUrl + paths.link(token) }
    },
  }),
  operation({
    method: 'get',
    path: '/shares/{id}',
    id: 'getShare',
    summary: 'One share: who opened it, and the copies taken',
    tag: 'Shares',
    access: 'shares:read',
    params: IdParams,
    answer: { status: 200, description: 'The latest opening first.', schema: ShareDetail },
    async handle({ app, actor, t, params }) {
      const detail = await loadShare(app, actor, params.id, t)
      return {
        ...shareOf(detail),
        openings: detail.openings.map(({ id, firstAt, lastAt, looks, viewerName, pageVersion, shown }) => ({
          ...{ id, looks, viewerName, pageVersion, shown: [...shown] },
          firstAt: firstAt.toISOString(),
          lastAt: lastAt.toISOString(),
        })),
        copies: detail.copies.map(({ takenAt, digest }) => ({ takenAt: takenAt.toISOString(), digest })),
      }
    },
  }),
  operation({
    method: 'post',
    path: '/shares/{id}/end',
    id: 'stopShare',
    summary: 'Stop a share at once',
    tag: 'Shares',
    access: 'shares:write',
    params: IdParams,
    answer: { status: 204, description: 'The next look finds it stopped.' },
    handle: ({ app, actor, params }) => stopShare(app, actor, params.id),
  }),
  operation({
    method: 'post',
    path: '/shares/{id}/link',
    id: 'replaceLink',
    summary: 'Another link for the same recipient',
    description: 'The one before answers as stopped from now on.',
    tag: 'Shares',
    access: 'shares:write',
    params: IdParams,
    answer: { status: 201, description: 'The share, with its new link.', schema: MadeShare },
    async handle({ app, actor, params }) {
      const { token } = await replaceLink(app, actor, params.id)
      return { id: params.id, link: app.config.publicUrl + paths.link(token) }
    },
  }),
]

function shareOf(of: Share & { pageTitle: string }) {
  const { id, pageId, pageTitle, audience, recipient, purpose, mayDownload, state } = of
  return {
    ...{
      id,
      pageId,
      pageTitle,
      record: of.record?.kind ?? null,
      audience,
      recipient,
      purpose,
      mayDownload,
      state,
    },
    startsAt: of.startsAt.toISOString(),
    endsAt: of.endsAt.toISOString(),
    stoppedAt: of.stoppedAt?.toISOString() ?? null,
  }
}
