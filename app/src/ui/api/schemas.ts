import { z } from '@hono/zod-openapi'

// Plain values have no names in the document: a named one that may be null would need two schemas.

/** Checked by hand where it is a parameter: what is not an id is not found, not invalid. */
export const Id = z.string().openapi({
  format: 'uuid',
  example: '019a8f3e-7c41-7d0a-9b52-3f6f0c1d2e4a',
})

export const Instant = z.string().openapi({
  format: 'date-time',
  description: 'An instant in UTC.',
  example: '2026-08-13T07:00:00.000Z',
})

export const Day = z.string().openapi({ format: 'date', example: '2026-08-13' })

export const PartialDate = z.string().openapi({
  description: 'A date as exactly as it is known: a year, a month or a day.',
  pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$',
  example: '2025-09',
})

export const LanguageCode = z.string().openapi({
  description: 'A language, as BCP 47 names it.',
  example: 'en',
})

/** RFC 9457. The one shape of everything that is refused. */
export const Problem = z
  .object({
    type: z.string().openapi({ description: 'Which kind of problem it is.', example: '/problems/invalid' }),
    title: z.string().openapi({ description: 'The same in words, in the language of whoever asks.' }),
    status: z.int(),
    detail: z.string().optional().openapi({ description: 'What is wrong this time.' }),
    errors: z
      .array(z.strictObject({ field: z.string(), detail: z.string() }))
      .optional()
      .openapi({ description: 'What is wrong with each field that is.' }),
    reference: z
      .string()
      .optional()
      .openapi({ description: 'Of an error of ours: tell it to the operator.' }),
  })
  .openapi('Problem', {
    example: {
      type: '/problems/invalid',
      title: 'Something needs to be put right',
      status: 422,
      errors: [{ field: 'title', detail: 'Needed' }],
    },
  })

/** Everything that carries a statement says what the statement rests on. */
export const Assurance = z
  .strictObject({
    kind: z.enum(['selfDeclared', 'endorsed', 'verified', 'unconfirmed']).openapi({
      description:
        'selfDeclared: the person’s own word. endorsed: a named person vouched. verified: confirmed by an issuer ' +
        'that is admitted for it, and every check passes. unconfirmed: signed, and the checks do not bear it out.',
    }),
    by: z.string().openapi({ description: 'Whose word it is.', example: 'Meridian Awards' }),
    how: z.string().optional().openapi({ description: 'How an endorser’s identity was confirmed.' }),
    why: z.string().optional().openapi({ description: 'Why it is not confirmed.' }),
  })
  .openapi('Assurance', { example: { kind: 'verified', by: 'Meridian Awards' } })

const params = <Names extends string>(...names: Names[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, Id])) as Record<Names, typeof Id>)

export const IdParams = params('id')
export const OrganisationParams = params('organisationId')
export const OrganisationThingParams = params('organisationId', 'id')
