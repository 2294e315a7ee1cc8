import { z } from '@hono/zod-openapi'
import { openedRecord, openRecord } from '../provider/open-record.ts'
import { chooseSharing, sharingState } from '../provider/sharing-choice.ts'
import { operation } from '../../ui/api/operation.ts'
import { Id, Instant, OrganisationThingParams } from '../../ui/api/schemas.ts'
import { recordLine, RecordLineSchema } from './schemas.ts'

const OpenedRecord = z
  .strictObject({
    learnerId: Id,
    name: z.string(),
    purpose: z.string(),
    until: Instant,
    lines: z.array(RecordLineSchema),
  })
  .openapi('OpenedRecord')

const SharingChoice = z
  .strictObject({
    choice: z.enum(['unasked', 'yes', 'no']).openapi({
      description: 'Whether other providers than the present one see the record. unasked counts as no.',
    }),
    providers: z.array(z.strictObject({ name: z.string(), since: Instant, sees: z.boolean() })),
  })
  .openapi('SharingChoice')

export const learnerRecordOperations = [
  operation({
    method: 'post',
    path: '/organisations/{organisationId}/learners/{id}/record-look-ups',
    id: 'openLearnerRecord',
    summary: 'Open the record of a learner of your own cohorts, for a purpose',
    description: 'The learner reads within a minute who opened it, and for what.',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationThingParams,
    body: z.strictObject({ purpose: z.string() }).openapi('NewRecordLookUp'),
    answer: {
      status: 201,
      description: 'The record, open for half an hour.',
      schema: z.strictObject({ id: Id }).openapi('RecordLookUp'),
    },
    async handle({ app, actor, params: { organisationId, id }, body: { purpose } }) {
      const { lookUpId } = await openRecord(app, actor, organisationId, { learnerId: id, purpose })
      return { id: lookUpId }
    },
  }),
  operation({
    method: 'get',
    path: '/organisations/{organisationId}/records/{id}',
    id: 'getLearnerRecord',
    summary: 'A record that you opened',
    tag: 'Register',
    access: 'learners:read',
    params: OrganisationThingParams,
    answer: { status: 200, description: 'What was released and is not sensitive.', schema: OpenedRecord },
    refuses: [410],
    async handle({ app, actor, t, params }) {
      const record = await openedRecord(app, actor, params.organisationId, params.id)
      const { learnerId, name, purpose, until } = record
      return {
        ...{ learnerId, name, purpose },
        until: until.toISOString(),
        lines: record.lines.map((line) => recordLine(line, t)),
      }
    },
  }),
  operation({
    method: 'get',
    path: '/sharing-choice',
    id: 'getSharingChoice',
    summary: 'Whether several schools, colleges and universities may see your record',
    tag: 'Record',
    access: 'record:read',
    answer: { status: 200, description: 'Your choice, and who sees the record now.', schema: SharingChoice },
    refuses: [404],
    async handle({ app, actor }) {
      const { choice, providers } = await sharingState(app, actor)
      return {
        choice,
        providers: providers.map(({ name, since, sees }) => ({ name, since: since.toISOString(), sees })),
      }
    },
  }),
  operation({
    method: 'put',
    path: '/sharing-choice',
    id: 'chooseSharing',
    summary: 'Choose it',
    tag: 'Record',
    access: 'record:write',
    body: z.strictObject({ choice: z.enum(['yes', 'no']) }).openapi('NewSharingChoice'),
    answer: { status: 204, description: 'It counts from the next look on.' },
    refuses: [404],
    handle: ({ app, actor, body }) => chooseSharing(app, actor, body.choice),
  }),
]
