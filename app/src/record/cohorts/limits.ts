import type { RateRule } from '../../platform/rate-limit.ts'

const hour = 60 * 60

/** Codes that are none, by one account: a class mistypes, a guesser would need far more. */
export const codeMisses: RateRule = { name: 'join-code-misses', times: 20, seconds: hour }

/** Rows of class lists that name nobody, by one organisation: they would tell who is registered elsewhere. */
export const listMisses: RateRule = { name: 'class-list-misses', times: 1000, seconds: 24 * hour }

/** How long a code for a wall may work, in days. */
export const longestCode = 90
export const usualCode = 14

/** A class list that is longer is several. */
export const mostRows = 5000
export const largestList = 4_000_000
