import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'
import type { MasterKey } from './keys.ts'

/** So many times in so many seconds; `name` tells the counts of different acts apart. */
export interface RateRule {
  readonly name: string
  readonly times: number
  readonly seconds: number
  /** How long to refuse once it is too often; else until the count runs out. */
  readonly blockSeconds?: number
}

export interface RateLimit {
  /** Counts one try by each subject (an account, a network prefix); refuses with `too_many`. */
  take(rule: RateRule, ...subjects: readonly string[]): Promise<void>
  /** Refuses what `take` would refuse, and counts nothing. */
  ensure(rule: RateRule, ...subjects: readonly string[]): Promise<void>
  /** Forgets the tries of a subject, after a success. */
  forget(rule: RateRule, subject: string): Promise<void>
}

/** Subjects stand in the table only as keyed hashes: addresses are personal data. */
export function openRateLimit(pool: pg.Pool, key: MasterKey): RateLimit {
  const limiters = new Map<string, RateLimiterPostgres>()
  const limiterOf = (rule: RateRule) => {
    const known = limiters.get(rule.name)
    if (known) return known
    const limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: rule.name,
      points: rule.times,
      duration: rule.seconds,
      blockDuration: rule.blockSeconds ?? 0,
    })
    limiters.set(rule.name, limiter)
    return limiter
  }
  const hashed = (rule: RateRule, subject: string) => key.mac(`rate limit ${rule.name}`, subject)
  return {
    async take(rule, ...subjects) {
      for (const subject of subjects) {
        await limiterOf(rule).consume(hashed(rule, subject)).catch(refuse)
      }
    },
    async ensure(rule, ...subjects) {
      for (const subject of subjects) {
        const tries = await limiterOf(rule).get(hashed(rule, subject))
        if (tries && tries.consumedPoints >= rule.times) refuse(tries)
      }
    },
    async forget(rule, subject) {
      await limiterOf(rule).delete(hashed(rule, subject))
    },
  }
}

/** Counts that have run out; a scheduled job calls it. */
export async function clearRateLimits(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query('delete from rate_limit where expire < $1', [now.getTime()])
}

/** Neighbours in one network share a count: a /64 of IPv6 is one household's. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const first = head ? head.split(':') : []
  const last = tail ? tail.split(':') : []
  const filling = tail === undefined ? 0 : 8 - first.length - last.length
  const groups = [...first, ...Array<string>(Math.max(filling, 0)).fill('0'), ...last]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason
  throw new AppError('too_many', { retryAfterSeconds: Math.max(1, Math.ceil(reason.msBeforeNext / 1000)) })
}
