import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { confirmMerge, refuseMerge } from '../../src/record/merges/decide-merge.ts'
import { mergesOf } from '../../src/record/merges/list-merges.ts'
import { proposeMerge } from '../../src/record/merges/propose-merge.ts'
import { numbersOf } from '../merges/support.ts'
import { organisation, person } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

const { app, database } = await createTestApp()
const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.backup=on' })
await owner.connect()
afterAll(() => owner.end())
const school = await organisation(app, 'school')
const carys = await (await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])).actor()
const ruth = await (await person(app, 'Ruth Bevan', [{ at: school, role: 'registrar' }])).actor()
const { register } = numbersOf(app, school, carys, ruth)
const who = { givenName: 'Nia', familyName: 'Rees', birthDate: '2007-01-10' }
const [a, b] = [await register(who), await register(who)]
const reason = 'The same person, twice registered'

test('a refusal that comes while another confirms does not hide a merge that stands', async () => {
  const { mergeId } = await proposeMerge(app, carys, school, { uln: a.uln, otherUln: b.uln, reason })
  await owner.query('begin')
  await owner.query('select from learner_merge where merge_id = $1 for update', [mergeId])
  const confirmed = confirmMerge(app, ruth, school, mergeId)
  await waitingFor(1)
  const refused = refuseMerge(app, carys, school, mergeId).catch((error: unknown) => error)
  await waitingFor(2)
  await owner.query('commit')
  await confirmed
  expect(await refused).toMatchObject({ code: 'conflict', key: 'register.mergeDecided' })
  const [merge] = await mergesOf(app, carys, school)
  expect(merge?.state).toBe('merged')
})

async function waitingFor(count: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rowCount } = await app.db.pool.query(
      `select from pg_locks join pg_stat_activity using (pid)
       where datname = current_database() and not granted`,
    )
    if ((rowCount ?? 0) >= count) return
    await wait(10)
  }
  throw new Error(`not ${count} waiting`)
}
