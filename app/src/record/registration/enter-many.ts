import { randomInt } from 'node:crypto'
import { issueUln } from '@vademecum/uln'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { makeLogKeys } from '../../log/learner-keys.ts'
import type { Writer } from '../../platform/db.ts'
import { jobs } from '../jobs.ts'
import { insertKeys, learnerColumns } from '../register/learner-columns.ts'
import type { Registration } from '../register/registration.ts'
import type { Sending } from './register-rows.ts'

export interface Newcomer {
  readonly learnerId: string
  readonly registration: Registration
}

/** Enters many into the register as `registerIn` enters one: numbers, keys, log keys and events, each as one set. */
export async function enterMany(
  app: App,
  tx: Writer,
  { organisationId, sender }: Sending,
  newcomers: readonly Newcomer[],
): Promise<ReadonlyMap<string, string>> {
  if (newcomers.length === 0) return new Map()
  const at = app.now()
  const learnerIds = newcomers.map(({ learnerId }) => learnerId)
  const numbers = await drawNumbers(tx, learnerIds)
  await tx.sql
    .insertInto('learner')
    .values(
      newcomers.map(({ learnerId, registration }) => ({
        ...learnerColumns(registration),
        learner_id: learnerId,
        uln: numbers.get(learnerId) ?? '',
        registered_by: organisationId,
        version: 1,
        created_at: at,
        updated_at: at,
      })),
    )
    .execute()
  for (const { learnerId, registration } of newcomers) await insertKeys(tx, learnerId, registration)
  await makeLogKeys(tx, learnerIds)
  await recordEvent(tx, sender, {
    action: 'learner.registered',
    about: learnerIds,
    permission: sender.kind === 'system' ? 'system' : 'provider',
    organisationId,
    thing: { kind: 'learner' },
    at,
  })
  // Always added, so that whoever registers cannot tell whether results wait.
  await app.jobs.add(tx, jobs.attachHeldOfMany, { learnerIds })
  return numbers
}

/** Free numbers drawn at random: whatever was taken is drawn again. */
async function drawNumbers(tx: Writer, learnerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const numbers = new Map<string, string>()
  for (let tries = 0; tries < 100; tries += 1) {
    const without = learnerIds.filter((id) => !numbers.has(id))
    if (without.length === 0) return numbers
    const drawn = await tx.named<{ uln: string; learner_id: string }>(
      'draw numbers',
      `insert into uln_key (uln, learner_id) select * from unnest($1::text[], $2::uuid[])
       on conflict (uln) do nothing returning uln, learner_id`,
      [without.map(() => issueUln(randomInt)), without],
    )
    for (const { uln, learner_id } of drawn) numbers.set(learner_id, uln)
  }
  throw new Error('no free numbers were drawn')
}
