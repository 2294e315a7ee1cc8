import type { RowProblem } from '../tables.ts'
import type { SentCells } from './columns.ts'

/** What a file says of itself, before its records. */
export interface FileHeader {
  readonly version: string
  readonly fileName: string
  readonly ukprn: string
  readonly recordCount: string
}

export type SentPart =
  | { readonly kind: 'header'; readonly header: FileHeader }
  | {
      readonly kind: 'record'
      /** As a spreadsheet counts in CSV; the number of the record in XML. */
      readonly row: number
      readonly cells: SentCells
      readonly problem?: RowProblem
    }

export type FileRule =
  | 'name'
  | 'ukprn'
  | 'headings'
  | 'header'
  | 'version'
  | 'headerName'
  | 'count'
  | 'tooFew'
  | 'tooMany'
  | 'quote'
  | 'tooLong'
  | 'xml'
  | 'doctype'
  | 'structure'
  | 'depth'
  | 'encoding'

/** The file as a whole cannot be taken: nothing of it is registered. */
export class RegistrationFileError extends Error {
  override readonly name = 'RegistrationFileError'
  readonly rule: FileRule
  readonly values: Readonly<Record<string, string | number>>

  constructor(rule: FileRule, values: Readonly<Record<string, string | number>> = {}) {
    super(rule)
    this.rule = rule
    this.values = values
  }
}
