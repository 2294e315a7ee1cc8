import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Item, ItemText } from './item.ts'
import { bodyFrom } from './item-content.ts'
import { findItem, updateItem } from './store.ts'

export type EditResult =
  | { readonly state: 'saved'; readonly item: Item }
  /** Somebody saved in between: what they saved. Nothing was overwritten. */
  | { readonly state: 'conflict'; readonly item: Item }

/** `seen` is the version that the writer had before them. */
export async function editItem(
  app: App,
  actor: Actor,
  id: string,
  seen: number,
  text: ItemText,
): Promise<EditResult> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  return app.db.write(asSelf(person), async (tx) => {
    const before = (await findItem(tx, person, id)) ?? notFound('item')
    if (before.version !== seen) return { state: 'conflict', item: before }
    const file = before.kind === 'resource' ? before.content.file : undefined
    const { occurredOn: _before, ...basics } = before
    const at = app.now()
    const item: Item = {
      ...basics,
      title: text.title,
      language: text.language,
      ...(text.occurredOn ? { occurredOn: text.occurredOn } : {}),
      ...bodyFrom(before.kind, text, file),
      version: before.version + 1,
      updatedAt: at,
    }
    if (!(await updateItem(tx, person, item))) {
      return { state: 'conflict', item: (await findItem(tx, person, id)) ?? notFound('item') }
    }
    await recordEvent(tx, person, {
      action: 'item.edited',
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'item', id },
      detail: { version: item.version },
      at,
    })
    return { state: 'saved', item }
  })
}
