import type { CheckName, VerificationReport } from '@vademecum/verifiable-credentials'

/**
 * How far one may rely on what somebody brought. `verified` needs all three: the proof holds, the register accepts the
 * issuer, and it is shown to be this person's.
 */
export type Standing = 'verified' | 'notShownYours' | 'issuerUnknown' | 'unchecked' | 'failed'

/** A certificate from elsewhere, as its owner keeps it. What it says is the word of whoever wrote it. */
export interface WalletCredential {
  readonly id: string
  readonly title: string
  /** As it says itself: anybody can write any name. */
  readonly issuerName: string
  readonly mediaType: string
  readonly sha256: string
  readonly standing: Standing
  readonly checkedAt: Date
  readonly addedAt: Date
}

export function standingOf({ verdict, checks }: VerificationReport): Standing {
  if (verdict === 'failed') return 'failed'
  const found = (name: CheckName) => checks.find((check) => check.name === name)
  const passed = (name: CheckName) => found(name)?.result === 'pass'
  if (verdict === 'verified') return passed('subject') ? 'verified' : 'notShownYours'
  const isSigned = passed('proof') && passed('issuer bound to key')
  return isSigned && found('issuer accepted')?.detail.code === 'issuer-unlisted'
    ? 'issuerUnknown'
    : 'unchecked'
}
