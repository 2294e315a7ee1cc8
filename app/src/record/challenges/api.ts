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
import { rejectChallenge, takeUpChallenge, upholdChallenge } from './answer.ts'
import { lineKinds } from './challenge.ts'
import { ownChallenge, ownChallenges } from './own-challenges.ts'
import { raiseChallenge, raiseForLearner } from './raise.ts'
import type { SeenChallenge } from './seen.ts'
import { withdrawForLearner, withdrawOwnChallenge } from './withdraw.ts'
import { challengeAt, challengesAt, type WorkLine } from './work-list.ts'

const kind = z.enum(['incorrect', 'missing', 'notMine', 'duplicate'])
const state = z.enum(['raised', 'withIssuer', 'upheld', 'rejected', 'withdrawn'])
const said = z.string().openapi({ description: 'What is wrong: 10 to 2,000 characters.' })
const reason = z.string().openapi({ description: 'The learner reads it.' })

const Line = z
  .strictObject({
    id: Id,
    reference: z.string().openapi({ example: 'K7Q2-M4XA' }),
    kind,
    state,
    raisedAt: Instant,
    dueAt: Instant.openapi({ description: 'Until when an answer is due.' }),
  })
  .openapi('ChallengeLine')

const challengeFields = {
  id: Id,
  reference: z.string().openapi({ example: 'K7Q2-M4XA' }),
  kind,
  state,
  said,
  issuer: z.strictObject({ id: Id, name: z.string() }),
  eventId: Id.nullable().openapi({ description: 'The line; null for a result that is missing.' }),
  raisedFor: z
    .strictObject({ id: Id, name: z.string() })
    .nullable()
    .openapi({ description: 'Whose staff said it; null when the learner did.' }),
  raisedAt: Instant,
  dueAt: Instant,
  takenAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  answer: z.string().nullable(),
  answerEventId: Id.nullable(),
  answerVersion: z.int().nullable(),
}
const Challenge = z.strictObject(challengeFields).openapi('Challenge')

const AtWork = z
  .strictObject({
    ...challengeFields,
    learner: z.strictObject({
      name: z.string(),
      uln: z.string(),
      birthDate: Day.nullable().openapi({ description: 'Only where a result is missing.' }),
    }),
  })
  .openapi('ChallengeToAnswer')

const NewChallenge = z
  .union([
    z.strictObject({ kind: z.enum(lineKinds), eventId: Id, said }),
    z.strictObject({ kind: z.literal('missing'), issuerId: Id, said }),
  ])
  .openapi('NewChallenge', {
    description: 'Of a line, or of the organisation that should have a result. It changes no value.',
    example: {
      kind: 'incorrect',
      eventId: '019a8f3e-7c41-7d0a-9b52-3f6f0c1d2e4a',
      said: 'The slip that I was given says 8.',
    },
  })
const OfLearner = z.strictObject({ learnerId: Id, challenge: NewChallenge }).openapi('NewChallengeOfLearner')
const Raised = z.strictObject({ id: Id, reference: z.string() }).openapi('RaisedChallenge')

const Upholding = z
  .strictObject({
    reason,
    remedy: z.union([
      z.strictObject({
        kind: z.literal('correct'),
        grade: z.string(),
        awardDate: Day,
        status: z.enum(['final', 'provisional']),
      }),
      z.strictObject({ kind: z.literal('withdraw') }),
      z.strictObject({ kind: z.literal('found'), eventId: Id }),
    ]),
  })
  .openapi('Upholding', {
    description: 'What puts it right, in the same step. `found`: the published result that was missing.',
  })

const own = { tag: 'Record' } as const
const work = { tag: 'Results' } as const
const nothing = { status: 204, description: 'Done.' } as const

export const challengeOperations = [
  operation({
    ...own,
    method: 'get',
    path: '/challenges',
    id: 'listChallenges',
    summary: 'What is said to be wrong in your record',
    access: 'record:read',
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(Challenge, 'ChallengePage') },
    async handle({ app, actor, query }) {
      const place = ({ raisedAt, challengeId }: SeenChallenge) => ({
        at: raisedAt.toISOString(),
        id: challengeId,
      })
      const { lines, next } = pageFrom(await ownChallenges(app, actor), place, query)
      return { items: lines.map(challengeOf), next }
    },
  }),
  operation({
    ...own,
    method: 'post',
    path: '/challenges',
    id: 'createChallenge',
    summary: 'Say that something is wrong',
    description:
      'The issuer answers. Until then whoever sees the line reads that something is said to be wrong.',
    access: 'record:write',
    body: NewChallenge,
    answer: { status: 201, description: 'Sent.', schema: Raised },
    refuses: [404, 429],
    async handle({ app, actor, body }) {
      const { challengeId, reference } = await raiseChallenge(app, actor, body)
      return { id: challengeId, reference }
    },
  }),
  operation({
    ...own,
    method: 'get',
    path: '/challenges/{id}',
    id: 'getChallenge',
    summary: 'One thing that is said to be wrong in your record',
    access: 'record:read',
    params: IdParams,
    answer: { status: 200, description: 'With its answer, once there is one.', schema: Challenge },
    handle: async ({ app, actor, params }) => challengeOf(await ownChallenge(app, actor, params.id)),
  }),
  operation({
    ...own,
    method: 'post',
    path: '/challenges/{id}/withdrawal',
    id: 'withdrawChallenge',
    summary: 'Take back what you said',
    access: 'record:write',
    params: IdParams,
    answer: nothing,
    handle: ({ app, actor, params }) => withdrawOwnChallenge(app, actor, params.id),
  }),
  operation({
    ...work,
    method: 'get',
    path: '/organisations/{organisationId}/challenges',
    id: 'listChallengesToAnswer',
    summary: 'What an organisation has to answer, and what its staff have said',
    access: 'results:read',
    params: OrganisationParams,
    answer: {
      status: 200,
      description: 'To answer: the longest due first. The others: the latest first, at most 200 of each.',
      schema: z
        .strictObject({ toAnswer: z.array(Line), answered: z.array(Line), raisedHere: z.array(Line) })
        .openapi('ChallengeWork'),
    },
    async handle({ app, actor, params }) {
      const list = await challengesAt(app, actor, params.organisationId)
      return {
        toAnswer: list.toAnswer.map(lineOf),
        answered: list.answered.map(lineOf),
        raisedHere: list.raisedHere.map(lineOf),
      }
    },
  }),
  operation({
    ...work,
    method: 'post',
    path: '/organisations/{organisationId}/challenges',
    id: 'createChallengeOfLearner',
    summary: 'Say that something is wrong in the record of a learner of yours',
    access: 'learners:write',
    params: OrganisationParams,
    body: OfLearner,
    answer: { status: 201, description: 'Sent.', schema: Raised },
    refuses: [404, 429],
    async handle({ app, actor, params, body }) {
      const { organisationId } = params
      const made = await raiseForLearner(app, actor, organisationId, body.learnerId, body.challenge)
      return { id: made.challengeId, reference: made.reference }
    },
  }),
  operation({
    ...work,
    method: 'get',
    path: '/organisations/{organisationId}/challenges/{id}',
    id: 'getChallengeToAnswer',
    summary: 'One of them',
    access: 'results:read',
    params: OrganisationThingParams,
    answer: { status: 200, description: 'With what was said.', schema: AtWork },
    async handle({ app, actor, params }) {
      const { challenge } = await challengeAt(app, actor, params.organisationId, params.id)
      const { learnerName: name, uln, birthDate } = challenge
      return { ...challengeOf(challenge), learner: { name, uln, birthDate } }
    },
  }),
  operation({
    ...work,
    method: 'post',
    path: '/organisations/{organisationId}/challenges/{id}/take-up',
    id: 'takeUpChallenge',
    summary: 'Begin to look into it',
    access: 'results:write',
    params: OrganisationThingParams,
    answer: nothing,
    handle: ({ app, actor, params }) => takeUpChallenge(app, actor, params.organisationId, params.id),
  }),
  operation({
    ...work,
    method: 'post',
    path: '/organisations/{organisationId}/challenges/{id}/upholding',
    id: 'upholdChallenge',
    summary: 'Agree, and put it right',
    access: 'results:write',
    params: OrganisationThingParams,
    body: Upholding,
    answer: nothing,
    handle: ({ app, actor, params, body }) =>
      upholdChallenge(app, actor, params.organisationId, params.id, body),
  }),
  operation({
    ...work,
    method: 'post',
    path: '/organisations/{organisationId}/challenges/{id}/rejection',
    id: 'rejectChallenge',
    summary: 'Say why nothing is changed',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z.strictObject({ reason }).openapi('Rejection'),
    answer: nothing,
    handle: ({ app, actor, params, body }) =>
      rejectChallenge(app, actor, params.organisationId, params.id, body),
  }),
  operation({
    ...work,
    method: 'post',
    path: '/organisations/{organisationId}/challenges/{id}/withdrawal',
    id: 'withdrawChallengeOfLearner',
    summary: 'Take back what your staff said',
    access: 'learners:write',
    params: OrganisationThingParams,
    answer: nothing,
    handle: ({ app, actor, params }) => withdrawForLearner(app, actor, params.organisationId, params.id),
  }),
]

function lineOf({ challengeId, raisedAt, dueAt, ...line }: WorkLine): z.input<typeof Line> {
  return { id: challengeId, ...line, raisedAt: raisedAt.toISOString(), dueAt: dueAt.toISOString() }
}

function challengeOf(challenge: SeenChallenge): z.input<typeof Challenge> {
  const { challengeId: id, issuerId, issuerName, raisedFor, raisedAt, dueAt, takenAt, answeredAt } = challenge
  const { reference, kind: what, state: now, said: words, eventId } = challenge
  const { answer, answerEventId, answerVersion } = challenge
  return {
    ...{ id, reference, kind: what, state: now, said: words, eventId },
    issuer: { id: issuerId, name: issuerName },
    raisedFor: raisedFor && { id: raisedFor.organisationId, name: raisedFor.name },
    raisedAt: raisedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
    ...{ answer, answerEventId, answerVersion },
  }
}
