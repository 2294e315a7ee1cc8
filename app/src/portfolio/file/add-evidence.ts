import { ensureOwnerKey } from '../../access/owner-key.ts'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import { keepItem } from '../item/create-item.ts'
import type { Item, ItemText } from '../item/item.ts'
import { bodyFrom } from '../item/item-content.ts'
import { insertKeptFiles, keepFile, quota, type Upload } from './keep-file.ts'
import { usedBytes } from './store.ts'

/** Keeps a file and what is said of it as a piece of evidence. */
export async function addEvidence(app: App, actor: Actor, text: ItemText, upload: Upload): Promise<Item> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  const ownerId = person.personId
  const { key, left } = await app.db.write(asSelf(person), async (tx) => ({
    key: await ensureOwnerKey(app, tx, ownerId),
    left: quota - (await usedBytes(tx, person)),
  }))
  const file = await keepFile(app, ownerId, key, upload, left)
  const title = text.title || file.name.slice(0, file.name.lastIndexOf('.'))
  return app.db.write(asSelf(person), async (tx) => {
    await insertKeptFiles(tx, ownerId, [file], app.now())
    return keepItem(app, tx, person, { ...text, title }, bodyFrom('resource', { ...text, title }, file))
  })
}
