import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Item } from './item.ts'
import { findItem, findItems, findRelated, type RelatedItem } from './store.ts'

export interface ItemWithRelations {
  readonly item: Item
  readonly related: readonly RelatedItem[]
  /** The owner's other items: what this one can be linked with. */
  readonly others: readonly Item[]
}

export async function loadItem(app: App, actor: Actor, id: string): Promise<Item> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), async (tx) => (await findItem(tx, person, id)) ?? notFound('item'))
}

export async function loadItemWithRelations(app: App, actor: Actor, id: string): Promise<ItemWithRelations> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), async (tx) => {
    const item = (await findItem(tx, person, id)) ?? notFound('item')
    const related = await findRelated(tx, person, id)
    const items = await findItems(tx, person)
    return { item, related, others: items.filter((other) => other.id !== id) }
  })
}

export async function listItems(app: App, actor: Actor): Promise<Item[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), (tx) => findItems(tx, person))
}
