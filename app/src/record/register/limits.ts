import type { RateRule } from '../../platform/rate-limit.ts'

/** What one member of staff can ask of the whole register by hand. What is unusual is watched besides (watch.ts). */
export const askRegister: RateRule = { name: 'ask-register', times: 120, seconds: 60 * 60 }
