import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../../ui/api/paging.ts'
import { Id, Instant, OrganisationParams, OrganisationThingParams } from '../../ui/api/schemas.ts'
import { UploadHeaders, uploadName } from '../../ui/api/upload-name.ts'
import type { Words } from '../../words.ts'
import { problemText } from '../record-words.ts'
import { comparedFields } from '../register/matching.ts'
import { decideRow } from './decide-row.ts'
import { outputFile } from './output-file.ts'
import { answerOutput } from './pages.tsx'
import { receiveRegistrationFile } from './receive-file.ts'
import { registerFileNow, startRegistration } from './register-file.ts'
import {
  listRegistrations,
  type RegistrationReport,
  registrationReport,
  type RegistrationSummary,
} from './report.ts'
import { rowToDecide } from './row-to-decide.ts'

const codes = ['WSRC0001', 'WSRC0002', 'WSRC0003', 'WSRC0004', 'WSRC0022', 'INVALID'] as const

const summary = {
  id: Id,
  fileName: z.string(),
  format: z.enum(['CSV', 'XML']),
  cohort: z.string(),
  state: z.enum(['checked', 'working', 'done']),
  sentAt: Instant,
  doneAt: Instant.nullable(),
  rows: z.int(),
  done: z.int(),
  outputUntil: Instant.openapi({ description: 'Until then the answers can be fetched.' }),
}
const File = z.strictObject(summary).openapi('RegistrationFile')

const Report = z
  .strictObject({
    ...summary,
    knownFile: z.boolean().optional().openapi({ description: 'It came before: nothing has changed.' }),
    counts: z.strictObject({
      WSRC0001: z.int().openapi({ description: 'New.' }),
      WSRC0002: z.int().openapi({ description: 'More than ten could be meant.' }),
      WSRC0003: z.int().openapi({ description: 'To be compared by a person.' }),
      WSRC0004: z.int().openapi({ description: 'In the register already.' }),
      WSRC0022: z.int().openapi({ description: 'The same, by a number that was linked.' }),
      INVALID: z.int().openapi({ description: 'A field breaks a rule.' }),
    }),
    waiting: z.int().openapi({ description: 'Rows that wait for a person.' }),
    rowsNamed: z.array(
      z.strictObject({
        row: z.int(),
        name: z.string().openapi({ description: 'As the file has it.' }),
        code: z.enum(codes).openapi({ description: 'Before it is done: what would happen.' }),
        uln: z.string().nullable(),
        waits: z.boolean(),
        reason: z.string().nullable(),
        problems: z.array(z.strictObject({ field: z.string(), rule: z.string(), detail: z.string() })),
      }),
    ),
    nextAfter: z.int().nullable(),
  })
  .openapi('RegistrationReport')

const agreement = z.enum(['same', 'alternate', 'near', 'swapped', 'initial', 'unknown', 'different'])
const Comparison = z
  .strictObject({
    row: z.int(),
    code: z.enum(codes),
    candidates: z.array(
      z.strictObject({
        candidate: z.string().openapi({ description: 'Names the person in your decision, nowhere else.' }),
        givenInitial: z.string(),
        familyInitial: z.string(),
        birthYear: z.string(),
        fields: z.strictObject(
          Object.fromEntries(comparedFields.map((field) => [field, agreement])) as Record<
            (typeof comparedFields)[number],
            typeof agreement
          >,
        ),
      }),
    ),
  })
  .openapi('RegistrationComparison')

const RowParams = OrganisationThingParams.extend({
  row: z.coerce.number().int().min(1).max(2_147_483_647),
})
const files = '/organisations/{organisationId}/registration-files'

export const registrationOperations = [
  operation({
    method: 'get',
    path: files,
    id: 'listRegistrationFiles',
    summary: 'The registration files of an organisation',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationParams,
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(File, 'RegistrationFilePage') },
    async handle({ app, actor, params, query }) {
      const all = await listRegistrations(app, actor, params.organisationId)
      const place = (file: RegistrationSummary) => ({ at: file.sentAt.toISOString(), id: file.fileId })
      const { lines, next } = pageFrom(all, place, query)
      return { items: lines.map(fileOf), next }
    },
  }),
  operation({
    method: 'post',
    path: files,
    id: 'sendRegistrationFile',
    summary: 'Send a learner registration file',
    description:
      'It is checked, and with `run=register` registered before the answer comes. Its name is part of it. The same file ' +
      'again is the first report again.',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationParams,
    query: z.object({
      // Left out is refused by the verb, once it is known who asks.
      cohort: z
        .string()
        .default('')
        .openapi({ description: 'The class in which they are enrolled.', example: '2026' }),
      run: z.enum(['check', 'register']).default('check'),
    }),
    headers: UploadHeaders,
    bytes: {
      mediaType: '*',
      shownAs: 'text/csv',
      description: 'The file, as `docs/formats/learner-registration.md` describes it.',
    },
    answer: { status: 201, description: 'What happens to each row.', schema: Report },
    refuses: [429],
    async handle({ app, actor, t, params, query, bytes, c }) {
      const { organisationId } = params
      const fileName = uploadName(c.req.header('content-disposition'), '')
      const file = { fileName, stream: bytes }
      const { fileId, knownFile } = await receiveRegistrationFile(app, actor, organisationId, file, query)
      if (query.run === 'register') await registerFileNow(app, actor, organisationId, fileId)
      const report = await registrationReport(app, actor, organisationId, fileId)
      return { ...reportOf(report, t), knownFile }
    },
  }),
  operation({
    method: 'get',
    path: `${files}/{id}`,
    id: 'getRegistrationFile',
    summary: 'The report on one registration file',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationThingParams,
    query: z.object({ after: z.coerce.number().int().min(0).max(2_147_483_647).default(0) }),
    answer: { status: 200, description: 'Counts and rows.', schema: Report },
    handle: async ({ app, actor, t, params, query }) =>
      reportOf(await registrationReport(app, actor, params.organisationId, params.id, query), t),
  }),
  operation({
    method: 'post',
    path: `${files}/{id}/start`,
    id: 'startRegistrationFile',
    summary: 'Register the learners of a file that was checked',
    description: 'It goes on after the answer; the report says how far it is.',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    answer: { status: 204, description: 'It is under way.' },
    refuses: [409],
    async handle({ app, actor, params, c }) {
      await startRegistration(app, actor, params.organisationId, params.id)
      return c.body(null, 204)
    },
  }),
  operation({
    method: 'get',
    path: `${files}/{id}/output`,
    id: 'getRegistrationOutput',
    summary: 'The file again, with return codes and numbers',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationThingParams,
    answer: { status: 200, description: 'In the format in which it came.', mediaType: '*/*' },
    refuses: [409, 410],
    async handle({ app, actor, params, c }) {
      return answerOutput(c, await outputFile(app, actor, params.organisationId, params.id))
    },
  }),
  operation({
    method: 'post',
    path: `${files}/{id}/rows/{row}/comparison`,
    id: 'compareRegistrationRow',
    summary: 'Whom a row could mean, masked',
    description: 'A write, since everybody who is shown reads that they were compared.',
    tag: 'Register',
    access: 'learners:write',
    params: RowParams,
    answer: { status: 200, description: 'Who could be meant, at most ten.', schema: Comparison },
    refuses: [409],
    async handle({ app, actor, params }) {
      const open = await rowToDecide(app, actor, params.organisationId, params.id, params.row)
      return {
        row: open.row,
        code: open.code,
        candidates: open.candidates.map((each) => ({
          candidate: each.token,
          givenInitial: each.givenInitial,
          familyInitial: each.familyInitial,
          birthYear: each.birthYear,
          fields: each.fields,
        })),
      }
    },
  }),
  operation({
    method: 'post',
    path: `${files}/{id}/rows/{row}/decision`,
    id: 'decideRegistrationRow',
    summary: 'Say who a row is, and why',
    tag: 'Register',
    access: 'learners:write',
    params: RowParams,
    body: z
      .strictObject({
        decision: z.enum(['same', 'new', 'aside']),
        candidate: z.string().optional(),
        reason: z.string(),
      })
      .openapi('RegistrationDecision'),
    answer: { status: 204, description: 'It is decided.' },
    refuses: [409],
    async handle({ app, actor, params, body, c }) {
      await decideRow(app, actor, params.organisationId, params.id, params.row, body)
      return c.body(null, 204)
    },
  }),
]

function fileOf(file: RegistrationSummary): z.input<typeof File> {
  const { fileId, fileName, format, cohort, state, rows, done } = file
  return {
    id: fileId,
    ...{ fileName, format, cohort, state, rows, done },
    sentAt: file.sentAt.toISOString(),
    doneAt: file.doneAt?.toISOString() ?? null,
    outputUntil: file.outputUntil.toISOString(),
  }
}

/** Plain data for programs: the API and the command say the same. */
export function reportOf(report: RegistrationReport, t: Words): z.input<typeof Report> {
  return {
    ...fileOf(report),
    counts: report.counts,
    waiting: report.waiting,
    rowsNamed: report.rowsNamed.map(({ row, name, code, uln, waits, reason, problems }) => ({
      ...{ row, name, code, uln, waits, reason },
      problems: problems.map((problem) => ({
        field: problem.field,
        rule: problem.rule,
        detail: problemText(t, problem),
      })),
    })),
    nextAfter: report.nextAfter ?? null,
  }
}
