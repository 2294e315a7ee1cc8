import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { Day } from '../../ui/api/schemas.ts'
import { loadCatalogue } from '../qualifications/catalogue.ts'
import { levelsBeside } from '../qualifications/levels.ts'
import {
  qualificationByNumber,
  type RegisteredQualification,
  searchQualifications,
} from '../qualifications/search.ts'

const Qualification = z
  .strictObject({
    number: z.string().openapi({ example: '6031457X' }),
    title: z.string(),
    awardingOrganisation: z.string(),
    recognitionNumber: z.string(),
    type: z.string(),
    level: z.string().nullable().openapi({ description: 'E1 to E3, 1 to 8, or 1/2.', example: '3' }),
    eqfLevel: z.string().nullable(),
    scqfLevel: z.string().nullable(),
    subjectArea: z.string(),
    status: z.string(),
    totalCredits: z.int().nullable(),
    totalQualificationTime: z.int().nullable(),
    guidedLearningHours: z.int().nullable(),
    grading: z.string(),
    startsOn: Day,
    endsOn: Day.nullable(),
    certifiedUntil: Day.nullable(),
    specification: z.string().nullable(),
  })
  .openapi('Qualification')

const said = z.strictObject({ en: z.string(), cy: z.string() })
const Scheme = z
  .strictObject({
    code: z.string().openapi({ example: 'ALEVEL' }),
    grades: z.array(z.string()).openapi({ description: 'Best first.' }),
    names: said.nullable().openapi({ description: 'Of a scheme that the operator added.' }),
  })
  .openapi('GradingScheme')

export const qualificationOperations = [
  operation({
    method: 'get',
    path: '/qualifications',
    id: 'searchQualifications',
    summary: 'Search the register of qualifications',
    tag: 'Qualifications',
    access: 'public',
    query: z.object({
      find: z.string().max(200).optional().openapi({ description: 'Beginnings of words, or of a number.' }),
      level: z.string().max(10).optional(),
      type: z.string().max(120).optional(),
      awardingOrganisation: z.string().max(200).optional(),
      after: z.string().max(20).optional().openapi({ description: 'The `next` of the page before.' }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: {
      status: 200,
      description: 'By title.',
      schema: z
        .strictObject({ items: z.array(Qualification), next: z.string().nullable() })
        .openapi('QualificationPage'),
    },
    async handle({ app, query: { find, awardingOrganisation, ...query } }) {
      const asked = { ...query, words: find, organisation: awardingOrganisation }
      const { qualifications, next } = await searchQualifications(app, asked)
      return { items: qualifications.map(qualificationOf), next: next ?? null }
    },
  }),
  operation({
    method: 'get',
    path: '/qualifications/{number}',
    id: 'getQualification',
    summary: 'One qualification of the register',
    tag: 'Qualifications',
    access: 'public',
    params: z.object({ number: z.string() }),
    answer: { status: 200, description: 'With its levels.', schema: Qualification },
    handle: async ({ app, params }) => qualificationOf(await qualificationByNumber(app, params.number)),
  }),
  operation({
    method: 'get',
    path: '/grading-schemes',
    id: 'listGradingSchemes',
    summary: 'The grading schemes of results',
    tag: 'Qualifications',
    access: 'public',
    answer: {
      status: 200,
      description: 'Grades of different schemes cannot be compared.',
      schema: z.strictObject({ items: z.array(Scheme) }).openapi('GradingSchemes'),
    },
    async handle({ app }) {
      const { schemes } = await app.db.read({}, (tx) => loadCatalogue(tx))
      return {
        items: [...schemes.values()].map(({ code, grades, names }) => ({
          code,
          grades: [...grades],
          names: names ?? null,
        })),
      }
    },
  }),
]

function qualificationOf(one: RegisteredQualification): z.input<typeof Qualification> {
  const beside = one.level === null ? undefined : levelsBeside(one.level)
  return {
    number: one.number,
    title: one.title,
    awardingOrganisation: one.organisation_name,
    recognitionNumber: one.organisation_number,
    type: one.qualification_type,
    level: one.level,
    eqfLevel: beside?.eqf ?? null,
    scqfLevel: beside?.scqf ?? null,
    subjectArea: one.subject_area,
    status: one.status,
    totalCredits: one.total_credits,
    totalQualificationTime: one.total_time,
    guidedLearningHours: one.guided_hours,
    grading: one.grading_scale || one.grading_type,
    startsOn: one.starts_on,
    endsOn: one.ends_on,
    certifiedUntil: one.certified_until,
    specification: one.specification_url,
  }
}
