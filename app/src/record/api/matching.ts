import { z } from '@hono/zod-openapi'
import { operation } from '../../ui/api/operation.ts'
import { Day, Id, OrganisationParams, OrganisationThingParams } from '../../ui/api/schemas.ts'
import { findByNumber, verifyNumber } from '../register/ask-by-number.ts'
import { learnerDetails } from '../register/details.ts'
import type { MaskedCandidate } from '../register/masked.ts'
import { searchRegister } from '../register/search-register.ts'
import { shieldLearner } from '../register/shield-learner.ts'
import { updateLearner } from '../register/update-learner.ts'
import { registrationBody } from './registration-body.ts'

const Uln = z.string().openapi({ description: 'The unique learner number.', example: '1234567890' })
const purpose = z
  .string()
  .openapi({ description: 'One that the organisation has stated.', example: 'enrolling' })
const Agreement = z.enum(['same', 'alternate', 'near', 'swapped', 'initial', 'unknown', 'different'])

const Candidate = z
  .strictObject({
    fields: z.strictObject({
      givenName: Agreement,
      familyName: Agreement,
      birthDate: Agreement,
      gender: Agreement,
      postcode: Agreement,
    }),
    reasons: z.array(z.string()).openapi({ description: 'Which of the matching rules held.' }),
    givenInitial: z.string(),
    familyInitial: z.string(),
    birthYear: z.string(),
  })
  .openapi('PossibleLearner')

const Answer = z
  .strictObject({
    code: z.enum(['WSRC0001', 'WSRC0002', 'WSRC0003', 'WSRC0004', 'WSRC0022', 'WSEC0208']),
    uln: Uln.nullable().openapi({ description: 'The number to use, where somebody was found.' }),
    foundUln: Uln.nullable().openapi({
      description: 'The number that fits: another one where it is linked.',
    }),
    optedOut: z.boolean().openapi({ description: 'WSEC0206: they do not let others see their record.' }),
    candidates: z.array(Candidate),
  })
  .openapi('RegisterAnswer')

const Verification = z
  .strictObject({
    code: z.enum(['WSVRC001', 'WSVRC002', 'WSVRC003', 'WSVRC004', 'WSVRC005', 'WSVRC006']),
    uln: Uln.nullable().openapi({ description: 'The number to use, where a linked one matched.' }),
    flags: z
      .strictObject({
        givenName: Agreement,
        familyName: Agreement,
        birthDate: Agreement.optional(),
        gender: Agreement.optional(),
      })
      .nullable(),
  })
  .openapi('NumberVerification')

const Numbered = {
  uln: Uln,
  givenName: z.string(),
  familyName: z.string(),
  purpose,
}

const Details = z
  .strictObject({
    id: Id,
    uln: Uln,
    version: z.int(),
    linkedTo: Uln.nullable(),
    shieldedBy: z.enum(['nobody', 'us', 'others']),
    ...registrationBody,
  })
  .openapi('LearnerDetails')

const organisation = '/organisations/{organisationId}'
const register = { tag: 'Register', params: OrganisationParams } as const

export const matchingOperations = [
  operation({
    ...register,
    method: 'post',
    path: `${organisation}/register/searches`,
    id: 'searchRegister',
    summary: 'Ask the whole register whether somebody is in it',
    description: 'Everybody of whom the answer says anything reads that it was asked, and for what.',
    access: 'learners:read',
    body: z.strictObject({ ...registrationBody, purpose }).openapi('RegisterSearch'),
    answer: { status: 200, description: 'A code, and what goes with it.', schema: Answer },
    refuses: [429],
    handle: async ({ app, actor, params, body }) =>
      answerOf(await searchRegister(app, actor, params.organisationId, body)),
  }),
  operation({
    ...register,
    method: 'post',
    path: `${organisation}/register/numbers`,
    id: 'findByNumber',
    summary: 'Find the learner of a number, if the names are theirs',
    description: 'Unknown numbers and names that differ answer alike.',
    access: 'learners:read',
    body: z.strictObject(Numbered).openapi('FindByNumber'),
    answer: { status: 200, description: 'A code, and what goes with it.', schema: Answer },
    refuses: [429],
    handle: async ({ app, actor, params, body }) =>
      answerOf(await findByNumber(app, actor, params.organisationId, body)),
  }),
  operation({
    ...register,
    method: 'post',
    path: `${organisation}/register/verifications`,
    id: 'verifyNumber',
    summary: 'Whether a number and what is said of its learner belong together',
    access: 'learners:read',
    body: z
      .strictObject({ ...Numbered, birthDate: Day.optional(), gender: z.string().optional() })
      .openapi('VerifyNumber'),
    answer: {
      status: 200,
      description: 'A code, and field by field where it matches.',
      schema: Verification,
    },
    refuses: [429],
    async handle({ app, actor, params, body }) {
      const { code, uln, flags } = await verifyNumber(app, actor, params.organisationId, body)
      return { code, uln: uln ?? null, flags: flags ? { ...flags } : null }
    },
  }),
  operation({
    method: 'get',
    path: `${organisation}/learners/{id}`,
    id: 'getLearnerDetails',
    summary: 'What the register holds of a learner of your own',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationThingParams,
    answer: { status: 200, description: 'The learner.', schema: Details },
    async handle({ app, actor, params }) {
      const { learnerId, cells, ...learner } = await learnerDetails(
        app,
        actor,
        params.organisationId,
        params.id,
      )
      const { uln: _uln, givenName = '', familyName = '', birthDate = '', ...rest } = cells
      return { id: learnerId, ...learner, givenName, familyName, birthDate, ...rest }
    },
  }),
  operation({
    method: 'put',
    path: `${organisation}/learners/{id}`,
    id: 'updateLearner',
    summary: 'Change what the register says of a learner of your own',
    description:
      'With the version that was read: a later one is refused, with the fields that changed meanwhile.',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z.strictObject({ version: z.int(), ...registrationBody }).openapi('LearnerUpdate'),
    answer: {
      status: 200,
      description: 'The version that it is now.',
      schema: z.strictObject({ version: z.int() }).openapi('LearnerVersion'),
    },
    refuses: [409],
    handle: ({ app, actor, params, body: { version, ...cells } }) =>
      updateLearner(app, actor, params.organisationId, params.id, cells, { version }),
  }),
  operation({
    method: 'put',
    path: `${organisation}/learners/{id}/shield`,
    id: 'shieldLearner',
    summary: 'Let nobody but your organisation find a learner, or everybody again',
    tag: 'Register',
    access: 'learners:write',
    params: OrganisationThingParams,
    body: z.strictObject({ shielded: z.boolean() }).openapi('LearnerShield'),
    answer: { status: 204, description: 'It is so.' },
    refuses: [409],
    handle: ({ app, actor, params, body }) =>
      shieldLearner(app, actor, params.organisationId, params.id, body),
  }),
]

type Answered = Awaited<ReturnType<typeof searchRegister>> | Awaited<ReturnType<typeof findByNumber>>

function answerOf(answer: Answered): z.input<typeof Answer> {
  const found = 'uln' in answer ? answer : undefined
  return {
    code: answer.code,
    uln: found?.uln ?? null,
    foundUln: found?.foundUln ?? null,
    optedOut: found?.optedOut ?? false,
    candidates: 'candidates' in answer ? answer.candidates.map(candidateOf) : [],
  }
}

function candidateOf({ fields, reasons, ...rest }: MaskedCandidate): z.input<typeof Candidate> {
  return { fields: { ...fields }, reasons: [...reasons], ...rest }
}
