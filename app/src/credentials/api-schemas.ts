import { z } from '@hono/zod-openapi'
import { CHECK_NAMES, type VerificationReport } from '@vademecum/verifiable-credentials'

const verdict = z.enum(['verified', 'failed', 'unknown']).openapi({
  description: '`unknown` is never as good as `verified`: something could not be checked.',
})

export const ReportSchema = z
  .strictObject({
    verdict,
    issuer: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable().openapi({
      description: 'As the credential says; believe it as far as the checks go.',
    }),
    checks: z.array(
      z.strictObject({
        name: z.enum(CHECK_NAMES),
        result: z.enum(['pass', 'fail', 'unknown', 'skipped']),
        code: z.string().openapi({ description: 'What exactly was found.', example: 'proof-valid' }),
        detail: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
  })
  .openapi('VerificationReport')

export function verificationReport(report: VerificationReport): z.input<typeof ReportSchema> {
  return {
    verdict: report.verdict,
    issuer: report.issuer ? { id: report.issuer.id, name: report.issuer.name ?? null } : null,
    checks: report.checks.map(({ name, result, detail }) => ({
      name,
      result,
      code: detail.code,
      detail: { ...detail.parameters },
    })),
  }
}

export const VerifiedSchema = z
  .strictObject({
    kind: z.enum(['credential', 'bundle']),
    verdict,
    title: z.string().nullable().openapi({ description: 'Of a bundle.' }),
    recipient: z.string().nullable(),
    purpose: z.string().nullable(),
    credentials: z.array(ReportSchema),
    selfDeclared: z.array(z.string()).openapi({
      description: 'What a bundle only names: nobody but the learner says so, and nothing of it was checked.',
    }),
  })
  .openapi('VerifiedDocument')
