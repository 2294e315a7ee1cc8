import type { ByteSource } from '@vademecum/leap2a'
import { ensureOwnerKey, ownerKey } from '../access/owner-key.ts'
import { asSelf, ensurePerson, ensureScope } from '../access/powers.ts'
import type { App } from '../app.ts'
import { AppError, notFound } from '../errors.ts'
import type { Actor, PersonActor } from '../identity/actor.ts'
import { findWaiting, replaceWaiting, type WaitingFile } from './store.ts'

/**
 * Keeps a file, encrypted, until its owner has seen what would come of it: what waited before is forgotten. There is one
 * for each owner.
 */
export async function waitWith(
  app: App,
  actor: Actor,
  upload: { readonly name: string; readonly content: AsyncIterable<Uint8Array> },
): Promise<ByteSource> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  const key = await app.db.write(asSelf(person), (tx) => ensureOwnerKey(app, tx, person.personId))
  const limit = app.config.maxUpload
  const stored = await app.files.put(person.personId, key, upload.content, { limit })
  if (stored.size === 0) {
    throw new AppError('invalid', { problems: [{ field: 'file', key: 'interop.fileMissing' }] })
  }
  const file = { name: upload.name.slice(-200), ...stored }
  await replace(app, person, file)
  return sourceOf(app, person, key, file)
}

/** The file that waits. */
export async function waitingSource(app: App, actor: Actor): Promise<ByteSource & { name: string }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  const { file, key } = await app.db.read(asSelf(person), async (tx) => {
    const file = (await findWaiting(tx, person)) ?? notFound('waiting import')
    return { file, key: await ownerKey(app, tx, person.personId) }
  })
  return { name: file.name, ...sourceOf(app, person, key, file) }
}

export async function isWaiting(app: App, actor: Actor): Promise<boolean> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), async (tx) => (await findWaiting(tx, person)) !== undefined)
}

export async function forgetWaiting(app: App, actor: Actor): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  await replace(app, person, undefined)
}

async function replace(app: App, person: PersonActor, file: WaitingFile | undefined): Promise<void> {
  const before = await app.db.write(asSelf(person), async (tx) => {
    const found = await findWaiting(tx, person)
    await replaceWaiting(tx, person, file, app.now())
    return found
  })
  // No item has it: an archive is none of the files that can be evidence, and a feed is not either.
  if (before && before.sha256 !== file?.sha256) await app.files.delete(person.personId, before.sha256)
}

function sourceOf(app: App, person: PersonActor, key: Uint8Array, { sha256, size }: WaitingFile): ByteSource {
  return {
    size,
    async read(offset, length) {
      if (length === 0) return new Uint8Array()
      const range = { start: offset, end: offset + length - 1 }
      const { stream } = await app.files.open(person.personId, key, sha256, range)
      const parts: Uint8Array[] = []
      for await (const part of stream) parts.push(part as Uint8Array)
      return Buffer.concat(parts)
    },
  }
}
