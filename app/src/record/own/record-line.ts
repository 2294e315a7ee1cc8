import type { VersionContent } from '../version-content.ts'

/** One version of a result, as those may see it to whom it is released. */
export interface RecordVersion extends VersionContent {
  readonly releasedAt: Date
}

/** A line of the record: the version that counts, and those that it replaced. */
export interface RecordLine extends RecordVersion {
  readonly learnerId: string
  readonly issuerId: string
  readonly issuerName: string
  /** The operator's register lists the issuer for results. */
  readonly issuerAdmitted: boolean
  /** When this version replaced another that had been seen. */
  readonly amendedAt: Date | null
  /** Since when somebody says that something is wrong with it; null when nobody does, or it has been answered. */
  readonly challengedSince: Date | null
  /** Oldest first, this version last. */
  readonly history: readonly RecordVersion[]
}
