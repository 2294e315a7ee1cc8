import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { forgetKeys } from '../../src/api/idempotency.ts'
import { createTestApp } from '../support/app.ts'

const { app } = await createTestApp()
const day = 24 * 60 * 60 * 1000
const [actor, other] = [randomUUID(), randomUUID()]

/** By the database's clock, which is the one that the policy reads. */
async function keep(actorId: string, key: string, daysAgo: number): Promise<void> {
  await app.db.write({ self: [actorId] }, (tx) =>
    tx.sql
      .insertInto('idempotency')
      .values({
        actor_id: actorId,
        key,
        request_hash: '',
        status: 200,
        body: 'sealed',
        created_at: new Date(Date.now() - daysAgo * day),
      })
      .execute(),
  )
}

const keysOf = (self: readonly string[]) =>
  app.db.read({ self }, async (tx) => {
    const rows = await tx.sql.selectFrom('idempotency').select('key').orderBy('key').execute()
    return rows.map(({ key }) => key)
  })

await keep(actor, 'young', 6)
await keep(actor, 'old', 8)
await keep(other, 'old', 8)

test('an answer that has expired is read by nobody else either', async () => {
  expect(await keysOf([])).toEqual([])
  expect(await keysOf([randomUUID()])).toEqual([])
  expect(await keysOf([actor])).toEqual(['old', 'young'])
})

test('nobody else can tell by a condition, nor change it', async () => {
  await app.db.write({ self: [other] }, async (tx) => {
    const named = await tx.sql.deleteFrom('idempotency').where('actor_id', '=', actor).executeTakeFirst()
    expect(named.numDeletedRows).toBe(0n)
    const changed = await tx.sql.updateTable('idempotency').set({ body: '' }).executeTakeFirst()
    expect(changed.numUpdatedRows).toBe(1n)
  })
})

test('the job deletes what has expired, whoever’s it is, and nothing else', async () => {
  await forgetKeys(app)
  expect(await keysOf([actor])).toEqual(['young'])
  expect(await keysOf([other])).toEqual([])
})
