import { z } from '@hono/zod-openapi'
import { Day, Id, Instant } from '../../ui/api/schemas.ts'
import { Assurance } from '../../ui/api/schemas.ts'
import type { Words } from '../../words.ts'
import { assuranceOf } from '../own/assurance-of.ts'
import type { RecordLine, RecordVersion } from '../own/record-line.ts'

const statement = {
  title: z.string().openapi({ example: 'GCSE (9–1) in Mathematics' }),
  qualificationNumber: z.string().openapi({ example: '60146084' }),
  component: z.string().nullable(),
  level: z.string().nullable().openapi({ example: '1/2' }),
  credits: z.int().nullable(),
  assessmentLanguage: z.string().nullable(),
  gradingScheme: z
    .string()
    .openapi({ description: 'A grade means something only in its scheme.', example: 'GCSE9-1' }),
  grade: z.string().openapi({ example: '7' }),
  series: z.string().openapi({ example: 'June 2026' }),
  awardDate: Day,
  status: z.enum(['final', 'provisional']),
}

const change = z.enum(['loaded', 'corrected', 'withdrawn', 'reinstated'])

export const RecordVersionSchema = z
  .strictObject({
    version: z.int(),
    change,
    reason: z.string().nullable(),
    ...statement,
    releasedAt: Instant,
  })
  .openapi('RecordVersion')

export const RecordLineSchema = z
  .strictObject({
    id: Id,
    source: z.enum(['AO', 'NPD', 'ILR', 'QCFU']).openapi({ description: 'From where it came to us.' }),
    issuer: z.strictObject({ id: Id, name: z.string() }),
    ...statement,
    version: z.int(),
    change,
    amendedAt: Instant.nullable().openapi({
      description: 'When this version replaced one that had been seen.',
    }),
    challengedSince: Instant.nullable().openapi({
      description: 'Since when somebody says that something is wrong with it; null once that is answered.',
    }),
    assurance: Assurance,
    history: z.array(RecordVersionSchema).openapi({ description: 'Oldest first, the present one last.' }),
  })
  .openapi('RecordLine')

function statementOf(version: RecordVersion) {
  const { title, qualificationNumber, component, level, credits, assessmentLanguage } = version
  const { gradingScheme, grade, series, awardDate, status } = version
  return {
    ...{ title, qualificationNumber, component: component || null, level, credits, assessmentLanguage },
    ...{ gradingScheme, grade, series, awardDate, status },
  }
}

export function recordLine(line: RecordLine, t: Words): z.input<typeof RecordLineSchema> {
  return {
    id: line.eventId,
    source: line.source,
    issuer: { id: line.issuerId, name: line.issuerName },
    ...statementOf(line),
    version: line.version,
    change: line.change,
    amendedAt: line.amendedAt?.toISOString() ?? null,
    challengedSince: line.challengedSince?.toISOString() ?? null,
    assurance: assuranceOf(line, t),
    history: line.history.map((version) => ({
      version: version.version,
      change: version.change,
      reason: version.reason,
      ...statementOf(version),
      releasedAt: version.releasedAt.toISOString(),
    })),
  }
}

/** As its issuer sees it, before its release too. */
export const IssuedVersionSchema = z
  .strictObject({
    id: Id,
    version: z.int(),
    change,
    reason: z.string().nullable(),
    ...statement,
    released: z.boolean(),
    releaseAt: Instant.nullable(),
    loadedAt: Instant,
  })
  .openapi('IssuedVersion')
