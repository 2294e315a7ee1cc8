import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { type Action, recordEvent } from '../../audit/record-event.ts'
import { invalid, notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { mayRelate, type Relation } from './item.ts'
import { deleteRelation, findItem, insertRelation } from './store.ts'

/** Says of one item that it reflects on another, or has another as its evidence. Both are the actor's own. */
export async function relateItems(
  app: App,
  actor: Actor,
  itemId: string,
  relation: Relation,
  otherId: string,
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  await app.db.write(asSelf(person), async (tx) => {
    const item = (await findItem(tx, person, itemId)) ?? notFound('item')
    const other = (await findItem(tx, person, otherId)) ?? notFound('other item')
    if (item.id === other.id || !mayRelate(relation, item.kind, other.kind)) {
      invalid({ field: 'otherId', key: 'portfolio.relationImpossible' })
    }
    const key = { ownerId: item.ownerId, itemId, relation, otherId }
    if (await insertRelation(tx, key))
      await record(app, tx, person, 'item.related', itemId, relation, otherId)
  })
}

export async function unrelateItems(
  app: App,
  actor: Actor,
  itemId: string,
  relation: Relation,
  otherId: string,
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  await app.db.write(asSelf(person), async (tx) => {
    if (!(await findItem(tx, person, itemId))) notFound('item')
    if (await deleteRelation(tx, person, { itemId, relation, otherId })) {
      await record(app, tx, person, 'item.unrelated', itemId, relation, otherId)
    }
  })
}

function record(
  app: App,
  tx: Writer,
  person: PersonActor,
  action: Action,
  itemId: string,
  relation: Relation,
  otherId: string,
): Promise<void> {
  return recordEvent(tx, person, {
    action,
    about: [person.personId],
    permission: 'own',
    thing: { kind: 'item', id: itemId },
    detail: { relation, otherId },
    at: app.now(),
  })
}
