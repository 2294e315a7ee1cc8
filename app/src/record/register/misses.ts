import type { App } from '../../app.ts'
import type { RateRule } from '../../platform/rate-limit.ts'

/** Tries with numbers that are not theirs would tell an organisation who is registered elsewhere. */
const misses: RateRule = { name: 'enrol-misses', times: 50, seconds: 24 * 60 * 60 }

/** Before the register is asked: once there were too many misses a hit must not show by not being refused. */
export function ensureFewMisses(app: App, organisationId: string): Promise<void> {
  return app.limit.ensure(misses, organisationId)
}

export function countMiss(app: App, organisationId: string): Promise<void> {
  return app.limit.take(misses, organisationId)
}
