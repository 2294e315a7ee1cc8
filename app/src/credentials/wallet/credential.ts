import type { VerificationReport } from '@vademecum/verifiable-credentials'

/**
 * How far one may rely on what somebody brought. `verified` needs all three: the proof holds, the register accepts the
 * issuer, and it is shown to be this person's.
 */
export const standings = ['verified', 'notShownYours', 'issuerUnknown', 'unchecked', 'failed'] as const
export type Standing = (typeof standings)[number]

/** A certificate from elsewhere, as its owner keeps it. What it says is the word of whoever wrote it. */
export interface WalletCredential {
  readonly id: string
  readonly title: string
  /** As it says itself: anybody can write any name. */
  readonly issuerName: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  readonly standing: Standing
  readonly checkedAt: Date
  readonly addedAt: Date
}

export function standingOf({ verdict, checks }: VerificationReport): Standing {
  if (verdict === 'failed') return 'failed'
  const codes = new Map(checks.map(({ name, detail }) => [name, detail.code]))
  const passed = (name: string) => checks.some((check) => check.name === name && check.result === 'pass')
  if (verdict === 'verified') return passed('subject') ? 'verified' : 'notShownYours'
  const isSigned = passed('proof') && passed('issuer bound to key')
  return isSigned && codes.get('issuer accepted') === 'issuer-unlisted' ? 'issuerUnknown' : 'unchecked'
}
