import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { pageFrom, pageOf, PageQuery } from '../../ui/api/paging.ts'
import { Day, Id, Instant, OrganisationParams, OrganisationThingParams } from '../../ui/api/schemas.ts'
import { UploadHeaders, uploadName } from '../../ui/api/upload-name.ts'
import type { Words } from '../../words.ts'
import { problemText } from '../record-words.ts'
import { type BatchReport, batchReport, type BatchSummary, listBatches } from '../results/batches.ts'
import { checkResults } from '../results/check-results.ts'
import { importResults } from '../results/import-results.ts'
import { loadChecked } from '../results/load-checked.ts'
import { findIssued, type IssuedVersion, issuedResult } from '../results/issued.ts'
import { correctResult, withdrawResult } from '../results/new-version.ts'
import { publishBatch } from '../results/publish-batch.ts'
import { IssuedVersionSchema } from './schemas.ts'

const summary = {
  id: Id,
  fileName: z.string(),
  state: z.enum(['loading', 'checked', 'loaded', 'published']),
  appliesCorrections: z.boolean(),
  uploadedAt: Instant,
  releaseAt: Instant.nullable().openapi({
    description: 'From when on it may be seen; null before it is published.',
  }),
  rows: z.int(),
  added: z.int(),
  held: z.int().openapi({ description: 'Good rows whose learner was not registered.' }),
  refused: z.int(),
  unchanged: z.int(),
  corrected: z.int(),
}
const Batch = z.strictObject(summary).openapi('ResultsFile')

const Report = z
  .strictObject({
    ...summary,
    stillHeld: z.int(),
    keptUntil: Instant.nullable().openapi({
      description: 'Until when a checked file can be loaded; null where it is not here.',
    }),
    progress: z
      .strictObject({ doing: z.enum(['check', 'load']), rows: z.int(), problem: z.string().nullable() })
      .nullable()
      .openapi({ description: 'A check or load that is under way, or why it came to nothing.' }),
    knownFile: z.boolean().optional().openapi({ description: 'Loaded before: nothing has changed.' }),
    rowsNamed: z.array(
      z.strictObject({
        row: z.int().openapi({ description: 'As a spreadsheet counts: the headings are row 1.' }),
        verdict: z.enum(['refused', 'held', 'corrected']),
        problems: z.array(
          z.strictObject({
            field: z.string().openapi({ description: 'The column; empty for the row as a whole.' }),
            rule: z.string(),
            detail: z.string(),
          }),
        ),
      }),
    ),
    nextAfter: z.int().nullable().openapi({ description: 'The `after` of the next rows; null at the end.' }),
  })
  .openapi('ResultsReport')

const NewVersion = z.strictObject({ version: z.int() }).openapi('NewVersion')
const reason = z.string().trim().min(1).max(500)

export const resultsOperations = [
  operation({
    method: 'get',
    path: '/organisations/{organisationId}/results',
    id: 'listResultsFiles',
    summary: 'The results files of an organisation',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationParams,
    query: PageQuery,
    answer: { status: 200, description: 'The latest first.', schema: pageOf(Batch, 'ResultsFilePage') },
    async handle({ app, actor, params, query }) {
      const batches = await listBatches(app, actor, params.organisationId)
      const place = (batch: BatchSummary) => ({ at: batch.uploadedAt.toISOString(), id: batch.batchId })
      const { lines, next } = pageFrom(batches, place, query)
      return { items: lines.map(batchOf), next }
    },
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/results',
    id: 'loadResultsFile',
    summary: 'Load a results file',
    description:
      'Good rows load, rows without a learner are held, bad rows are listed. Nothing of it can be seen by others before ' +
      'it is published. The same file again is the first report again.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationParams,
    query: z.object({
      corrections: z.enum(['report', 'apply']).default('report').openapi({
        description: 'Whether rows that say something else than before become new versions.',
      }),
      dryRun: z.enum(['true', 'false']).default('false').openapi({
        description: 'Says what would come of it and loads nothing; `…/loading` loads it then.',
      }),
    }),
    headers: UploadHeaders,
    bytes: { mediaType: 'text/csv', description: 'The file, as `docs/formats/results-csv.md` describes it.' },
    apart: true,
    answer: { status: 201, description: 'What became of each row.', schema: Report },
    async handle({ app, actor, t, params, query, bytes, c }) {
      const fileName = uploadName(c.req.header('content-disposition'), 'results.csv')
      const { organisationId } = params
      if (query.dryRun === 'true') {
        const file = { fileName, stream: bytes }
        const { batchId, knownFile } = await checkResults(app, actor, organisationId, file, {
          limit: largestUpload,
        })
        return { ...reportOf(await batchReport(app, actor, organisationId, batchId), t), knownFile }
      }
      const report = await importResults(
        app,
        actor,
        params.organisationId,
        { fileName, stream: bytes },
        { applyCorrections: query.corrections === 'apply', limit: largestUpload },
      )
      return { ...reportOf(report, t), knownFile: report.knownFile }
    },
  }),
  operation({
    method: 'get',
    path: '/organisations/{organisationId}/results/{id}',
    id: 'getResultsFile',
    summary: 'The report on one results file',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationThingParams,
    query: z.object({
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(2_147_483_647)
        .default(0)
        .openapi({ description: 'Names rows after this one.' }),
    }),
    answer: { status: 200, description: 'Counts, and the rows that were not simply loaded.', schema: Report },
    handle: async ({ app, actor, t, params, query }) =>
      reportOf(await batchReport(app, actor, params.organisationId, params.id, query), t),
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/results/{id}/loading',
    id: 'loadCheckedResults',
    summary: 'Load a results file that was checked by a dry run',
    description: 'A large file is loaded by and by: its `progress` says how far it is.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z
      .strictObject({ corrections: z.enum(['report', 'apply']).default('report') })
      .openapi('ResultsLoading'),
    apart: true,
    answer: { status: 201, description: 'The report, as far as it is.', schema: Report },
    async handle({ app, actor, t, params, body }) {
      const { organisationId, id } = params
      await loadChecked(app, actor, organisationId, id, { applyCorrections: body.corrections === 'apply' })
      return reportOf(await batchReport(app, actor, organisationId, id), t)
    },
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/results/{id}/publication',
    id: 'publishResultsFile',
    summary: 'Publish a results file',
    description: 'Now, or at an instant to come. What was released stays so.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z
      .strictObject({
        at: z.iso.datetime({ offset: true, error: 'api.instant' }).optional().openapi({
          description: 'Left out, or past: now.',
          example: '2026-08-13T07:00:00Z',
        }),
      })
      .openapi('NewPublication'),
    answer: {
      status: 201,
      description: 'From when on it may be seen.',
      schema: z.strictObject({ releaseAt: Instant }).openapi('Release'),
    },
    async handle({ app, actor, params, body }) {
      const at = body.at === undefined ? {} : { at: new Date(body.at) }
      const { releaseAt } = await publishBatch(app, actor, params.organisationId, params.id, at)
      return { releaseAt: releaseAt.toISOString() }
    },
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/results-search',
    id: 'searchResults',
    summary: 'What was issued under a learner number',
    description: 'A write, since the look-up is logged; the number never stands in an address.',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationParams,
    body: z.strictObject({ uln: z.string().openapi({ example: '1234567890' }) }).openapi('ResultsSearch'),
    answer: {
      status: 200,
      description: 'The newest version of each.',
      schema: z.strictObject({ items: z.array(IssuedVersionSchema) }).openapi('IssuedResults'),
    },
    handle: async ({ app, actor, params, body }) => ({
      items: (await findIssued(app, actor, params.organisationId, body.uln)).map(issuedVersion),
    }),
  }),
  operation({
    method: 'get',
    path: '/organisations/{organisationId}/issued-results/{id}',
    id: 'getIssuedResult',
    summary: 'One issued result with all its versions',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationThingParams,
    answer: {
      status: 200,
      description: 'Oldest first.',
      schema: z.strictObject({ versions: z.array(IssuedVersionSchema) }).openapi('IssuedResult'),
    },
    handle: async ({ app, actor, params }) => ({
      versions: (await issuedResult(app, actor, params.organisationId, params.id)).map(issuedVersion),
    }),
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/issued-results/{id}/corrections',
    id: 'correctResult',
    summary: 'Correct a result by a new version',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z
      .strictObject({ grade: z.string(), awardDate: Day, status: z.enum(['final', 'provisional']), reason })
      .openapi('Correction'),
    answer: { status: 201, description: 'The new version.', schema: NewVersion },
    handle: ({ app, actor, params, body }) =>
      correctResult(app, actor, params.organisationId, params.id, body),
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/issued-results/{id}/withdrawal',
    id: 'withdrawResult',
    summary: 'Withdraw a result by a new version',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z.strictObject({ reason }).openapi('Withdrawal'),
    answer: { status: 201, description: 'The new version.', schema: NewVersion },
    handle: ({ app, actor, params, body }) =>
      withdrawResult(app, actor, params.organisationId, params.id, body),
  }),
]

const largestUpload = 256_000_000

function batchOf({ batchId, uploadedAt, releaseAt, ...batch }: BatchSummary): z.input<typeof Batch> {
  const { fileName, state, appliesCorrections, rows, added, held, refused, unchanged, corrected } = batch
  return {
    id: batchId,
    ...{ fileName, state, appliesCorrections },
    uploadedAt: uploadedAt.toISOString(),
    releaseAt: releaseAt?.toISOString() ?? null,
    ...{ rows, added, held, refused, unchanged, corrected },
  }
}

function reportOf(report: BatchReport, t: Words): z.input<typeof Report> {
  return {
    ...batchOf(report),
    stillHeld: report.stillHeld,
    keptUntil: report.keptUntil?.toISOString() ?? null,
    progress: report.progress
      ? {
          doing: report.progress.doing,
          rows: report.progress.rows,
          problem:
            report.progress.problem && t.say(report.progress.problem.key, report.progress.problem.values),
        }
      : null,
    rowsNamed: report.rowsNamed.map(({ row, verdict, problems }) => ({
      row,
      verdict,
      problems: problems.map((problem) => ({
        field: problem.field,
        rule: problem.rule,
        detail: problemText(t, problem),
      })),
    })),
    nextAfter: report.nextAfter ?? null,
  }
}

function issuedVersion(row: IssuedVersion): z.input<typeof IssuedVersionSchema> {
  return {
    id: row.eventId,
    version: row.version,
    change: row.change,
    reason: row.reason,
    title: row.title,
    qualificationNumber: row.qualificationNumber,
    component: row.component || null,
    level: row.level,
    credits: row.credits,
    assessmentLanguage: row.assessmentLanguage,
    gradingScheme: row.gradingScheme,
    grade: row.grade,
    series: row.series,
    awardDate: row.awardDate,
    status: row.status,
    released: row.isReleased,
    releaseAt: row.releaseAt?.toISOString() ?? null,
    loadedAt: row.loadedAt.toISOString(),
  }
}
