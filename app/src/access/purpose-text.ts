import { purposes } from '../institution/purposes.ts'
import type { Words } from '../words.ts'

/** A purpose that an organisation has stated, in the reader's language; one in somebody's own words as they are. */
export function purposeText(t: Words, purpose: string): string {
  const stated = purposes.find((one) => one === purpose)
  return stated === undefined ? purpose : t(`access.purpose_${stated}`)
}
