import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import type { Reader, Writer } from '../platform/db.ts'
import { generateOwnerKey } from '../platform/keys.ts'

/**
 * One key for each owner, wrapped by the master key: it encrypts the owner's files and salts their commitments.
 * Destroying it is what erases a person.
 */
export async function ownerKey(app: App, tx: Reader, ownerId: string): Promise<Uint8Array> {
  return (await readKey(app, tx, ownerId)) ?? notFound('owner has no key')
}

/** The same, made at the first need. */
export async function ensureOwnerKey(app: App, tx: Writer, ownerId: string): Promise<Uint8Array> {
  const known = await readKey(app, tx, ownerId)
  if (known) return known
  const made = generateOwnerKey()
  await tx.named(
    'owner_key.make',
    `insert into owner_key (owner_id, wrapped_key, created_at) values ($1, $2, $3)
     on conflict (owner_id) do nothing`,
    [ownerId, app.keys.wrap(made, contextOf(ownerId)), app.now()],
  )
  // Another request may have been first: its key counts.
  return (await readKey(app, tx, ownerId)) ?? notFound('owner key was not kept')
}

async function readKey(app: App, tx: Reader, ownerId: string): Promise<Uint8Array | undefined> {
  const [row] = await tx.named<{ wrapped_key: Buffer }>(
    'owner_key.read',
    'select wrapped_key from owner_key where owner_id = $1',
    [ownerId],
  )
  return row && app.keys.unwrap(row.wrapped_key, contextOf(ownerId))
}

const contextOf = (ownerId: string) => `owner:${ownerId}`
