import { createHash } from 'node:crypto'
import type { Result } from './check-row.ts'

/** What makes two rows of one issuer speak of the same result. */
export function rowKeyOf({ series, uln, qualificationNumber, component }: Result): string {
  return digest('row', series, uln, qualificationNumber, component).toString('base64url')
}

type Content = Pick<
  Result,
  'title' | 'level' | 'gradingScheme' | 'grade' | 'awardDate' | 'status' | 'credits' | 'assessmentLanguage'
>

/** What a row says about that result: another hash is another version. */
export function contentHashOf(content: Content): string {
  const { title, level, gradingScheme, grade, awardDate, status, credits, assessmentLanguage } = content
  return digest(
    'content',
    title,
    level,
    gradingScheme,
    grade,
    awardDate,
    status,
    credits,
    assessmentLanguage,
  ).toString('base64url')
}

/** A UUIDv8 of issuer and row key, so that a repeated load finds the same event. RFC 9562 §5.8. */
export function eventIdOf(issuerId: string, rowKey: string): string {
  const bytes = digest('event', issuerId, rowKey).subarray(0, 16)
  bytes[6] = 0x80 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The parts as JSON, so that no two lists of parts run together into the same bytes. */
function digest(...parts: readonly (string | number | null)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}
