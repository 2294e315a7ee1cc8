import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { Day, Id, Instant, OrganisationParams, OrganisationThingParams } from '../../ui/api/schemas.ts'
import { UploadHeaders, uploadName } from '../../ui/api/upload-name.ts'
import type { Words } from '../../words.ts'
import { appointRelease } from '../series/appoint-release.ts'
import { type CentreResult, centreResults } from '../series/centre-results.ts'
import { entryStates } from '../series/entry-states.ts'
import { moveEntries, submitEntries, withdrawEntry } from '../series/move-entries.ts'
import { openSeries } from '../series/open-series.ts'
import {
  centreEntries,
  centreSeries,
  type Entry,
  issuerEntries,
  issuerSeries,
  type Series,
} from '../series/read.ts'
import { type EntryReport, sendEntries } from '../series/send-entries.ts'

const SeriesSchema = z
  .strictObject({
    id: Id,
    series: z.string().openapi({ example: 'June 2027' }),
    awardingOrganisation: z.string(),
    entriesCloseAt: Instant.nullable(),
    releaseAt: Instant.nullable().openapi({ description: 'From when everybody concerned may see results.' }),
    centresAt: Instant.nullable().openapi({
      description: 'From when centres may see those of their candidates.',
    }),
    isReleased: z.boolean(),
    takesEntries: z.boolean(),
  })
  .openapi('ExamSeries')

const EntrySchema = z
  .strictObject({
    id: Id,
    centreNumber: z.string(),
    candidateNumber: z.string().openapi({ example: '0001' }),
    code: z.string(),
    tier: z.string().nullable(),
    givenName: z.string(),
    familyName: z.string(),
    birthDate: Day,
    gender: z.enum(['0', '1', '2', '9']),
    uln: z.string().nullable(),
    uci: z.string().nullable(),
    state: z.enum(entryStates as [string, ...string[]]),
    reason: z.string().nullable(),
  })
  .openapi('ExamEntry')

const EntryList = z
  .strictObject({
    items: z.array(EntrySchema),
    next: z.string().nullable().openapi({ description: 'The `after` of the next page; null on the last.' }),
  })
  .openapi('ExamEntries')

const EntryFileReport = z
  .strictObject({
    id: Id,
    centreNumber: z.string(),
    sequence: z.int(),
    fileName: z.string(),
    uploadedAt: Instant,
    rows: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    knownFile: z.boolean().openapi({ description: 'Sent before: nothing has changed.' }),
    refusedRows: z.array(
      z.strictObject({
        row: z.int(),
        problems: z.array(z.strictObject({ field: z.string(), rule: z.string(), detail: z.string() })),
      }),
    ),
  })
  .openapi('ExamEntryFile')

const CentreResultSchema = z
  .strictObject({
    eventId: Id,
    learnerId: Id,
    uln: z.string().nullable(),
    givenName: z.string().nullable(),
    familyName: z.string().nullable(),
    qualificationNumber: z.string(),
    title: z.string(),
    gradingScheme: z.string(),
    grade: z.string(),
    state: z.enum([
      'loaded',
      'releasedToCentre',
      'releasedToCandidate',
      'underReview',
      'amended',
      'confirmed',
      'withdrawn',
    ]),
  })
  .openapi('CentreResult')

const Moved = z.strictObject({ moved: z.int() }).openapi('MovedEntries')
const state = z.enum(entryStates as [string, ...string[]]).optional()
const EntryQuery = z.object({
  state,
  after: z.uuid().optional().openapi({ description: 'Entries after this one.' }),
})
const atIssuer = '/organisations/{organisationId}/series'
const atCentre = '/organisations/{organisationId}/exams'

export const seriesOperations = [
  operation({
    method: 'get',
    path: atIssuer,
    id: 'listSeries',
    summary: 'The exam series of an awarding organisation',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationParams,
    answer: {
      status: 200,
      description: 'The latest first.',
      schema: z.strictObject({ items: z.array(SeriesSchema) }).openapi('ExamSeriesList'),
    },
    handle: async ({ app, actor, params }) => ({
      items: (await issuerSeries(app, actor, params.organisationId)).map(seriesOf),
    }),
  }),
  operation({
    method: 'post',
    path: atIssuer,
    id: 'openSeries',
    summary: 'Open an exam series',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationParams,
    body: z
      .strictObject({
        series: z.string().openapi({ example: 'June 2027' }),
        entriesCloseAt: z.iso.datetime({ offset: true, error: 'api.instant' }).optional(),
      })
      .openapi('NewExamSeries'),
    answer: {
      status: 201,
      description: 'Its id.',
      schema: z.strictObject({ id: Id }).openapi('NewSeriesId'),
    },
    async handle({ app, actor, params, body }) {
      const entriesCloseAt = body.entriesCloseAt === undefined ? undefined : new Date(body.entriesCloseAt)
      const made = await openSeries(app, actor, params.organisationId, {
        series: body.series,
        entriesCloseAt,
      })
      return { id: made.seriesId }
    },
  }),
  operation({
    method: 'post',
    path: `${atIssuer}/{id}/release`,
    id: 'appointRelease',
    summary: 'Say from when the results of a series may be seen',
    description:
      'For all files of the series, those to come included. Until ten minutes before it comes it may be moved; what was ' +
      'seen stays so.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z
      .strictObject({
        at: z.iso.datetime({ offset: true, error: 'api.instant' }).optional().openapi({
          description: 'Left out, or past: now.',
        }),
        centresAt: z.iso.datetime({ offset: true, error: 'api.instant' }).nullable().optional().openapi({
          description: 'From when centres may see them; null: with everybody; left out: as it was.',
        }),
      })
      .openapi('NewRelease'),
    answer: {
      status: 201,
      description: 'What was said.',
      schema: z.strictObject({ releaseAt: Instant, centresAt: Instant.nullable() }).openapi('SeriesRelease'),
    },
    async handle({ app, actor, params, body }) {
      const { releaseAt, centresAt } = await appointRelease(app, actor, params.organisationId, params.id, {
        at: body.at === undefined ? undefined : new Date(body.at),
        centresAt: typeof body.centresAt === 'string' ? new Date(body.centresAt) : body.centresAt,
      })
      return { releaseAt: releaseAt.toISOString(), centresAt: centresAt?.toISOString() ?? null }
    },
  }),
  operation({
    method: 'get',
    path: `${atIssuer}/{id}/entries`,
    id: 'listSeriesEntries',
    summary: 'What centres have entered for a series',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationThingParams,
    query: EntryQuery,
    answer: { status: 200, description: 'By centre and candidate.', schema: EntryList },
    handle: async ({ app, actor, params, query }) =>
      entryList(await issuerEntries(app, actor, params.organisationId, params.id, asked(query))),
  }),
  operation({
    method: 'post',
    path: `${atIssuer}/{id}/entries/moves`,
    id: 'moveEntries',
    summary: 'Say what became of entries',
    description: 'Of one entry, or of all of a centre that stand where it can be said.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z
      .strictObject({
        entryId: z.uuid().optional(),
        centreId: z.uuid().optional().openapi({ description: 'The organisation whose entries they are.' }),
        to: z.enum(['accepted', 'rejected', 'sat', 'absent', 'marked', 'awarded']),
        reason: z.string().trim().max(300).optional().openapi({ description: 'Needed for a rejection.' }),
      })
      .openapi('EntryMove'),
    answer: { status: 201, description: 'How many.', schema: Moved },
    refuses: [409],
    handle: ({ app, actor, params, body: { centreId, ...body } }) =>
      moveEntries(app, actor, params.organisationId, params.id, { ...body, organisationId: centreId }),
  }),
  operation({
    method: 'get',
    path: atCentre,
    id: 'listExams',
    summary: 'The series that a centre may enter candidates for',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationParams,
    answer: {
      status: 200,
      description: 'With the centre’s own numbers.',
      schema: z
        .strictObject({ centreNumbers: z.array(z.string()), items: z.array(SeriesSchema) })
        .openapi('Exams'),
    },
    async handle({ app, actor, params }) {
      const { centreNumbers, series } = await centreSeries(app, actor, params.organisationId)
      return { centreNumbers, items: series.map(seriesOf) }
    },
  }),
  operation({
    method: 'get',
    path: `${atCentre}/{id}/entries`,
    id: 'listOwnEntries',
    summary: 'What a centre has entered for a series',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationThingParams,
    query: EntryQuery,
    answer: { status: 200, description: 'By candidate.', schema: EntryList },
    handle: async ({ app, actor, params, query }) =>
      entryList(await centreEntries(app, actor, params.organisationId, params.id, asked(query))),
  }),
  operation({
    method: 'post',
    path: `${atCentre}/{id}/entry-files`,
    id: 'sendEntries',
    summary: 'Send a file of entries',
    description:
      'Good rows become drafts, bad rows are listed. Files are taken in the order of their numbers.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    query: z.object({
      sequence: z.coerce
        .number()
        .int()
        .min(1)
        .max(9999)
        .optional()
        .openapi({ description: 'Left out: the next.' }),
      centreNumber: z
        .string()
        .optional()
        .openapi({ description: 'Of an organisation that is several centres.' }),
    }),
    headers: UploadHeaders,
    bytes: { mediaType: 'text/csv', description: 'The file, as `docs/formats/entries-csv.md` describes it.' },
    answer: { status: 201, description: 'What became of each row.', schema: EntryFileReport },
    refuses: [409],
    async handle({ app, actor, t, params, query, bytes, c }) {
      const fileName = uploadName(c.req.header('content-disposition'), 'entries.csv')
      const file = { ...query, fileName, stream: bytes }
      return reportOf(await sendEntries(app, actor, params.organisationId, params.id, file), t)
    },
  }),
  operation({
    method: 'post',
    path: `${atCentre}/{id}/submission`,
    id: 'submitEntries',
    summary: 'Submit the drafts of a series',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    answer: { status: 201, description: 'How many.', schema: Moved },
    refuses: [409],
    handle: ({ app, actor, params }) => submitEntries(app, actor, params.organisationId, params.id),
  }),
  operation({
    method: 'post',
    path: `${atCentre}/{id}/withdrawal`,
    id: 'withdrawEntry',
    summary: 'Withdraw an entry',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z.strictObject({ entryId: z.uuid() }).openapi('EntryWithdrawal'),
    answer: { status: 201, description: 'How many.', schema: Moved },
    refuses: [409],
    handle: ({ app, actor, params, body }) =>
      withdrawEntry(app, actor, params.organisationId, params.id, body.entryId),
  }),
  operation({
    method: 'get',
    path: `${atCentre}/{id}/results`,
    id: 'getCentreResults',
    summary: 'A centre’s results of a series',
    description: 'From the instant said for centres, for its exams officers. Each look is logged.',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationThingParams,
    answer: {
      status: 200,
      description: 'By name.',
      schema: z.strictObject({ items: z.array(CentreResultSchema) }).openapi('CentreResults'),
    },
    handle: async ({ app, actor, params }) => ({
      items: (await centreResults(app, actor, params.organisationId, params.id)).results.map(resultOf),
    }),
  }),
]

function asked({ state: given, after }: z.output<typeof EntryQuery>) {
  const known = entryStates.find((one) => one === given)
  return { ...(known ? { state: known } : {}), ...(after === undefined ? {} : { after }) }
}

function seriesOf(series: Series): z.input<typeof SeriesSchema> {
  return {
    id: series.seriesId,
    series: series.series,
    awardingOrganisation: series.issuerName,
    entriesCloseAt: series.entriesCloseAt?.toISOString() ?? null,
    releaseAt: series.releaseAt?.toISOString() ?? null,
    centresAt: series.centresAt?.toISOString() ?? null,
    isReleased: series.isReleased,
    takesEntries: series.takesEntries,
  }
}

function entryList({ entries, next }: { entries: readonly Entry[]; next: string | undefined }) {
  return {
    items: entries.map((entry) => {
      const { entryId, organisationId: _, ...shown } = entry
      return { id: entryId, ...shown }
    }),
    next: next ?? null,
  }
}

function reportOf(
  { fileId, uploadedAt, refusedRows, ...report }: EntryReport,
  t: Words,
): z.input<typeof EntryFileReport> {
  return {
    id: fileId,
    ...report,
    uploadedAt: uploadedAt.toISOString(),
    refusedRows: refusedRows.map(({ row, problems }) => ({
      row,
      problems: problems.map(({ field, rule }) => ({ field, rule, detail: t.say(`series.rule_${rule}`) })),
    })),
  }
}

function resultOf(result: CentreResult): z.input<typeof CentreResultSchema> {
  const { eventId, learnerId, name, qualificationNumber, title, gradingScheme, grade, state: stands } = result
  return {
    eventId,
    learnerId,
    uln: name?.uln ?? null,
    givenName: name?.givenName ?? null,
    familyName: name?.familyName ?? null,
    ...{ qualificationNumber, title, gradingScheme, grade },
    state: stands,
  }
}
