import { type GradingScheme, gradingSchemes } from '../results/grading-schemes.ts'

/**
 * The schemes that the operator added, as this process last read them: a line is drawn at places that ask no database.
 * `serve` reads them again every minute. A scheme that is not known here yet is shown as its codes.
 */
let added: ReadonlyMap<string, GradingScheme> = new Map()

export function rememberAdded(schemes: readonly GradingScheme[]): void {
  added = new Map(schemes.map((scheme) => [scheme.code, scheme]))
}

/** Either an operator's or a built-in one. */
export function knownScheme(code: string): GradingScheme | undefined {
  return added.get(code) ?? gradingSchemes.get(code)
}

export function addedScheme(code: string): GradingScheme | undefined {
  return added.get(code)
}
