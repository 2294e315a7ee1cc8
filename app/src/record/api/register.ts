import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../../ui/api/paging.ts'
import { Day, Id, Instant, OrganisationParams, OrganisationThingParams } from '../../ui/api/schemas.ts'
import { type ClaimToDecide, claimsOf, grantClaim, refuseClaim } from '../claims/decide-claim.ts'
import { makeClaimCodes } from '../claims/make-codes.ts'
import { undoClaim } from '../claims/undo-claim.ts'
import { endEnrolmentOf, enrolLearner } from '../register/enrol-learner.ts'
import { cohortsOf, lookedUp, lookUpLearners } from '../register/look-ups.ts'
import { registerLearner } from '../register/register-learner.ts'
import { registrationBody } from './registration-body.ts'

const Uln = z.string().openapi({ description: 'The unique learner number.', example: '1234567890' })
const cohort = z.string().openapi({ example: '2026' })

const KnownLearner = z
  .strictObject({ uln: Uln, givenName: z.string(), familyName: z.string(), birthDate: Day, cohort })
  .openapi('KnownLearner')
const NewLearner = z
  .strictObject({
    ...registrationBody,
    uln: Uln.optional().openapi({ description: 'Where another register issued it; else one is issued.' }),
    cohort,
    override: z
      .strictObject({ reason: z.string() })
      .optional()
      .openapi({ description: 'Why none of those who are possible is this person; is kept.' }),
  })
  .openapi('NewLearner')
const LearnerId = z.strictObject({ learnerId: Id }).openapi('EnrolledLearner')
const Registered = z
  .strictObject({ code: z.literal('WSRC0001'), learnerId: Id, uln: Uln })
  .openapi('RegisteredLearner')

const Learner = z
  .strictObject({
    id: Id,
    uln: Uln.nullable().openapi({ description: 'For registrars only.' }),
    givenName: z.string(),
    familyName: z.string(),
    birthDate: Day.nullable(),
    cohorts: z.array(cohort),
    isClaimed: z.boolean().openapi({ description: 'Somebody’s account has this record.' }),
  })
  .openapi('Learner')

const LookUp = z
  .strictObject({ purpose: z.string(), until: Instant, items: z.array(Learner), next: z.string().nullable() })
  .openapi('LearnerList')

const CodeSheet = z
  .strictObject({
    cohort,
    expiresAt: Instant,
    codes: z.array(z.strictObject({ learnerId: Id, name: z.string(), uln: Uln, code: z.string() })),
    claimed: z.int().openapi({ description: 'Learners whose record is claimed already: they need no code.' }),
  })
  .openapi('ClaimCodes')

const ClaimWork = z
  .strictObject({
    id: Id,
    personName: z.string(),
    way: z.enum(['code', 'confirmation']),
    state: z.enum(['waiting', 'granted', 'refused', 'undone']),
    madeAt: Instant,
    decidedAt: Instant.nullable(),
    note: z.string().nullable(),
    learner: z
      .strictObject({ id: Id, uln: Uln, givenName: z.string(), familyName: z.string(), birthDate: Day })
      .nullable()
      .openapi({ description: 'Null when the number is not of a learner of your own.' }),
  })
  .openapi('ClaimToDecide')

const organisation = '/organisations/{organisationId}'

export const registerOperations = [
  operation({
    method: 'post',
    path: `${organisation}/learners`,
    id: 'registerLearner',
    summary: 'Enter a learner into the register, and enrol them',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationParams,
    description: 'Refused where somebody fits exactly, and where somebody is possible without a reason.',
    body: NewLearner,
    answer: { status: 201, description: 'The learner, with their number.', schema: Registered },
    refuses: [409, 429],
    handle: ({ app, actor, params, body: { override, ...cells } }) =>
      registerLearner(app, actor, params.organisationId, cells, { override }),
  }),
  operation({
    method: 'post',
    path: `${organisation}/enrolments`,
    id: 'enrolLearner',
    summary: 'Enrol a learner whom another provider registered',
    description: 'Everything about the person has to be as the register has it. Misses are counted.',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationParams,
    body: KnownLearner,
    answer: { status: 201, description: 'The learner.', schema: LearnerId },
    refuses: [429],
    handle: ({ app, actor, params, body }) => enrolLearner(app, actor, params.organisationId, body),
  }),
  operation({
    method: 'post',
    path: `${organisation}/learners/{id}/enrolment-end`,
    id: 'endEnrolment',
    summary: 'End an enrolment',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z.strictObject({ cohort }).openapi('EnrolmentEnd'),
    answer: { status: 204, description: 'It has ended.' },
    handle: ({ app, actor, params, body }) =>
      endEnrolmentOf(app, actor, params.organisationId, params.id, body.cohort),
  }),
  operation({
    method: 'get',
    path: `${organisation}/cohorts`,
    id: 'listCohorts',
    summary: 'The cohorts of an organisation, with how many learners each has',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationParams,
    answer: {
      status: 200,
      description: 'By name.',
      schema: z
        .strictObject({ items: z.array(z.strictObject({ cohort, learners: z.int() })) })
        .openapi('Cohorts'),
    },
    handle: async ({ app, actor, params }) => ({
      items: (await cohortsOf(app, actor, params.organisationId)).map((each) => ({
        cohort: each.cohort,
        learners: each.learners,
      })),
    }),
  }),
  operation({
    method: 'post',
    path: `${organisation}/look-ups`,
    id: 'lookUpLearners',
    summary: 'Open a list of learners, for a purpose',
    description: 'Each learner on it reads who looked, and for what.',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationParams,
    body: z.strictObject({ purpose: z.string(), cohort: cohort.optional() }).openapi('NewLookUp'),
    answer: {
      status: 201,
      description: 'The list, open for half an hour.',
      schema: z.strictObject({ id: Id }).openapi('LookUp'),
    },
    async handle({ app, actor, params, body: { purpose, cohort: wanted } }) {
      const input = wanted === undefined ? { purpose } : { purpose, cohort: wanted }
      return { id: (await lookUpLearners(app, actor, params.organisationId, input)).lookUpId }
    },
  }),
  operation({
    method: 'get',
    path: `${organisation}/look-ups/{id}`,
    id: 'getLookUp',
    summary: 'The learners of a list that you opened',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationThingParams,
    query: PageQuery,
    answer: { status: 200, description: 'Whom the list names.', schema: LookUp },
    refuses: [410],
    async handle({ app, actor, params, query }) {
      const list = await lookedUp(app, actor, params.organisationId, params.id)
      const place = (learner: { learnerId: string }) => ({ at: '', id: learner.learnerId })
      const { lines, next } = pageFrom(list.learners, place, query)
      const items = lines.map(({ learnerId, uln, givenName, familyName, birthDate, cohorts, isClaimed }) => ({
        id: learnerId,
        ...{ uln, givenName, familyName, birthDate, isClaimed },
        cohorts: [...cohorts],
      }))
      return { purpose: list.purpose, until: list.until.toISOString(), items, next }
    },
  }),
  operation({
    method: 'post',
    path: `${organisation}/claim-codes`,
    id: 'makeClaimCodes',
    summary: 'Make one-time codes for a cohort',
    description: 'They are answered once and never again; new ones end those that were not used.',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationParams,
    body: z.strictObject({ cohort, learnerId: Id.optional() }).openapi('NewClaimCodes'),
    answer: { status: 201, description: 'The codes, to be handed over in person.', schema: CodeSheet },
    async handle({ app, actor, params, body: { cohort: wanted, learnerId } }) {
      const input = learnerId === undefined ? { cohort: wanted } : { cohort: wanted, learnerId }
      const sheet = await makeClaimCodes(app, actor, params.organisationId, input)
      return {
        cohort: sheet.cohort,
        expiresAt: sheet.expiresAt.toISOString(),
        codes: sheet.slips.map(({ learnerId: id, name, uln, code }) => ({ learnerId: id, name, uln, code })),
        claimed: sheet.claimed,
      }
    },
  }),
  operation({
    method: 'get',
    path: `${organisation}/claims`,
    id: 'listClaimsToDecide',
    summary: 'Claims that an organisation decides on',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationParams,
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(ClaimWork, 'ClaimToDecidePage') },
    async handle({ app, actor, params, query }) {
      const claims = await claimsOf(app, actor, params.organisationId)
      const place = ({ claim }: ClaimToDecide) => ({ at: claim.made_at.toISOString(), id: claim.claim_id })
      const { lines, next } = pageFrom(claims, place, query)
      return { items: lines.map(claimWork), next }
    },
  }),
  operation({
    method: 'post',
    path: `${organisation}/claims/{id}/decision`,
    id: 'decideClaim',
    summary: 'Grant or refuse a claim',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z
      .strictObject({
        decision: z.enum(['granted', 'refused']),
        how: z.string().default('').openapi({ description: 'How you know this person; needed to grant.' }),
      })
      .openapi('ClaimDecision'),
    answer: { status: 204, description: 'It is decided.' },
    async handle({ app, actor, params, body: { decision, how } }) {
      const decide = decision === 'granted' ? grantClaim : refuseClaim
      await decide(app, actor, params.organisationId, params.id, { how })
    },
  }),
  operation({
    method: 'post',
    path: `${organisation}/claims/{id}/undoing`,
    id: 'undoClaim',
    summary: 'Undo a claim that should not have been granted',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z.strictObject({ reason: z.string() }).openapi('ClaimUndoing'),
    answer: { status: 204, description: 'The record has left that account, without trace.' },
    handle: ({ app, actor, params, body }) => undoClaim(app, actor, params.organisationId, params.id, body),
  }),
]

function claimWork({ claim, learner }: ClaimToDecide): z.input<typeof ClaimWork> {
  return {
    id: claim.claim_id,
    personName: claim.person_name,
    way: claim.way,
    state: claim.state,
    madeAt: claim.made_at.toISOString(),
    decidedAt: claim.decided_at?.toISOString() ?? null,
    note: claim.note,
    learner: learner
      ? {
          id: learner.learnerId,
          uln: learner.uln,
          givenName: learner.givenName,
          familyName: learner.familyName,
          birthDate: learner.birthDate,
        }
      : null,
  }
}
