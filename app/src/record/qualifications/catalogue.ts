import type { Reader } from '../../platform/db.ts'
import { type GradingScheme, gradingSchemes } from '../results/grading-schemes.ts'
import { rememberAdded } from './added-schemes.ts'
import './tables.ts'

/** By what rows of files are checked: plain values, which a worker thread can be given. */
export interface Catalogue {
  readonly schemes: ReadonlyMap<string, GradingScheme>
}

/** What every installation begins with. */
export const builtInCatalogue: Catalogue = { schemes: gradingSchemes }

/** The same with what the operator has added. A code of our own may be said anew, with other grades. */
export async function loadCatalogue(tx: Reader): Promise<Catalogue> {
  const rows = await tx.sql.selectFrom('grading_scheme').selectAll().orderBy('code').execute()
  const added = rows.map(
    ({ code, names, grades, own_numbers }): GradingScheme => ({
      code,
      names,
      grades: grades.map(({ value }) => value),
      words: Object.fromEntries(grades.flatMap(({ value, words }) => (words ? [[value, words]] : []))),
      ...(own_numbers ? { ownNumbers: true } : {}),
    }),
  )
  rememberAdded(added)
  return { schemes: new Map([...gradingSchemes, ...added.map((scheme) => [scheme.code, scheme] as const)]) }
}
