import type { RateRule } from '../../platform/rate-limit.ts'

const day = 24 * 60 * 60

/** Codes cannot be guessed, so these are generous to people who mistype and tight on who walks through numbers. */
export const limits = {
  claimByAccount: { name: 'claim-account', times: 10, seconds: 60 * 60 },
  claimByUln: { name: 'claim-uln', times: 10, seconds: day },
} as const satisfies Record<string, RateRule>
