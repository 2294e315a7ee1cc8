import type { ByteRange } from '../../platform/files.ts'

/**
 * One range of `Range` (RFC 9110 §14). Undefined: the whole file, which is also the right answer to a header that is
 * not understood and to several ranges at once.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (!from && !to)) return undefined
  if (!from) {
    const last = Number(to)
    if (last === 0 || size === 0) return 'unsatisfiable'
    return { start: Math.max(0, size - last), end: size - 1 }
  }
  const start = Number(from)
  if (to && Number(to) < start) return undefined
  if (start >= size) return 'unsatisfiable'
  return { start, end: Math.min(to ? Number(to) : size - 1, size - 1) }
}
