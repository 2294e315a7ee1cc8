import { randomBytes } from 'node:crypto'
import { concat, type HmacKey, hmac, hmacKey } from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import type { Reader, Writer } from '../platform/db.ts'
import { idBytes } from './row-key.ts'
import './tables.ts'

/**
 * Each learner has a random number of their own. Together with the master key it makes the key that salts their rows in
 * the log; when it is destroyed nothing can find out any more what the log says of them. Needs the power `ingest`.
 */
export async function makeLogKeys(tx: Writer, learnerIds: readonly string[]): Promise<void> {
  if (learnerIds.length === 0) return
  await tx.named(
    'learner_log_key.make',
    `insert into learner_log_key (learner_id, nonce) select * from unnest($1::uuid[], $2::bytea[])
     on conflict (learner_id) do nothing`,
    [learnerIds, learnerIds.map(() => randomBytes(16))],
  )
}

/** The keys of learners, under the powers `ingest` or `self`; one that was destroyed is missing. */
export async function logKeysOf(
  app: App,
  tx: Reader,
  learnerIds: readonly string[],
): Promise<Map<string, HmacKey>> {
  const secret = hmacKey(saltSecret(app))
  const nonces = await noncesOf(tx, learnerIds)
  return new Map(
    [...nonces].map(([learnerId, nonce]) => [
      learnerId,
      hmacKey(hmac(secret, concat(idBytes(learnerId), nonce))),
    ]),
  )
}

/** What with a nonce makes a learner's key. */
export function saltSecret(app: App): Uint8Array {
  return Buffer.from(app.keys.mac('log salts', ''), 'base64url')
}

/** The random numbers of learners, made where there is none yet. */
export async function ensureNonces(tx: Writer, learnerIds: readonly string[]): Promise<Map<string, Buffer>> {
  const known = await noncesOf(tx, learnerIds)
  const missing = learnerIds.filter((id) => !known.has(id))
  if (missing.length === 0) return known
  await makeLogKeys(tx, missing)
  return new Map([...known, ...(await noncesOf(tx, missing))])
}

/** The same for all learners of a temporary table, by one statement; two random UUIDs have more chance in them than 16 bytes. */
export async function ensureNoncesOfAll({ connection }: Writer, table: string): Promise<void> {
  await connection.query(
    `insert into learner_log_key (learner_id, nonce)
     select t.learner_id, substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) for 16)
     from (select distinct learner_id from ${table} where learner_id is not null) t
     where not exists (select from learner_log_key k where k.learner_id = t.learner_id)
     on conflict (learner_id) do nothing`,
  )
}

async function noncesOf(tx: Reader, learnerIds: readonly string[]): Promise<Map<string, Buffer>> {
  const rows = await tx.named<{ learner_id: string; nonce: Buffer }>(
    'learner_log_key.read',
    'select learner_id, nonce from learner_log_key where learner_id = any($1::uuid[])',
    [learnerIds],
  )
  return new Map(rows.map(({ learner_id, nonce }) => [learner_id, nonce]))
}
