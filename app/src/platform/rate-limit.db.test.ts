import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { openDb } from './db.ts'
import { masterKey } from './keys.ts'
import { clearRateLimits, openRateLimit } from './rate-limit.ts'

const database = await createTestDatabase()
const db = openDb(database.applicationUrl)
afterAll(() => db.close())
const limit = openRateLimit(db.pool, masterKey(Buffer.alloc(32, 1)))
const rule = { name: 'sign-in', times: 3, seconds: 60 }

describe('a rate limit', () => {
  it('refuses after so many tries, each subject apart, and says how long', async () => {
    for (let turn = 0; turn < 3; turn++) await limit.take(rule, 'amina@demo.example')
    await limit.take(rule, 'ben@demo.example')
    await expect(limit.take(rule, 'amina@demo.example')).rejects.toMatchObject({
      code: 'too_many',
      retryAfterSeconds: expect.closeTo(60, -1),
    })
  })

  it('counts together over processes, also at once', async () => {
    const other = openRateLimit(db.pool, masterKey(Buffer.alloc(32, 1)))
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, turn) => (turn % 2 ? limit : other).take(rule, 'carys')),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  })

  it('forgets after a success', async () => {
    for (let turn = 0; turn < 3; turn++) await limit.take(rule, 'dai')
    await limit.forget(rule, 'dai')
    await expect(limit.take(rule, 'dai')).resolves.toBeUndefined()
  })

  it('keeps no address, and nothing after its time', async () => {
    const { rows } = await db.pool.query<{ key: string }>('select key from rate_limit')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/amina|ben|demo/)
    await clearRateLimits(db.pool, new Date(Date.now() + 3_600_000))
    expect((await db.pool.query('select key from rate_limit')).rows).toEqual([])
  })
})
