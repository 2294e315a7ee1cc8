import { createHash } from 'node:crypto'

/** What a result is of, and all else that thousands of rows say alike: stored once (table `specification`). */
export interface Specification {
  readonly qualificationNumber: string
  readonly component: string
  readonly title: string
  readonly qualificationType: string | null
  readonly level: string | null
  readonly credits: number | null
  readonly gradingScheme: string
  readonly series: string
  readonly assessmentLanguage: string | null
  readonly status: 'final' | 'provisional'
  readonly source: Source
  readonly collectionType: string | null
  readonly returnNumber: number | null
  /** 0 is none; anything else is a sensitive qualification. */
  readonly restriction: number
  /** Null where the issuer itself awards. */
  readonly awardingUkprn: string | null
  readonly awardingName: string | null
  readonly participationStart: string | null
  readonly participationEnd: string | null
}

/** From where a result came to us: awarding organisation, schools' data, further education return, unit. */
export type Source = 'AO' | 'NPD' | 'ILR' | 'QCFU'

/** What a result says beyond its specification. */
export interface Outcome {
  readonly grade: string
  readonly awardDate: string
  /** Exam centre, five digits. */
  readonly centre: string | null
  readonly providerUkprn: string | null
}

export type Content = Specification & Outcome

/**
 * What one version of a result says, by its documented names; what it does not say is left out. It is what the log
 * commits to and a bundle repeats, so no name here may ever mean something else. The centre is not among them: it says
 * who may see a candidate's results early, not what was achieved.
 */
export function contentOf(
  said: Content,
  { withdrawn = false } = {},
): Readonly<Record<string, string | number | true>> {
  const members: readonly (readonly [string, string | number | true | null])[] = [
    ['assessmentLanguage', said.assessmentLanguage],
    ['awardDate', said.awardDate],
    ['awardingOrganisationName', said.awardingName],
    ['awardingOrganisationUkprn', said.awardingUkprn],
    ['collectionType', said.collectionType],
    ['component', said.component === '' ? null : said.component],
    ['credits', said.credits],
    ['grade', said.grade],
    ['gradingScheme', said.gradingScheme],
    ['level', said.level],
    ['participationEnd', said.participationEnd],
    ['participationStart', said.participationStart],
    ['providerUkprn', said.providerUkprn],
    ['qualificationNumber', said.qualificationNumber],
    ['qualificationType', said.qualificationType],
    ['restriction', said.restriction === 0 ? null : said.restriction],
    ['returnNumber', said.returnNumber],
    ['series', said.series],
    ['source', said.source],
    ['status', said.status],
    ['title', said.title],
    ['withdrawn', withdrawn ? true : null],
  ]
  return Object.fromEntries(
    members.filter((member): member is [string, string | number | true] => member[1] !== null),
  )
}

/** SHA-256 of the content's RFC 8785 form: its names stand in order, and it holds only text and whole numbers. */
export function contentHashOf(said: Content, options?: { withdrawn?: boolean }): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(contentOf(said, options)))
    .digest()
}

const of = (said: Specification) => [
  ...[said.qualificationNumber, said.component, said.title, said.qualificationType, said.level, said.credits],
  ...[
    said.gradingScheme,
    said.series,
    said.assessmentLanguage,
    said.status,
    said.source,
    said.collectionType,
  ],
  ...[said.returnNumber, said.restriction, said.awardingUkprn, said.awardingName, said.participationStart],
  said.participationEnd,
]

/** Tells specifications apart, as text. */
export const specificationKey = (said: Specification): string => JSON.stringify(of(said))

/** A whole number of 64 bits made of the content, as decimal digits: the same content has the same id everywhere. */
export function specificationIdOf(key: string): string {
  return createHash('sha256').update('specification').update(key).digest().readBigInt64BE().toString()
}
