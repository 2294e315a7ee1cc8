import type { Change } from '../tables.ts'

/** Where a result stands, as its issuer and its centre say it. It is not stored: it follows from versions and instants. */
export type ResultState =
  | 'loaded'
  | 'releasedToCentre'
  | 'releasedToCandidate'
  | 'underReview'
  | 'amended'
  | 'confirmed'
  | 'withdrawn'

export interface StandingOf {
  readonly isReleased: boolean
  readonly isWithCentres: boolean
  /** How many of its versions may be seen; more than one is an amendment. */
  readonly versions: number
  readonly change: Change
  readonly status: 'final' | 'provisional'
  readonly underReview?: boolean
}

export function resultState(of: StandingOf): ResultState {
  if (!of.isReleased) return of.isWithCentres ? 'releasedToCentre' : 'loaded'
  if (of.underReview) return 'underReview'
  if (of.change === 'withdrawn') return 'withdrawn'
  if (of.versions > 1) return 'amended'
  return of.status === 'final' ? 'confirmed' : 'releasedToCandidate'
}
