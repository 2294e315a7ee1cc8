import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../../ui/api/paging.ts'
import { Id, IdParams, Instant } from '../../ui/api/schemas.ts'
import { askConfirmation, ownClaims, providersToAsk } from '../claims/ask-confirmation.ts'
import { claimWithCode } from '../claims/claim-with-code.ts'
import { ownRecord, ownRecordLine } from '../own/own-record.ts'
import { recordLine, RecordLineSchema } from './schemas.ts'

const Claim = z
  .strictObject({
    id: Id,
    organisation: z.string(),
    state: z.enum(['waiting', 'granted', 'refused', 'undone']),
    madeAt: Instant,
  })
  .openapi('Claim')

const NewClaim = z
  .union([
    z.strictObject({ uln: z.string(), code: z.string() }),
    z.strictObject({ uln: z.string(), organisationId: z.string() }),
  ])
  .openapi('NewClaim', {
    description: 'With the one-time code from a school, college or university, or by asking one to confirm.',
    example: { uln: '1234567890', code: 'K7Q2-M4XA-09ZC-TBHE' },
  })

const ClaimState = z
  .strictObject({
    state: z.enum(['granted', 'waiting']).openapi({ description: 'waiting: a person decides.' }),
  })
  .openapi('ClaimState')

const Provider = z.strictObject({ id: Id, ukprn: z.string(), name: z.string() }).openapi('Provider')

export const ownRecordOperations = [
  operation({
    method: 'get',
    path: '/record',
    id: 'listRecord',
    summary: 'Your own record',
    tag: 'Record',
    access: 'record:read',
    query: PageQuery.extend({ limit: PageQuery.shape.limit.unwrap().default(200) }),
    answer: {
      status: 200,
      description: 'Every line that may be seen by now, the newest award first.',
      schema: pageOf(RecordLineSchema, 'RecordPage'),
    },
    async handle({ app, actor, t, query }) {
      const place = (line: { awardDate: string; eventId: string }) => ({
        at: line.awardDate,
        id: line.eventId,
      })
      const { lines, next } = pageFrom(await ownRecord(app, actor), place, query)
      return { items: lines.map((line) => recordLine(line, t)), next }
    },
  }),
  operation({
    method: 'get',
    path: '/record/{id}',
    id: 'getRecordLine',
    summary: 'One line of your record, with its history',
    tag: 'Record',
    access: 'record:read',
    params: IdParams,
    answer: { status: 200, description: 'The line.', schema: RecordLineSchema },
    handle: async ({ app, actor, t, params }) => recordLine(await ownRecordLine(app, actor, params.id), t),
  }),
  operation({
    method: 'get',
    path: '/claims',
    id: 'listClaims',
    summary: 'Your own claims',
    tag: 'Record',
    access: 'record:read',
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(Claim, 'ClaimPage') },
    async handle({ app, actor, query }) {
      const claims = await ownClaims(app, actor)
      const place = (claim: (typeof claims)[number]) => ({
        at: claim.madeAt.toISOString(),
        id: claim.claimId,
      })
      const { lines, next } = pageFrom(claims, place, query)
      const items = lines.map(({ claimId, organisationName, state, madeAt }) => ({
        id: claimId,
        organisation: organisationName,
        state,
        madeAt: madeAt.toISOString(),
      }))
      return { items, next }
    },
  }),
  operation({
    method: 'post',
    path: '/claims',
    id: 'createClaim',
    summary: 'Claim a record',
    description:
      'The number alone is never enough. Whatever is wrong with number or code is answered alike, and tries are counted.',
    tag: 'Record',
    access: 'record:write',
    body: NewClaim,
    answer: { status: 201, description: 'Yours, or waiting for somebody to decide.', schema: ClaimState },
    refuses: [429],
    async handle({ app, actor, body }) {
      if ('code' in body) return claimWithCode(app, actor, body)
      await askConfirmation(app, actor, body)
      return { state: 'waiting' as const }
    },
  }),
  operation({
    method: 'get',
    path: '/providers',
    id: 'listProviders',
    summary: 'Who can be asked to confirm a claim',
    tag: 'Record',
    access: 'public',
    query: PageQuery,
    answer: {
      status: 200,
      description: 'Schools, colleges and universities.',
      schema: pageOf(Provider, 'ProviderPage'),
    },
    async handle({ app, query }) {
      const place = (provider: { organisationId: string }) => ({ at: '', id: provider.organisationId })
      const { lines, next } = pageFrom(await providersToAsk(app), place, query)
      return {
        items: lines.map(({ organisationId, ukprn, name }) => ({ id: organisationId, ukprn, name })),
        next,
      }
    },
  }),
]
