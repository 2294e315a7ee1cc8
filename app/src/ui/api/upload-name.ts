import { z } from '@hono/zod-openapi'
import { invalid } from '../../errors.ts'

/** A file's name is personal data, so it never stands in an address. */
export const UploadHeaders = z.object({
  'Content-Disposition': z.string().optional().openapi({
    description: 'The name of the file, as RFC 6266 writes it.',
    example: "attachment; filename*=UTF-8''field%20notes.pdf",
  }),
})

/** `filename*` in UTF-8 (RFC 8187) counts before `filename`. */
export function uploadName(header: string | undefined, otherwise: string): string {
  if (header === undefined) return otherwise
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1]
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended).replaceAll('\0', '')
    } catch {
      invalid({ field: 'Content-Disposition', key: 'errors.fieldInvalid' })
    }
  }
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1')
  return /;\s*filename\s*=\s*([^;\s"]+)/i.exec(header)?.[1] ?? otherwise
}
