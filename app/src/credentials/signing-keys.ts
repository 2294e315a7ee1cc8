import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { didWebFromUrl, encodeMultikey, type SigningKey } from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import { type Action, recordEvent } from '../audit/record-event.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { paths } from '../paths.ts'
import type { Writer } from '../platform/db.ts'
import './tables.ts'
import { forgetTrustState } from './trust-state.ts'

/** Unwrapped keys stay in memory for as long as the process runs: unwrapping each time would gain nothing. */
const unwrapped = new WeakMap<App, Map<string, KeyObject>>()

/**
 * The organisation's next signing key. The one before it is retired: what it signed stays good, it signs nothing more.
 * The first time also gives the organisation its DID, which is stored and never computed again (design §5).
 */
export async function createOrganisationKey(
  app: App,
  actor: Actor,
  organisationId: string,
): Promise<{ did: string; keyId: string }> {
  const made = await app.db.write({ issuer: organisationId }, (tx) => makeKey(app, tx, actor, organisationId))
  forgetTrustState(app)
  return made
}

/**
 * Nothing that a compromised key signed can be told from what the thief signed: from now on all of it fails but for what
 * the log had before. Where it was the key in use, another is made: what the issuer says today (status lists) needs one.
 */
export async function markKeyCompromised(
  app: App,
  actor: Actor,
  organisationId: string,
  keyId: string,
): Promise<void> {
  await app.db.write({ issuer: organisationId }, async (tx) => {
    const at = app.now()
    const { numUpdatedRows } = await tx.sql
      .updateTable('organisation_key')
      .set({ compromised_at: at })
      .where('organisation_id', '=', organisationId)
      .where('key_id', '=', keyId)
      .where('compromised_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new AppError('not_found', { detail: 'key' })
    await tellOfKey(tx, actor, organisationId, 'key.compromised', keyId, at)
    if ((await currentKey(tx, organisationId)) === undefined) await makeKey(app, tx, actor, organisationId)
  })
  forgetTrustState(app)
}

/** The key with which an organisation signs now; its first one is made when it first signs. */
export async function signingKeyOf(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
): Promise<SigningKey> {
  const keyId = (await currentKey(tx, organisationId)) ?? (await makeFirstKey(app, tx, actor, organisationId))
  const key = await privateKey(app, tx, organisationId, keyId)
  return {
    id: keyId,
    controller: keyId.slice(0, keyId.indexOf('#')),
    sign: async (bytes) => sign(null, bytes, key),
  }
}

/** Of two that sign for the first time at once, the second finds the first one's key behind the lock. */
async function makeFirstKey(app: App, tx: Writer, actor: Actor, organisationId: string): Promise<string> {
  await ensureDid(app, tx, organisationId)
  return (await currentKey(tx, organisationId)) ?? (await makeKey(app, tx, actor, organisationId)).keyId
}

async function makeKey(app: App, tx: Writer, actor: Actor, organisationId: string) {
  const at = app.now()
  const did = await ensureDid(app, tx, organisationId)
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  // The raw key is the end of its DER form (RFC 8410 §4).
  const multibase = encodeMultikey(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))
  const keyId = `${did}#${multibase}`
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' })
  const retired = await tx.sql
    .updateTable('organisation_key')
    .set({ retired_at: at })
    .where('organisation_id', '=', organisationId)
    .where('retired_at', 'is', null)
    .returning('key_id')
    .execute()
  for (const { key_id } of retired) await tellOfKey(tx, actor, organisationId, 'key.retired', key_id, at)
  await tx.sql
    .insertInto('organisation_key')
    .values({
      organisation_id: organisationId,
      key_id: keyId,
      public_key_multibase: multibase,
      created_at: at,
      retired_at: null,
      compromised_at: null,
    })
    .execute()
  await tx.sql
    .insertInto('organisation_private_key')
    .values({
      organisation_id: organisationId,
      key_id: keyId,
      wrapped_key: app.keys.wrap(secret, wrapContext(keyId)),
    })
    .execute()
  await tellOfKey(tx, actor, organisationId, 'key.created', keyId, at)
  return { did, keyId }
}

async function ensureDid(app: App, tx: Writer, organisationId: string): Promise<string> {
  // The row lock also lets only one of two first keys be made at a time.
  const [organisation] = await tx.named<{ did: string | null }>(
    'organisation did for update',
    'select did from organisation where organisation_id = $1 for update',
    [organisationId],
  )
  if (!organisation) throw new AppError('not_found', { detail: 'organisation' })
  if (organisation.did) return organisation.did
  const { host } = new URL(app.config.publicUrl)
  const did = didWebFromUrl(`https://${host}${paths.issuerDocument(organisationId)}`)
  await tx.named('organisation did set', 'update organisation set did = $2 where organisation_id = $1', [
    organisationId,
    did,
  ])
  return did
}

async function currentKey(tx: Writer, organisationId: string): Promise<string | undefined> {
  const current = await tx.sql
    .selectFrom('organisation_key')
    .select('key_id')
    .where('organisation_id', '=', organisationId)
    .where('retired_at', 'is', null)
    .where('compromised_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return current?.key_id
}

async function privateKey(app: App, tx: Writer, organisationId: string, keyId: string): Promise<KeyObject> {
  const known = unwrapped.get(app)?.get(keyId)
  if (known) return known
  const { wrapped_key } = await tx.sql
    .selectFrom('organisation_private_key')
    .select('wrapped_key')
    .where('organisation_id', '=', organisationId)
    .where('key_id', '=', keyId)
    .executeTakeFirstOrThrow()
  const secret = app.keys.unwrap(wrapped_key, wrapContext(keyId))
  const key = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' })
  const keys = unwrapped.get(app) ?? new Map<string, KeyObject>()
  unwrapped.set(app, keys.set(keyId, key))
  return key
}

const wrapContext = (keyId: string) => `organisation key:${keyId}`

function tellOfKey(
  tx: Writer,
  actor: Actor,
  organisationId: string,
  action: Action,
  keyId: string,
  at: Date,
) {
  return recordEvent(tx, actor, {
    action,
    about: [organisationId],
    permission: actor.kind === 'system' ? 'system' : 'issuer',
    organisationId,
    thing: { kind: 'organisationKey' },
    detail: { keyId },
    at,
  })
}
