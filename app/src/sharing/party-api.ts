import { z } from '@hono/zod-openapi'
import type { VerificationReport } from '@vademecum/verifiable-credentials'
import { ensurePerson } from '../access/powers.ts'
import type { App } from '../app.ts'
import { ReportSchema, verificationReport } from '../credentials/api-schemas.ts'
import { AppError, notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { ItemFile, ItemSchema, itemOf } from '../portfolio/item/api-schemas.ts'
import type { Item } from '../portfolio/item/item.ts'
import { hasFile, variantForOthers } from '../portfolio/item/item.ts'
import { openItemFile } from '../portfolio/file/open-item-file.ts'
import { thingOf } from '../portfolio/page/load-things.ts'
import type { Block } from '../portfolio/showable.ts'
import { recordLine, RecordLineSchema } from '../record/api/schemas.ts'
import type { RecordLine } from '../record/own/record-line.ts'
import { operation } from '../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../ui/api/paging.ts'
import { Assurance, Id, IdParams, Instant, LanguageCode } from '../ui/api/schemas.ts'
import type { Words } from '../words.ts'
import { takeBundle } from './take-bundle.ts'
import { issueMissing } from './follow-publication.ts'
import type { Look } from './look.ts'
import {
  checkLines,
  lacksCredential,
  readShared,
  type SharedContent,
  withStandings,
} from './shared-content.ts'
import { listSharedWithMe, type SharedLine } from './shared-with-me.ts'
import { lookByParty } from './visit.ts'

export const Line = z
  .strictObject({
    id: Id,
    what: z.enum(['page', 'record']),
    from: z.string(),
    purpose: z.string(),
    endsAt: Instant,
  })
  .openapi('SharedWithMe')

/** What the owner alone needs is not there: versions, times, ids of events, what was before. */
const SharedItem = ItemSchema.omit({ id: true, version: true, createdAt: true, updatedAt: true })
  .extend({ file: ItemFile.omit({ sha256: true }).optional() })
  .openapi('SharedItem')
const SharedRecordLine = RecordLineSchema.omit({ id: true, history: true, assurance: true }).openapi(
  'SharedRecordLine',
)

const SharedBlock = z
  .strictObject({
    id: Id,
    kind: z.enum(['heading', 'text', 'item', 'record']),
    text: z.string().optional(),
    assurance: Assurance.optional(),
    item: SharedItem.optional(),
    record: SharedRecordLine.optional(),
    report: ReportSchema.optional().openapi({
      description: 'What came of each check of the line’s credential.',
    }),
  })
  .openapi('SharedBlock')

const SharedPage = z
  .strictObject({
    from: z.string(),
    recipient: z.string(),
    purpose: z.string(),
    endsAt: Instant,
    mayDownload: z.boolean(),
    title: z.string(),
    language: LanguageCode,
    version: z.int(),
    publishedAt: Instant,
    confirmed: z.int().openapi({ description: 'How many things here were confirmed by their issuers.' }),
    things: z.int(),
    blocks: z.array(SharedBlock),
  })
  .openapi('SharedPage')

export const sharedWithMeOperations = [
  operation({
    method: 'get',
    path: '/shared-with-me',
    id: 'listSharedWithMe',
    summary: 'What others share with your addresses',
    tag: 'Shares',
    access: 'shares:read',
    query: PageQuery,
    answer: {
      status: 200,
      description: 'What can be opened; nothing of what is in it.',
      schema: pageOf(Line, 'SharedWithMePage'),
    },
    async handle({ app, actor, query }) {
      const place = (line: SharedLine) => ({ at: line.endsAt.toISOString(), id: line.grantId })
      const { lines, next } = pageFrom(await listSharedWithMe(app, actor), place, query)
      const items = lines.map(({ grantId, what, from, purpose, endsAt }) => ({
        ...{ id: grantId, what, from, purpose },
        endsAt: endsAt.toISOString(),
      }))
      return { items, next }
    },
  }),
  operation({
    method: 'post',
    path: '/shared-with-me/{id}/opening',
    id: 'openShared',
    summary: 'Open what somebody shared with you',
    description: 'It is recorded: whoever shared it reads who opened it, when, and what was shown.',
    tag: 'Shares',
    access: 'shares:read',
    params: IdParams,
    answer: { status: 204, description: 'It is open for this token.' },
    refuses: [410],
    async handle({ app, actor, params }) {
      const seen = await lookByParty(app, actor, params.id, { opens: true, load: () => undefined })
      if (seen.kind === 'early') throw new AppError('conflict', { key: 'api.notYet' })
    },
  }),
  operation({
    method: 'get',
    path: '/shared-with-me/{id}',
    id: 'getShared',
    summary: 'A page that somebody shared with you, once you have opened it',
    tag: 'Shares',
    access: 'shares:read',
    params: IdParams,
    answer: { status: 200, description: 'The page, each thing with what it rests on.', schema: SharedPage },
    refuses: [409, 410],
    handle: ({ app, actor, t, params }) => readOpened(app, actor, t, params.id),
  }),
  operation({
    method: 'get',
    path: '/shared-with-me/{id}/files/{blockId}',
    id: 'getSharedFile',
    summary: 'The file of a thing on a shared page',
    tag: 'Shares',
    access: 'shares:read',
    params: IdParams.extend({ blockId: Id }),
    headers: z.object({ Range: z.string().optional().openapi({ example: 'bytes=0-1023' }) }),
    answer: {
      status: 200,
      description: 'The file; of a picture what was drawn for the page.',
      mediaType: '*/*',
    },
    also: { 206: 'The range that was asked for.', 416: 'There is no such range.' },
    refuses: [409, 410],
    async handle({ app, actor, t, params, c }) {
      const seen = await lookByParty(app, actor, params.id, {
        opens: false,
        load: async (tx, state, place) => {
          const { things, version } = await readShared(app, tx, state, place, t)
          const block = version.blocks.find(({ id }) => id === params.blockId)
          // Things of this kind are items: that is how their showable loads them.
          const item =
            block?.kind === 'item' ? (thingOf(things, block)?.thing as Item | undefined) : undefined
          const variant = item && hasFile(item) ? variantForOthers(item) : undefined
          if (!item || !hasFile(item) || variant === undefined) notFound('file')
          return openItemFile(app, tx, item, variant, c.req.header('range'))
        },
      })
      const { status, headers, body } = ensureOpen(seen).loaded
      return c.newResponse(body, status, { ...headers })
    },
  }),
  operation({
    method: 'post',
    path: '/shared-with-me/{id}/bundle',
    id: 'takeBundle',
    summary: 'Take a copy that can be checked without us',
    description: 'Where it is allowed. It is recorded before it leaves.',
    tag: 'Shares',
    access: 'shares:read',
    params: IdParams,
    answer: {
      status: 200,
      description: 'The credentials of the lines, with what is needed to check them.',
      schema: z.looseObject({}).openapi('Bundle'),
    },
    refuses: [410],
    async handle({ app, actor, t, params, c }) {
      const person = ensurePerson(actor)
      const text = await takeBundle(app, person, t, (options) => lookByParty(app, person, params.id, options))
      if (text === undefined) throw new AppError('conflict', { key: 'api.notOpened' })
      return c.body(text, 200, { 'Content-Type': 'application/json' })
    },
  }),
]

/** What was not opened yet shows nothing, and says so. */
function ensureOpen<T>(seen: Exclude<Look<T>, { kind: 'gone' }>): Extract<Look<T>, { kind: 'open' }> {
  if (seen.kind === 'open') return seen
  throw new AppError('conflict', { key: seen.kind === 'early' ? 'api.notYet' : 'api.notOpened' })
}

async function readOpened(app: App, actor: Actor, t: Words, id: string): Promise<z.input<typeof SharedPage>> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const seen = ensureOpen(
      await lookByParty(app, actor, id, {
        opens: false,
        load: (tx, state, place) => readShared(app, tx, state, place, t),
      }),
    )
    if (attempt === 0 && lacksCredential(seen.loaded, seen.state)) {
      await issueMissing(app, seen.place)
      continue
    }
    const { loaded: content, state } = seen
    const blocks = blocksOf(content, await checkLines(app, content, state), t)
    const assurances = blocks.flatMap(({ assurance }) => assurance ?? [])
    return {
      from: state.ownerName,
      recipient: state.recipient,
      purpose: state.purpose,
      endsAt: state.endsAt.toISOString(),
      mayDownload: state.mayDownload,
      title: content.version.title,
      language: content.version.language,
      version: content.version.version,
      publishedAt: content.version.publishedAt.toISOString(),
      confirmed: assurances.filter(({ kind }) => kind === 'verified').length,
      things: assurances.length,
      blocks,
    }
  }
  throw new AppError('unavailable')
}

type SharedBlockJson = z.input<typeof SharedBlock>

/** A thing that cannot be shown is left out, as it is on the page. */
function blocksOf(
  content: SharedContent,
  reports: ReadonlyMap<string, VerificationReport>,
  t: Words,
): SharedBlockJson[] {
  const things = withStandings(content, reports)
  return content.version.blocks.flatMap((block: Block): SharedBlockJson[] => {
    const { id, kind } = block
    if (!('thingId' in block)) return [{ id, kind, text: block.text }]
    const found = thingOf(things, block)
    if (!found) return []
    const assurance = { ...found.showable.assurance(found.thing, content.viewing) }
    if (kind === 'item') {
      return [{ id, kind, assurance, item: sharedItem(found.thing as Item) }]
    }
    const { id: _, history: __, assurance: ___, ...record } = recordLine(found.thing as RecordLine, t)
    const report = reports.get(block.thingId)
    return [{ id, kind, assurance, record, ...(report ? { report: verificationReport(report) } : {}) }]
  })
}

function sharedItem(item: Item): z.input<typeof SharedItem> {
  const { id: _, version: __, createdAt: ___, updatedAt: ____, file, ...shown } = itemOf(item)
  if (!file) return shown
  // The hash of the original would join what two recipients hold.
  const { sha256: _____, ...rest } = file
  return { ...shown, file: rest }
}
