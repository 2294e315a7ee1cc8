import { z } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import { recordLine, RecordLineSchema } from '../../record/api/schemas.ts'
import { operation } from '../../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../../ui/api/paging.ts'
import {
  Day,
  Id,
  IdParams,
  Instant,
  OrganisationParams,
  OrganisationThingParams,
} from '../../ui/api/schemas.ts'
import type { Words } from '../../words.ts'
import { Line as SharedWithMe } from '../party-api.ts'
import { shareDays } from '../share-rules.ts'
import type { SharedLine } from '../shared-with-me.ts'
import { type Door, lookAtRecord, type RecordLook } from './look-at-record.ts'
import { shareRecord } from './share-record.ts'
import { sharedWithOrganisation } from './shared-records.ts'

const Query = z.strictObject({
  levels: z.array(z.string()).default([]),
  issuerIds: z.array(Id).default([]),
  awardYears: z.array(z.int()).default([]),
  types: z.array(z.string()).default([]),
})

const NewRecordShare = z
  .strictObject({
    what: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('listed'), eventIds: z.array(Id) }),
      z.strictObject({ kind: z.literal('query'), query: Query }),
      z.strictObject({ kind: z.literal('everything') }),
    ]),
    to: z.discriminatedUnion('audience', [
      z.strictObject({ audience: z.literal('person'), address: z.string() }),
      z.strictObject({ audience: z.literal('organisation'), organisationId: Id }),
    ]),
    purpose: z.string().trim().min(1).max(300),
    startsOn: Day.optional().openapi({ description: 'Left out, it begins at once.' }),
    days: z.int().min(1).max(shareDays.most).default(shareDays.usual),
  })
  .openapi('NewRecordShare', {
    description:
      'listed: these lines and no later one. query: what meets every part that is not empty, later lines too. ' +
      'everything: for schools, colleges, universities and advice services only.',
    example: {
      what: { kind: 'query', query: { levels: ['3'], issuerIds: [], awardYears: [], types: [] } },
      to: { audience: 'organisation', organisationId: '019a8f3e-7c41-7d0a-9b52-3f6f0c1d2e4a' },
      purpose: 'Application for a course',
      days: 30,
    },
  })

/** Nothing that joins two shares, and nothing that says whether more exists. */
const SharedRecordLine = RecordLineSchema.omit({ id: true, history: true, version: true }).openapi(
  'LineOfSharedRecord',
)

const SharedRecord = z
  .strictObject({
    from: z.string(),
    recipient: z.string(),
    purpose: z.string(),
    endsAt: Instant,
    lines: z.array(SharedRecordLine),
  })
  .openapi('SharedRecord')

const opened = { status: 204, description: 'It is open for this token.' } as const
const answer = { status: 200, description: 'The lines that are shown.', schema: SharedRecord } as const
const shared = '/organisations/{organisationId}/shared'

export const recordShareOperations = [
  operation({
    method: 'post',
    path: '/record-shares',
    id: 'shareRecord',
    summary: 'Share your record, or a part of it, with a person or an organisation',
    tag: 'Shares',
    access: 'shares:write',
    body: NewRecordShare,
    answer: {
      status: 201,
      description: 'The share.',
      schema: z.strictObject({ id: Id }).openapi('RecordShare'),
    },
    refuses: [404],
    async handle({ app, actor, body: { startsOn, ...input } }) {
      const share = startsOn === undefined ? input : { ...input, startsOn }
      return { id: (await shareRecord(app, actor, share)).grantId }
    },
  }),
  operation({
    method: 'post',
    path: '/shared-records/{id}/opening',
    id: 'openSharedRecord',
    summary: 'Open a record that somebody shared with you',
    description: 'It is recorded: whoever shared it reads who opened it, when, and what was shown.',
    tag: 'Shares',
    access: 'shares:read',
    params: IdParams,
    answer: opened,
    refuses: [409, 410],
    async handle({ app, actor, params }) {
      ensureNotEarly(await lookAtRecord(app, actor, { kind: 'person' }, params.id, { opens: true }))
    },
  }),
  operation({
    method: 'get',
    path: '/shared-records/{id}',
    id: 'getSharedRecord',
    summary: 'A record that somebody shared with you, once you have opened it',
    tag: 'Shares',
    access: 'shares:read',
    params: IdParams,
    answer,
    refuses: [409, 410],
    handle: async ({ app, actor, t, params }) =>
      recordOf(await lookAtRecord(app, actor, { kind: 'person' }, params.id, { opens: false }), t),
  }),
  operation({
    method: 'get',
    path: shared,
    id: 'listSharedWithOrganisation',
    summary: 'What learners share with an organisation',
    tag: 'Shares',
    access: 'shares:read',
    params: OrganisationParams,
    query: PageQuery,
    answer: {
      status: 200,
      description: 'What can be opened; nothing of what is in it.',
      schema: pageOf(SharedWithMe, 'SharedWithOrganisationPage'),
    },
    async handle({ app, actor, params, query }) {
      const place = (line: SharedLine) => ({ at: line.endsAt.toISOString(), id: line.grantId })
      const found = await sharedWithOrganisation(app, actor, params.organisationId)
      const { lines, next } = pageFrom(found.lines, place, query)
      const items = lines.map(({ grantId, what, from, purpose, endsAt }) => ({
        ...{ id: grantId, what, from, purpose },
        endsAt: endsAt.toISOString(),
      }))
      return { items, next }
    },
  }),
  operation({
    method: 'post',
    path: `${shared}/{id}/opening`,
    id: 'openSharedWithOrganisation',
    summary: 'Open a record that a learner shared with an organisation',
    description: 'It is recorded: the learner reads who opened it, when, and what was shown.',
    tag: 'Shares',
    access: 'shares:read',
    params: OrganisationThingParams,
    answer: opened,
    refuses: [409, 410],
    async handle({ app, actor, params }) {
      ensureNotEarly(await lookAtRecord(app, actor, doorOf(params), params.id, { opens: true }))
    },
  }),
  operation({
    method: 'get',
    path: `${shared}/{id}`,
    id: 'getSharedWithOrganisation',
    summary: 'A record that a learner shared with an organisation, once you have opened it',
    tag: 'Shares',
    access: 'shares:read',
    params: OrganisationThingParams,
    answer,
    refuses: [409, 410],
    handle: async ({ app, actor, t, params }) =>
      recordOf(await lookAtRecord(app, actor, doorOf(params), params.id, { opens: false }), t),
  }),
]

function doorOf({ organisationId }: { organisationId: string }): Door {
  return { kind: 'organisation', organisationId }
}

function ensureNotEarly(look: RecordLook): void {
  if (look.kind === 'early') throw new AppError('conflict', { key: 'api.notYet' })
}

/** What was not opened yet shows nothing, and says so. */
function recordOf(look: RecordLook, t: Words): z.input<typeof SharedRecord> {
  if (look.kind !== 'open') {
    throw new AppError('conflict', { key: look.kind === 'early' ? 'api.notYet' : 'api.notOpened' })
  }
  const { from, recipient, purpose, endsAt, lines } = look.record
  return {
    ...{ from, recipient, purpose },
    endsAt: endsAt.toISOString(),
    lines: lines.map((line) => {
      const { id: _, history: __, version: ___, ...shown } = recordLine(line, t)
      return shown
    }),
  }
}
