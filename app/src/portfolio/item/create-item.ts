import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import type { Item, ItemBody, ItemKind, ItemText } from './item.ts'
import { bodyFrom } from './item-content.ts'
import { insertItem } from './store.ts'

export type WrittenKind = Exclude<ItemKind, 'resource'>

/** Keeps what was written. A resource comes with its file: `addEvidence`. */
export async function createItem(app: App, actor: Actor, kind: WrittenKind, text: ItemText): Promise<Item> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  return app.db.write(asSelf(person), (tx) =>
    keepItem(app, tx, person, text, bodyFrom(kind, text, undefined)),
  )
}

export async function keepItem(
  app: App,
  tx: Writer,
  person: PersonActor,
  text: ItemText,
  body: ItemBody,
): Promise<Item> {
  const at = app.now()
  const item: Item = {
    id: newId(at.getTime()),
    ownerId: person.personId,
    title: text.title,
    language: text.language,
    ...(text.occurredOn ? { occurredOn: text.occurredOn } : {}),
    ...body,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
  await insertItem(tx, item)
  await recordEvent(tx, person, {
    action: 'item.created',
    about: [person.personId],
    permission: 'own',
    thing: { kind: 'item', id: item.id },
    detail: { itemKind: item.kind },
    at,
  })
  return item
}
