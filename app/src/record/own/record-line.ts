import type { Change, LearningEventTable } from '../tables.ts'

/** One version of a result, as those may see it to whom it is released. */
export interface RecordVersion {
  readonly version: number
  readonly change: Change
  readonly reason: string | null
  readonly title: string
  readonly qualificationNumber: string
  readonly component: string
  readonly level: string | null
  readonly credits: number | null
  readonly assessmentLanguage: string | null
  readonly gradingScheme: string
  readonly grade: string
  readonly series: string
  readonly awardDate: string
  readonly status: LearningEventTable['status']
  readonly source: LearningEventTable['source']
  readonly releasedAt: Date
}

/** A line of the record: the version that counts, and those that it replaced. */
export interface RecordLine extends RecordVersion {
  readonly eventId: string
  readonly learnerId: string
  readonly issuerId: string
  readonly issuerName: string
  /** The operator's register lists the issuer for results. */
  readonly issuerAdmitted: boolean
  /** When this version replaced another that had been seen. */
  readonly amendedAt: Date | null
  /** Oldest first, this version last. */
  readonly history: readonly RecordVersion[]
}
