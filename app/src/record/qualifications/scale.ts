import { knownScheme } from './added-schemes.ts'

export interface Scale {
  /** Best first. */
  readonly grades: readonly string[]
  /** Counted from 1. */
  readonly place: number
}

/** Where a grade stands among those of its scheme. Nothing is said of how it compares with any other scheme's. */
export function scaleOf(scheme: string, grade: string): Scale | undefined {
  const known = knownScheme(scheme)
  const place = (known?.grades.indexOf(grade) ?? -1) + 1
  return known && place > 0 ? { grades: known.grades, place } : undefined
}
