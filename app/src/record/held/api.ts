import { z } from '@hono/zod-openapi'
import { invalid } from '../../errors.ts'
import { operation } from '../../ui/api/operation.ts'
import { pageOf, PageQuery } from '../../ui/api/paging.ts'
import { Day, Id, Instant, OrganisationParams, OrganisationThingParams } from '../../ui/api/schemas.ts'
import { comparedFields } from '../register/matching.ts'
import { compareHeld } from './compare-held.ts'
import { decideHeld } from './decide-held.ts'
import { type HeldRow, heldRow } from './held-row.ts'
import { heldRows, placeOf, placeText } from './held-rows.ts'
import { undoHeld } from './undo-held.ts'

const state = z.enum(['possible', 'tooMany', 'none', 'setAside', 'attached']).openapi({
  description:
    '`possible`: somebody could be meant; `tooMany`: more than ten could; `none`: nobody yet; `setAside`: a person ' +
    'said that it is none of them; `attached`: a person said whose it is.',
})
const summary = {
  id: Id,
  fileId: Id.openapi({ description: 'The results file in which it first stood.' }),
  row: z.int().openapi({ description: 'As a spreadsheet counts: the headings are row 1.' }),
  identifier: z.string(),
  title: z.string(),
  component: z.string().nullable(),
  series: z.string(),
  state,
}
const Summary = z.strictObject({ ...summary, heldAt: Instant }).openapi('HeldResultSummary')

const Held = z
  .strictObject({
    ...summary,
    seen: z.string().openapi({
      description: 'Goes with a decision: if somebody else decided meanwhile, that is a conflict.',
    }),
    gradingScheme: z.string(),
    grade: z.string(),
    awardDate: Day,
    isInRecord: z
      .boolean()
      .openapi({ description: 'By decision of a person it stands in a record, seen or about to be.' }),
    decisions: z.array(
      z.strictObject({
        choice: z.enum(['attach', 'none', 'undo']),
        reason: z.string(),
        by: z.string(),
        at: Instant,
      }),
    ),
  })
  .openapi('HeldResult')

const agreement = z.enum(['same', 'alternate', 'near', 'swapped', 'initial', 'unknown', 'different'])
const reasons = [
  ...['sameNumber', 'allDetails', 'names', 'nearNames', 'swappedNames', 'initialAndPostcode'],
  ...['oneDiffers', 'sameScn', 'sameEmail'],
] as const
const Comparison = z
  .strictObject({
    state,
    seen: z.string(),
    candidates: z.array(
      z.strictObject({
        candidate: z.string().openapi({ description: 'Names the person in your decision, nowhere else.' }),
        givenInitial: z.string(),
        familyInitial: z.string(),
        birthYear: z.string(),
        reasons: z.array(z.enum(reasons)),
        fields: z.strictObject(
          Object.fromEntries(comparedFields.map((field) => [field, agreement])) as Record<
            (typeof comparedFields)[number],
            typeof agreement
          >,
        ),
      }),
    ),
  })
  .openapi('HeldComparison')

const reason = z.string().openapi({ description: '10 to 500 characters.' })
const held = '/organisations/{organisationId}/held-results'

export const heldOperations = [
  operation({
    method: 'get',
    path: held,
    id: 'listHeldResults',
    summary: 'Rows of results files that found no learner by themselves',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationParams,
    query: PageQuery.extend({ state: state.default('possible') }),
    answer: {
      status: 200,
      description: 'The oldest file first.',
      schema: pageOf(Summary, 'HeldResultPage'),
    },
    async handle({ app, actor, params, query }) {
      const { cursor, limit } = query
      const after = cursor === undefined ? undefined : placeOf(cursor)
      if (cursor !== undefined && !after) invalid({ field: 'cursor', key: 'api.cursor' })
      const { rows, next } = await heldRows(app, actor, params.organisationId, {
        ...{ state: query.state, after, limit },
      })
      return {
        items: rows.map(
          ({ eventId, batchId, heldAt, component, row, identifier, title, series, ...rest }) => ({
            ...{ id: eventId, fileId: batchId, row, identifier, title, series },
            component: component || null,
            state: rest.state,
            heldAt: heldAt.toISOString(),
          }),
        ),
        next: next ? placeText(next) : null,
      }
    },
  }),
  operation({
    method: 'get',
    path: `${held}/{id}`,
    id: 'getHeldResult',
    summary: 'One row that waits, with what was decided of it',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationThingParams,
    answer: { status: 200, description: 'Without anybody whom it could mean.', schema: Held },
    handle: async ({ app, actor, params }) =>
      heldOf(await heldRow(app, actor, params.organisationId, params.id)),
  }),
  operation({
    method: 'post',
    path: `${held}/{id}/comparison`,
    id: 'compareHeldResult',
    summary: 'Compare a row with those whom it could mean',
    description:
      'A write, since it is a look-up: each of them reads of it once the results are released. What differs is masked.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z.strictObject({}).openapi('NewHeldComparison'),
    answer: { status: 200, description: 'Nobody, unless the state is `possible`.', schema: Comparison },
    async handle({ app, actor, params }) {
      const compared = await compareHeld(app, actor, params.organisationId, params.id)
      return {
        ...{ state: compared.state, seen: compared.seen },
        candidates: compared.candidates.map(
          ({ token, givenInitial, familyInitial, birthYear, reasons: why, fields }) => ({
            candidate: token,
            ...{ givenInitial, familyInitial, birthYear, fields },
            reasons: [...why],
          }),
        ),
      }
    },
  }),
  operation({
    method: 'post',
    path: `${held}/{id}/decision`,
    id: 'decideHeldResult',
    summary: 'Say whose a row is, or that it is none of them',
    description: 'In the learner’s record it stands from when it may be seen, not before.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z
      .strictObject({
        decision: z.enum(['attach', 'none']),
        candidate: z.string().optional().openapi({ description: 'With `attach`: of the comparison.' }),
        reason,
        seen: z.string(),
      })
      .openapi('HeldDecision'),
    answer: { status: 201, description: 'The row as it is now.', schema: Held },
    async handle({ app, actor, params, body }) {
      await decideHeld(app, actor, params.organisationId, params.id, body)
      return heldOf(await heldRow(app, actor, params.organisationId, params.id))
    },
  }),
  operation({
    method: 'post',
    path: `${held}/{id}/undoing`,
    id: 'undoHeldResult',
    summary: 'Take a decision on a row back',
    description: 'What was seen in a record is withdrawn there; else nothing is left of it.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    body: z.strictObject({ reason, seen: z.string() }).openapi('HeldUndoing'),
    answer: { status: 201, description: 'The row as it is now.', schema: Held },
    async handle({ app, actor, params, body }) {
      await undoHeld(app, actor, params.organisationId, params.id, body)
      return heldOf(await heldRow(app, actor, params.organisationId, params.id))
    },
  }),
]

function heldOf(row: HeldRow): z.input<typeof Held> {
  return {
    ...{ id: row.eventId, fileId: row.batchId, row: row.row, identifier: row.identifier, title: row.title },
    component: row.component || null,
    ...{ series: row.series, state: row.state, seen: row.seen, gradingScheme: row.gradingScheme },
    ...{ grade: row.grade, awardDate: row.awardDate, isInRecord: row.isInRecord },
    decisions: row.decisions.map(({ choice, reason: why, by, at }) => ({
      ...{ choice, by, reason: why },
      at: at.toISOString(),
    })),
  }
}
