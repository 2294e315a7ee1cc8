import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { openDb } from './db.ts'
import { openJobs } from './jobs.ts'
import { createLog } from './log.ts'

const database = await createTestDatabase()
const db = openDb(database.applicationUrl)
afterAll(() => db.close())
const log = createLog('silent')

describe('jobs, as the role that owns nothing', () => {
  it('are added with the change that they follow, and worked on', async () => {
    const jobs = openJobs(database.applicationUrl, log)
    await db.write({}, (tx) => jobs.add(tx, 'greet', { name: 'one' }))
    await db.write({}, (tx) => jobs.addMany(tx, 'greet', [{ name: 'two' }, { name: 'three' }]))
    await db
      .write({}, async (tx) => {
        await jobs.add(tx, 'greet', { name: 'never' })
        throw new Error('undone')
      })
      .catch(() => undefined)

    const greeted: string[] = []
    const worker = await jobs.work({
      greet: async (payload) => {
        greeted.push((payload as { name: string }).name)
      },
    })
    await expect.poll(() => [...greeted].sort(), { timeout: 10_000 }).toEqual(['one', 'three', 'two'])
    await db.write({}, (tx) => jobs.add(tx, 'greet', { name: 'four' }))
    await expect.poll(() => greeted, { timeout: 10_000 }).toContain('four')
    await worker.stop()
    expect(greeted).not.toContain('never')
  })

  it('with a key replace the one that waits, and can be for later', async () => {
    const jobs = openJobs(database.applicationUrl, log)
    const runAt = new Date(Date.now() + 3_600_000)
    await db.write({}, (tx) => jobs.add(tx, 'later', { turn: 1 }, { key: 'one', runAt }))
    await db.write({}, (tx) => jobs.add(tx, 'later', { turn: 2 }, { key: 'one', runAt }))
    const { rows } = await db.pool.query<{ payload: unknown }>(
      `select j.payload, j.run_at from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'later'`,
    )
    expect(rows).toMatchObject([{ payload: { turn: 2 } }])
  })

  it('are tried again after a failure', async () => {
    const jobs = openJobs(database.applicationUrl, log)
    await db.write({}, (tx) => jobs.add(tx, 'fail', {}, { maxAttempts: 3 }))
    const worker = await jobs.work({
      fail: async () => {
        throw new Error('not now')
      },
    })
    const failed = async () =>
      (
        await db.pool.query(
          `select attempts, last_error from graphile_worker._private_jobs where attempts > 0`,
        )
      ).rows
    await expect
      .poll(failed, { timeout: 10_000 })
      .toMatchObject([{ attempts: 1, last_error: expect.stringContaining('not now') }])
    await worker.stop()
  })

  it('can be scheduled', async () => {
    const jobs = openJobs(database.applicationUrl, log)
    jobs.schedule('tidy', '0 3 * * *')
    const worker = await jobs.work({ tidy: async () => undefined })
    const known = async () =>
      (await db.pool.query('select identifier from graphile_worker._private_known_crontabs')).rows
    await expect.poll(known, { timeout: 10_000 }).toEqual([{ identifier: 'tidy' }])
    await worker.stop()
  })
})
