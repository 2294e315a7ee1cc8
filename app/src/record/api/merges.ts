import { z } from '@hono/zod-openapi'
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
import type { LearnerName } from '../learner-store.ts'
import { answerMerge, mergeQuestions } from '../merges/answer-merge.ts'
import { confirmMerge, refuseMerge } from '../merges/decide-merge.ts'
import { mergesOf, type MergeToDecide } from '../merges/list-merges.ts'
import { proposeMerge } from '../merges/propose-merge.ts'
import { unmerge } from '../merges/unmerge.ts'

const Uln = z.string().openapi({ example: '1234567890' })
const Learner = z.strictObject({
  id: Id,
  uln: Uln,
  givenName: z.string(),
  familyName: z.string(),
  birthDate: Day,
})

const Merge = z
  .strictObject({
    id: Id,
    state: z.enum(['proposed', 'merged', 'refused', 'unmerged']),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: Instant,
    into: Learner,
    linked: Learner,
    waitingFor: z.int().openapi({ description: 'Accounts that were asked and have not confirmed.' }),
    unmergeReason: z.string().nullable(),
  })
  .openapi('LearnerMerge')

const Question = z
  .strictObject({
    id: Id,
    organisationName: z.string(),
    askedAt: Instant,
    confirmed: z.boolean(),
    settled: z.boolean(),
  })
  .openapi('MergeQuestion')

const merges = '/organisations/{organisationId}/merges'

export const mergeOperations = [
  operation({
    method: 'get',
    path: merges,
    id: 'listMerges',
    summary: 'Numbers that are joined, or proposed to be',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationParams,
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(Merge, 'LearnerMergePage') },
    async handle({ app, actor, params, query }) {
      const all = await mergesOf(app, actor, params.organisationId)
      const place = (merge: MergeToDecide) => ({ at: merge.proposedAt.toISOString(), id: merge.mergeId })
      const { lines, next } = pageFrom(all, place, query)
      return { items: lines.map(mergeOf), next }
    },
  }),
  operation({
    method: 'post',
    path: merges,
    id: 'proposeMerge',
    summary: 'Propose that two numbers are one person’s',
    description: 'It takes effect when a second registrar has confirmed it.',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationParams,
    body: z.strictObject({ uln: Uln, otherUln: Uln, reason: z.string() }).openapi('NewLearnerMerge'),
    answer: {
      status: 201,
      description: 'The proposal.',
      schema: z.strictObject({ mergeId: Id }).openapi('ProposedMerge'),
    },
    refuses: [409],
    handle: ({ app, actor, params, body }) => proposeMerge(app, actor, params.organisationId, body),
  }),
  operation({
    method: 'post',
    path: `${merges}/{id}/decision`,
    id: 'decideMerge',
    summary: 'Confirm or refuse a proposed merge',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z.strictObject({ decision: z.enum(['confirmed', 'refused']) }).openapi('MergeDecision'),
    answer: { status: 204, description: 'It is decided.' },
    refuses: [409],
    async handle({ app, actor, params, body: { decision } }) {
      const decide = decision === 'confirmed' ? confirmMerge : refuseMerge
      await decide(app, actor, params.organisationId, params.id)
    },
  }),
  operation({
    method: 'post',
    path: `${merges}/{id}/undoing`,
    id: 'unmerge',
    summary: 'Take two numbers apart again',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z.strictObject({ reason: z.string() }).openapi('Unmerging'),
    answer: { status: 204, description: 'Each is as it was before.' },
    refuses: [409],
    handle: ({ app, actor, params, body }) => unmerge(app, actor, params.organisationId, params.id, body),
  }),
  operation({
    method: 'get',
    path: '/merge-questions',
    id: 'listMergeQuestions',
    summary: 'Whether another account is yours too: what you are asked',
    tag: 'Record',
    access: 'record:read',
    answer: {
      status: 200,
      description: 'The latest first.',
      schema: z.strictObject({ items: z.array(Question) }).openapi('MergeQuestions'),
    },
    handle: async ({ app, actor }) => ({
      items: (await mergeQuestions(app, actor)).map(
        ({ mergeId, organisationName, askedAt, confirmed, settled }) => ({
          id: mergeId,
          organisationName,
          askedAt: askedAt.toISOString(),
          confirmed,
          settled,
        }),
      ),
    }),
  }),
  operation({
    method: 'post',
    path: '/merge-questions/{id}/answer',
    id: 'answerMergeQuestion',
    summary: 'Say whether both accounts are you',
    tag: 'Record',
    access: 'record:write',
    params: IdParams,
    body: z.strictObject({ isMe: z.boolean() }).openapi('MergeAnswer'),
    answer: { status: 204, description: 'It is kept.' },
    refuses: [409],
    handle: ({ app, actor, params, body }) => answerMerge(app, actor, params.id, body),
  }),
]

function mergeOf({ mergeId, into, linked, proposedAt, ...merge }: MergeToDecide): z.input<typeof Merge> {
  const { state, reason, proposedBy, waitingFor, unmergeReason } = merge
  return {
    id: mergeId,
    ...{ state, reason, proposedBy, waitingFor, unmergeReason },
    proposedAt: proposedAt.toISOString(),
    into: learnerOf(into),
    linked: learnerOf(linked),
  }
}

function learnerOf({ learnerId, uln, givenName, familyName, birthDate }: LearnerName) {
  return { id: learnerId, uln, givenName, familyName, birthDate }
}
