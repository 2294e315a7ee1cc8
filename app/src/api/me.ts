import { z } from '@hono/zod-openapi'
import { ensurePerson, ensureScope } from '../access/powers.ts'
import { operation } from '../ui/api/operation.ts'
import { roles } from '../institution/organisation.ts'
import { Day, Id, LanguageCode } from '../ui/api/schemas.ts'

const Me = z
  .strictObject({
    id: Id,
    name: z.string(),
    birthDate: Day,
    language: LanguageCode,
    scopes: z.array(z.string()).openapi({ description: 'What the token was made for; `all` of a session.' }),
    hasRecord: z.boolean().openapi({ description: 'Whether this person has claimed a record.' }),
    roles: z.array(
      z.strictObject({
        organisationId: Id,
        organisationName: z.string(),
        role: z.enum(roles as [string, ...string[]]),
        isSuspended: z.boolean().openapi({
          description: 'Nobody but an administrator acts for it until operators confirm it again.',
        }),
      }),
    ),
  })
  .openapi('Me')

export const ownOperations = [
  operation({
    method: 'get',
    path: '/me',
    id: 'getMe',
    summary: 'Who this token speaks for',
    tag: 'You',
    access: 'account:read',
    answer: { status: 200, description: 'The person, and what they do for which organisation.', schema: Me },
    handle({ actor }) {
      const person = ensurePerson(actor)
      ensureScope(person, 'account:read')
      return {
        id: person.personId,
        name: person.name,
        birthDate: person.birthDate,
        language: person.language,
        scopes: person.scopes === 'all' ? ['all'] : [...person.scopes],
        hasRecord: person.learnerIds.length > 0,
        roles: [...person.roles],
      }
    },
  }),
]
