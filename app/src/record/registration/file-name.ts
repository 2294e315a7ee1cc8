import { isDay } from '../calendar.ts'
import type { FileFormat } from './tables.ts'

/** `LRB_<UKPRN>_<DDMMYYYYHHMM>.CSV` or `.XML`: whose it is, and when it was made. */
export function readFileName(name: string): { ukprn: string; format: FileFormat } | undefined {
  const match = /^LRB_(\d{8})_(\d{2})(\d{2})(\d{4})([01]\d|2[0-3])[0-5]\d\.(CSV|XML)$/.exec(name)
  if (!match) return undefined
  const [, ukprn = '', day, month, year, , format] = match
  if (!isDay(`${year}-${month}-${day}`)) return undefined
  return { ukprn, format: format === 'XML' ? 'XML' : 'CSV' }
}
