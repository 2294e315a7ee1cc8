import type { RateRule } from '../platform/rate-limit.ts'

const quarterHour = 15 * 60
const day = 24 * 60 * 60

/** How often anybody may try. Networks are shared by whole schools, so theirs are the wider ones. */
export const limits = {
  signInByAccountAndNetwork: { name: 'sign-in-account-network', times: 10, seconds: quarterHour },
  /** From everywhere together: wider, so that a stranger elsewhere does not keep the person out so easily. */
  signInByAccount: { name: 'sign-in-account', times: 100, seconds: quarterHour },
  signInByNetwork: { name: 'sign-in-network', times: 300, seconds: quarterHour },
  /** How often the person reads of it. */
  signInFailureTold: { name: 'sign-in-failure-told', times: 1, seconds: quarterHour },
  signUpByAddress: { name: 'sign-up-address', times: 5, seconds: day },
  signUpByNetwork: { name: 'sign-up-network', times: 120, seconds: quarterHour },
  resetByAddress: { name: 'reset-address', times: 5, seconds: day },
  resetByNetwork: { name: 'reset-network', times: 60, seconds: quarterHour },
  codeByAccount: { name: 'recovery-code-account', times: 5, seconds: quarterHour },
  codeByNetwork: { name: 'recovery-code-network', times: 60, seconds: quarterHour },
  linkByNetwork: { name: 'mailed-link-network', times: 120, seconds: quarterHour },
  chosenPasswordByLink: { name: 'chosen-password', times: 10, seconds: quarterHour },
  passwordByAccount: { name: 'password-account', times: 10, seconds: quarterHour },
  addressByAccount: { name: 'address-account', times: 10, seconds: day },
} as const satisfies Record<string, RateRule>
