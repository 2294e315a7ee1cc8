import type { z } from '@hono/zod-openapi'
import { AppError, invalid } from '../errors.ts'
import { operation } from '../ui/api/operation.ts'
import { verificationReport, VerifiedSchema } from './api-schemas.ts'
import { type Checked, checkDocument } from './check.ts'
import { verifyLimit, verifyRate } from './verify-limits.ts'

export const verifyOperations = [
  operation({
    method: 'post',
    path: '/verify',
    id: 'verifyDocument',
    summary: 'Check a credential or a bundle',
    description: 'Nothing of it is kept.',
    tag: 'Verification',
    access: 'public',
    bytes: {
      mediaType: '*',
      shownAs: 'application/json',
      description: 'The document as it is: JSON, byte for byte.',
    },
    answer: { status: 200, description: 'The result of each check.', schema: VerifiedSchema },
    refuses: [422, 429],
    async handle({ app, c, bytes }) {
      await app.limit.take(verifyRate, c.var.network)
      const parts: Uint8Array[] = []
      let size = 0
      for await (const part of bytes) {
        size += part.length
        if (size > verifyLimit) throw new AppError('too_large', { values: { limit: verifyLimit } })
        parts.push(part)
      }
      return verified(await checkDocument(app, Buffer.concat(parts).toString('utf8')))
    },
  }),
]

function verified(checked: Checked): z.input<typeof VerifiedSchema> {
  switch (checked.kind) {
    case 'unrecognised':
      return invalid({ field: '', key: 'credentials.unrecognised' })
    case 'credential': {
      const { report } = checked
      const none = { title: null, recipient: null, purpose: null, selfDeclared: [] }
      return {
        kind: 'credential',
        verdict: report.verdict,
        ...none,
        credentials: [verificationReport(report)],
      }
    }
    case 'bundle': {
      const { verdict, title, recipient, purpose, credentials, selfDeclared } = checked.report
      return {
        kind: 'bundle',
        verdict,
        title: title ?? null,
        recipient: recipient ?? null,
        purpose: purpose ?? null,
        credentials: credentials.map(verificationReport),
        selfDeclared: selfDeclared.map((each) => each.title ?? ''),
      }
    }
  }
}
