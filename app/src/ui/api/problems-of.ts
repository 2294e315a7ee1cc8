import type { z } from '@hono/zod-openapi'
import type { FieldProblem } from '../../errors.ts'

/** Whoever sends more mistakes than these has a program to put right first. */
const mostNamed = 100

/** What a schema found wrong, as the problems of fields. Schemas that name the words themselves are taken at them. */
export function problemsOf(error: z.core.$ZodError): FieldProblem[] {
  const named = error.issues.slice(0, mostNamed).flatMap((issue): FieldProblem[] => {
    const field = issue.path.map(String).join('.')
    if (/^[a-z]+\.[A-Za-z]+$/.test(issue.message)) return [{ field, key: issue.message }]
    switch (issue.code) {
      case 'invalid_type':
        return issue.input === undefined
          ? [{ field, key: 'api.needed' }]
          : [{ field, key: 'api.type', values: { expected: issue.expected } }]
      case 'invalid_value':
        return issue.input === undefined
          ? [{ field, key: 'api.needed' }]
          : [{ field, key: 'api.oneOf', values: { values: issue.values.map(String).join(', ') } }]
      case 'too_big':
        return [{ field, key: 'api.tooBig', values: { most: Number(issue.maximum) } }]
      case 'too_small':
        return [{ field, key: 'api.tooSmall', values: { least: Number(issue.minimum) } }]
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({ field: field ? `${field}.${key}` : key, key: 'api.unknown' }))
      default:
        return [{ field, key: 'errors.fieldInvalid' }]
    }
  })
  return named.slice(0, mostNamed)
}
