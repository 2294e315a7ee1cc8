import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { OrganisationThingParams } from '../../ui/api/schemas.ts'
import { declareTotals } from '../results/totals/declare-totals.ts'
import { type Totals as Found, totalsOfBatch } from '../results/totals/read-totals.ts'

const Totals = z
  .strictObject({
    rows: z.int(),
    isDeclared: z.boolean().openapi({ description: 'Whether the sender gave totals of their own.' }),
    groups: z.int(),
    differing: z.int(),
    unread: z.int().openapi({ description: 'Refused rows that broke a rule, so that they are in no group.' }),
    unaccounted: z.int().openapi({ description: 'Rows of the file that nothing became of: 0.' }),
    addsUp: z.boolean(),
    items: z.array(
      z.strictObject({
        centre: z.string().nullable(),
        qualificationNumber: z.string(),
        component: z.string(),
        title: z.string().nullable(),
        grade: z.string(),
        added: z.int(),
        unchanged: z.int(),
        corrected: z.int(),
        held: z.int(),
        refused: z.int(),
        declared: z.int().nullable(),
        difference: z.int().openapi({ description: 'Declared less found.' }),
      }),
    ),
    nextPage: z.int().nullable(),
  })
  .openapi('ResultsTotals')

export const totalsOperations = [
  operation({
    method: 'get',
    path: '/organisations/{organisationId}/results/{id}/totals',
    id: 'getResultsTotals',
    summary: 'What became of a file by centre, qualification and grade',
    tag: 'Results',
    access: 'results:read',
    params: OrganisationThingParams,
    query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
    answer: { status: 200, description: 'What differs from the sender’s totals first.', schema: Totals },
    handle: async ({ app, actor, params, query }) =>
      totalsOf(await totalsOfBatch(app, actor, params.organisationId, params.id, query)),
  }),
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/results/{id}/totals',
    id: 'declareResultsTotals',
    summary: 'Say what a file has, to compare',
    description: 'In place of what was said before. It changes no result.',
    tag: 'Results',
    access: 'results:write',
    params: OrganisationThingParams,
    bytes: {
      mediaType: 'text/csv',
      description: 'Columns CentreNumber, QualificationNumber, Component, Grade and Count.',
    },
    answer: { status: 201, description: 'The comparison.', schema: Totals },
    async handle({ app, actor, params, bytes }) {
      await declareTotals(app, actor, params.organisationId, params.id, bytes)
      return totalsOf(await totalsOfBatch(app, actor, params.organisationId, params.id))
    },
  }),
]

function totalsOf(found: Found): z.input<typeof Totals> {
  const { rows, isDeclared, groups, differing, unread, unaccounted, addsUp, items, nextPage } = found
  return {
    ...{ rows, isDeclared, groups, differing, unread, unaccounted, addsUp },
    items: [...items],
    nextPage: nextPage ?? null,
  }
}
