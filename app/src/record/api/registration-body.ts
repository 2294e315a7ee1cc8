import { z } from '@hono/zod-openapi'
import { Day } from '../../ui/api/schemas.ts'
import {
  abilitiesToShare,
  detailFields,
  detailLengths,
  genders,
  verificationTypes,
} from '../register/registration.ts'

const codes = (values: readonly string[], description: string) =>
  z
    .string()
    .optional()
    .openapi({ description, example: values[0] ?? '' })

const details = Object.fromEntries(
  detailFields.map((field) => [field, z.string().optional().openapi({ maxLength: detailLengths[field] })]),
) as Record<(typeof detailFields)[number], z.ZodOptional<z.ZodString>>

/** The fields of a registration as programs send them; what is left out is not known. The rules are the verb's. */
export const registrationBody = {
  givenName: z.string(),
  familyName: z.string(),
  birthDate: Day,
  gender: codes(genders, '1 male, 2 female, 0 not known, 9 not specified.'),
  lastKnownPostCode: z.string().optional().openapi({ example: 'CF10 1AA' }),
  verificationType: codes(
    verificationTypes,
    '0 none, 1 known to the school, 2 passport, 3 driving licence, 4 national identity card, 5 National Insurance card, 6 funding entitlement certificate, 7 bank card, 999 other.',
  ),
  abilityToShare: codes(
    abilitiesToShare,
    '0 privacy notice not seen, 1 seen and may be shared, 2 seen and not to be shared.',
  ),
  ...details,
}
