/** Bundles of 500 credentials stay below it. */
export const verifyLimit = 20_000_000
/** Checks cost processor time and may ask other servers. */
export const verifyRate = { name: 'verify', times: 60, seconds: 600 }
