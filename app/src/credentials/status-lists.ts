import { randomInt } from 'node:crypto'
import {
  createProof,
  createStatusList,
  encodeStatusList,
  type JsonObject,
  MIN_STATUS_ENTRIES,
  setStatus,
  statusListCredential,
} from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import type { SystemActor } from '../identity/actor.ts'
import { paths } from '../paths.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { wholeSeconds } from './instant.ts'
import { signingKeyOf } from './signing-keys.ts'
import './tables.ts'

export interface StatusPlace {
  readonly statusListId: string
  readonly url: string
  readonly index: number
}

/** So many random places taken in a row say that the list is about half full: time for the next one. */
const triesPerList = 4

/** A random free place in one of the issuer's lists: neighbours in a list have nothing to do with each other. */
export async function takeStatusPlace(app: App, tx: Writer, issuerId: string): Promise<StatusPlace> {
  const newest = await tx.sql
    .selectFrom('status_list')
    .select(['status_list_id', 'url'])
    .where('issuer_id', '=', issuerId)
    .where('purpose', '=', 'revocation')
    .orderBy('status_list_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  for (let list = newest; ; list = undefined) {
    list ??= await makeList(app, tx, issuerId)
    for (let attempt = 0; attempt < triesPerList; attempt += 1) {
      const index = randomInt(MIN_STATUS_ENTRIES)
      const taken = await tx.sql
        .insertInto('status_entry')
        .values({ issuer_id: issuerId, status_list_id: list.status_list_id, status_index: index })
        .onConflict((conflict) => conflict.doNothing())
        .returning('status_index')
        .executeTakeFirst()
      if (taken) return { statusListId: list.status_list_id, url: list.url, index }
    }
  }
}

async function makeList(app: App, tx: Writer, issuerId: string) {
  const at = app.now()
  const status_list_id = newId(at.getTime())
  const url = `${app.config.publicUrl}${paths.statusList(status_list_id)}`
  const bits = Buffer.from(createStatusList(MIN_STATUS_ENTRIES))
  await tx.sql
    .insertInto('status_list')
    .values({
      issuer_id: issuerId,
      status_list_id,
      url,
      purpose: 'revocation',
      bits,
      revision: 1,
      updated_at: at,
    })
    .execute()
  return { status_list_id, url }
}

/** Sets the bits of one list. The row's lock lets two revocations of one issuer follow each other. */
export async function revokeInList(
  app: App,
  tx: Writer,
  issuerId: string,
  statusListId: string,
  indexes: readonly number[],
): Promise<void> {
  const { bits } = await tx.sql
    .selectFrom('status_list')
    .select('bits')
    .where('issuer_id', '=', issuerId)
    .where('status_list_id', '=', statusListId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  for (const index of indexes) setStatus(bits, index, true)
  await tx.sql
    .updateTable('status_list')
    .set((row) => ({ bits, revision: row('revision', '+', 1), updated_at: app.now() }))
    .where('issuer_id', '=', issuerId)
    .where('status_list_id', '=', statusListId)
    .execute()
}

export interface SignedList {
  readonly etag: string
  readonly document: JsonObject
  readonly text: string
}

const signer: SystemActor = { kind: 'system', name: 'status list' }
const day = 24 * 60 * 60 * 1000
/** A copy that travels with a bundle counts for this long, when the list itself cannot be reached. */
const goodFor = 7 * day
/** How long a reader may keep it, in milliseconds. */
export const listTtl = 5 * 60 * 1000

const signed = new WeakMap<App, Map<string, SignedList>>()

/** The list as a signed credential, the same for everybody; signed once a revision and key, and anew each day. */
export async function signedStatusList(app: App, statusListId: string): Promise<SignedList | undefined> {
  const [row] = await app.db.read({}, (tx) =>
    tx.named<{ issuer_id: string; did: string; url: string; revision: number; key: string | null }>(
      'status list state',
      `select issuer_id, did, url, revision,
         (select right(key_id, 12) from organisation_key where organisation_id = issuer_id
            and retired_at is null and compromised_at is null order by created_at desc limit 1) as key
       from status_list
       join organisation on organisation_id = issuer_id where status_list_id = $1`,
      [statusListId],
    ),
  )
  if (!row) return undefined
  const now = app.now()
  const etag = `"${statusListId}-${row.revision}-${row.key}-${Math.floor(now.getTime() / day)}"`
  const lists = signed.get(app) ?? new Map<string, SignedList>()
  signed.set(app, lists)
  const known = lists.get(statusListId)
  if (known?.etag === etag) return known
  const document = await app.db.write({ issuer: row.issuer_id }, async (tx) => {
    const { bits } = await tx.sql
      .selectFrom('status_list')
      .select('bits')
      .where('issuer_id', '=', row.issuer_id)
      .where('status_list_id', '=', statusListId)
      .executeTakeFirstOrThrow()
    const unsigned = statusListCredential({
      id: row.url,
      issuer: row.did,
      purpose: 'revocation',
      encodedList: await encodeStatusList(bits),
      validFrom: wholeSeconds(now),
      validUntil: wholeSeconds(new Date(now.getTime() + goodFor)),
      ttl: listTtl,
    })
    const key = await signingKeyOf(app, tx, signer, row.issuer_id)
    return createProof({ document: unsigned, key, created: wholeSeconds(now) })
  })
  const made = { etag, document, text: JSON.stringify(document) }
  lists.set(statusListId, made)
  return made
}
