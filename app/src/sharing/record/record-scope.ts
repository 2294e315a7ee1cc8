import { isSensitive } from '../../access/bases.ts'
import type { RecordLine } from '../../record/own/record-line.ts'

/**
 * What a grant over the record itself shows. It names the learners it was made for and stays on them: a number that is
 * merged or claimed later is not among them. `listed`: the scope's events and no others, whatever comes later.
 */
export type RecordScope =
  | { readonly kind: 'listed' }
  | { readonly kind: 'query'; readonly learnerIds: readonly string[]; readonly query: RecordQuery }
  | { readonly kind: 'everything'; readonly learnerIds: readonly string[] }

export const recordScopeKinds = [
  'listed',
  'query',
  'everything',
] as const satisfies readonly RecordScope['kind'][]

/** Each that is not empty has to be met: the level, the issuer, the year of the award, the kind of qualification. */
export interface RecordQuery {
  readonly levels: readonly string[]
  readonly issuerIds: readonly string[]
  readonly awardYears: readonly number[]
  readonly types: readonly string[]
}

type Judged = Pick<
  RecordLine,
  'eventId' | 'level' | 'issuerId' | 'awardYear' | 'qualificationType' | 'restriction'
>

/** Whether a line, as it stands now, is inside. A sensitive one only where it was picked itself. */
export function isInside(scope: RecordScope, listedIds: ReadonlySet<string>, line: Judged): boolean {
  switch (scope.kind) {
    case 'listed':
      return listedIds.has(line.eventId)
    case 'everything':
      return !isSensitive(line)
    case 'query':
      return !isSensitive(line) && meets(scope.query, line)
  }
}

function meets({ levels, issuerIds, awardYears, types }: RecordQuery, line: Judged): boolean {
  return (
    (levels.length === 0 || (line.level !== null && levels.includes(line.level))) &&
    (issuerIds.length === 0 || issuerIds.includes(line.issuerId)) &&
    (awardYears.length === 0 || awardYears.includes(line.awardYear)) &&
    (types.length === 0 || (line.qualificationType !== null && types.includes(line.qualificationType)))
  )
}

export function isEmptyQuery({ levels, issuerIds, awardYears, types }: RecordQuery): boolean {
  return levels.length + issuerIds.length + awardYears.length + types.length === 0
}
