import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import {
  Day,
  Id,
  IdParams,
  Instant,
  OrganisationParams,
  OrganisationThingParams,
} from '../../ui/api/schemas.ts'
import { UploadHeaders, uploadName } from '../../ui/api/upload-name.ts'
import type { Words } from '../../words.ts'
import { problemText } from '../record-words.ts'
import { checkClassList } from './check-class-list.ts'
import { type ClassListReport, classListReport } from './class-list.ts'
import { classesOf } from './classes-of.ts'
import { confirmJoining, removeJoining } from './decide-joining.ts'
import { enrolClassList } from './enrol-class-list.ts'
import { joinCohort } from './join.ts'
import { leaveCohort } from './leave.ts'
import { endJoinCode, makeJoinCode } from './make-code.ts'
import { ownClasses } from './own-classes.ts'

const cohort = z.string().openapi({ example: 'Year 12 Physics' })

const Classes = z
  .strictObject({
    cohorts: z.array(z.strictObject({ cohort, learners: z.int() })),
    codes: z.array(z.strictObject({ id: Id, cohort, madeAt: Instant, expiresAt: Instant })),
    joiners: z.array(
      z.strictObject({
        id: Id,
        cohort,
        accountName: z.string(),
        state: z.enum(['waiting', 'confirmed']),
        askedAt: Instant,
        learner: z
          .strictObject({ givenName: z.string(), familyName: z.string(), birthDate: Day })
          .nullable()
          .openapi({ description: 'What the register calls whoever waits.' }),
      }),
    ),
  })
  .openapi('Classes')

const List = z
  .strictObject({
    id: Id,
    fileName: z.string(),
    uploadedAt: Instant,
    enrolledAt: Instant.nullable(),
    rows: z.int(),
    new: z.int(),
    known: z.int(),
    unmatched: z.int(),
    refused: z.int(),
    rowsNamed: z.array(
      z.strictObject({
        row: z.int(),
        verdict: z.enum(['new', 'known', 'unmatched', 'refused']),
        name: z.string().openapi({ description: 'As it stands in the list.' }),
        cohort,
        problems: z.array(z.strictObject({ field: z.string(), rule: z.string(), detail: z.string() })),
      }),
    ),
    nextAfter: z.int().nullable(),
  })
  .openapi('ClassList')

const NewCode = z
  .strictObject({ id: Id, cohort, code: z.string(), expiresAt: Instant })
  .openapi('JoinCode', { description: 'The code is shown once.' })

const OwnClass = z.strictObject({
  organisationName: z.string(),
  cohort,
  since: Instant,
  state: z.enum(['enrolled', 'waiting']),
  joiningId: Id.nullable().openapi({ description: 'Joined with a code: leave it by this.' }),
})

const lists = '/organisations/{organisationId}/class-lists'

export const cohortOperations = [
  operation({
    method: 'get',
    path: '/organisations/{organisationId}/classes',
    id: 'listClasses',
    summary: 'The classes of a provider, its codes, and who has joined',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationParams,
    answer: { status: 200, description: 'Classes, codes and joiners.', schema: Classes },
    async handle({ app, actor, params }) {
      const { cohorts, codes, joiners } = await classesOf(app, actor, params.organisationId)
      return {
        cohorts: cohorts.map(({ cohort: name, learners }) => ({ cohort: name, learners })),
        codes: codes.map((code) => ({
          id: code.joinCodeId,
          cohort: code.cohort,
          madeAt: code.madeAt.toISOString(),
          expiresAt: code.expiresAt.toISOString(),
        })),
        joiners: joiners.map(({ joiningId, askedAt, learner, accountName, state, cohort: name }) => ({
          ...{ id: joiningId, cohort: name, accountName, state },
          askedAt: askedAt.toISOString(),
          learner: learner
            ? {
                givenName: learner.givenName,
                familyName: learner.familyName,
                birthDate: learner.birthDate,
              }
            : null,
        })),
      }
    },
  }),
  operation({
    method: 'post',
    path: lists,
    id: 'checkClassList',
    summary: 'Check a class list',
    description: 'Says who would be enrolled. Nobody is enrolled before `enrolClassList`.',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationParams,
    query: z.object({
      cohort: z.string().default('').openapi({ description: 'For rows that name none.', example: '2026' }),
    }),
    headers: UploadHeaders,
    bytes: {
      mediaType: '*',
      shownAs: 'text/csv',
      description: 'ULN, GivenName, FamilyName, DateOfBirth, Cohort.',
    },
    answer: { status: 201, description: 'What would happen to each row.', schema: List },
    refuses: [429],
    async handle({ app, actor, t, params, query, bytes, c }) {
      const fileName = uploadName(c.req.header('content-disposition'), 'class.csv')
      const file = { fileName, stream: bytes }
      const { fileId } = await checkClassList(app, actor, params.organisationId, file, query)
      return listOf(await classListReport(app, actor, params.organisationId, fileId), t)
    },
  }),
  operation({
    method: 'get',
    path: `${lists}/{id}`,
    id: 'getClassList',
    summary: 'What the check of a class list said',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationThingParams,
    query: z.object({ after: z.coerce.number().int().min(0).max(2_147_483_647).default(0) }),
    answer: { status: 200, description: 'Counts and rows.', schema: List },
    handle: async ({ app, actor, t, params, query }) =>
      listOf(await classListReport(app, actor, params.organisationId, params.id, query), t),
  }),
  operation({
    method: 'post',
    path: `${lists}/{id}/enrolment`,
    id: 'enrolClassList',
    summary: 'Enrol those whom the check of a class list named',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    answer: {
      status: 201,
      description: 'How many.',
      schema: z.strictObject({ enrolled: z.int() }).openapi('ClassEnrolment'),
    },
    refuses: [409],
    handle: ({ app, actor, params }) => enrolClassList(app, actor, params.organisationId, params.id),
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/join-codes',
    id: 'makeJoinCode',
    summary: 'Make a code with which learners join a class',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationParams,
    body: z.strictObject({ cohort, days: z.int().min(1).max(90).default(14) }).openapi('NewJoinCode'),
    answer: { status: 201, description: 'The code, once.', schema: NewCode },
    async handle({ app, actor, params, body }) {
      const made = await makeJoinCode(app, actor, params.organisationId, body)
      return {
        id: made.joinCodeId,
        cohort: made.cohort,
        code: made.code,
        expiresAt: made.expiresAt.toISOString(),
      }
    },
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/join-codes/{id}/end',
    id: 'endJoinCode',
    summary: 'End a code',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    answer: { status: 204, description: 'Nobody joins with it any more.' },
    async handle({ app, actor, params, c }) {
      await endJoinCode(app, actor, params.organisationId, params.id)
      return c.body(null, 204)
    },
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/joinings/{id}/decision',
    id: 'decideJoining',
    summary: 'Confirm somebody who joined with a code, or remove them',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z.strictObject({ decision: z.enum(['confirm', 'remove']) }).openapi('JoiningDecision'),
    answer: { status: 204, description: 'It is decided.' },
    refuses: [409],
    async handle({ app, actor, params, body, c }) {
      const decide = body.decision === 'confirm' ? confirmJoining : removeJoining
      await decide(app, actor, params.organisationId, params.id)
      return c.body(null, 204)
    },
  }),
  operation({
    method: 'get',
    path: '/classes',
    id: 'listOwnClasses',
    summary: 'Where you are enrolled',
    tag: 'Record',
    access: 'record:read',
    answer: {
      status: 200,
      description: 'The latest first.',
      schema: z.strictObject({ items: z.array(OwnClass) }).openapi('OwnClasses'),
    },
    handle: async ({ app, actor }) => ({
      items: (await ownClasses(app, actor)).map(({ since, joiningId, ...one }) => ({
        ...one,
        since: since.toISOString(),
        joiningId: joiningId ?? null,
      })),
    }),
  }),
  operation({
    method: 'post',
    path: '/classes',
    id: 'joinClass',
    summary: 'Join a class with a code',
    description: 'With it you agree that the provider sees your record once it has confirmed you.',
    tag: 'Record',
    access: 'record:write',
    body: z.strictObject({ code: z.string() }).openapi('Joining'),
    answer: {
      status: 201,
      description: 'You wait to be confirmed.',
      schema: z.strictObject({ joiningId: Id, organisationName: z.string(), cohort }).openapi('JoinedClass'),
    },
    refuses: [404, 409, 410, 429],
    handle: ({ app, actor, body }) => joinCohort(app, actor, body.code),
  }),
  operation({
    method: 'post',
    path: '/classes/{id}/end',
    id: 'leaveClass',
    summary: 'Leave a class that you joined with a code',
    tag: 'Record',
    access: 'record:write',
    params: IdParams,
    answer: { status: 204, description: 'They see nothing more through it.' },
    refuses: [409],
    async handle({ app, actor, params, c }) {
      await leaveCohort(app, actor, params.id)
      return c.body(null, 204)
    },
  }),
]

function listOf(report: ClassListReport, t: Words): z.input<typeof List> {
  return {
    id: report.fileId,
    fileName: report.fileName,
    uploadedAt: report.uploadedAt.toISOString(),
    enrolledAt: report.enrolledAt?.toISOString() ?? null,
    rows: report.rows,
    new: report.isNew,
    known: report.known,
    unmatched: report.unmatched,
    refused: report.refused,
    rowsNamed: report.rowsNamed.map(({ row, verdict, name, cohort: place, problems }) => ({
      ...{ row, verdict, name, cohort: place },
      problems: problems.map((problem) => ({
        field: problem.field,
        rule: problem.rule,
        detail: problemText(t, problem),
      })),
    })),
    nextAfter: report.nextAfter ?? null,
  }
}
