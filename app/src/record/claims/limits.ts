import type { RateRule } from '../../platform/rate-limit.ts'

const day = 24 * 60 * 60

/** Codes cannot be guessed, so these are generous to people who mistype and tight on who walks through numbers. */
export const limits = {
  claimByAccount: { name: 'claim-account', times: 10, seconds: 60 * 60 },
  /** Each account's own tries, so that a stranger's use up nobody else's. */
  claimByAccountAndUln: { name: 'claim-account-uln', times: 10, seconds: day },
  /** By everybody together: far from what it takes to guess 80 random bits, and many accounts' work to use up. */
  claimByUln: { name: 'claim-uln', times: 100, seconds: day },
} as const satisfies Record<string, RateRule>
