import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { findItem, findRemovedTitle, setRemoved } from './store.ts'

/** Out of the lists and off every page; `restoreItem` brings it back as it was. */
export async function removeItem(app: App, actor: Actor, id: string): Promise<void> {
  await change(app, actor, id, 'item.removed')
}

export async function restoreItem(app: App, actor: Actor, id: string): Promise<void> {
  await change(app, actor, id, 'item.restored')
}

/** What was removed, for offering it back. */
export async function loadRemovedItem(app: App, actor: Actor, id: string): Promise<{ title: string }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  const title = await app.db.read(asSelf(person), (tx) => findRemovedTitle(tx, person, id))
  return title === undefined ? notFound('removed item') : { title }
}

async function change(
  app: App,
  actor: Actor,
  id: string,
  action: 'item.removed' | 'item.restored',
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  await app.db.write(asSelf(person), async (tx) => {
    const at = app.now()
    if (!(await setRemoved(tx, person, id, action === 'item.removed' ? at : null))) {
      // Restoring what is there, as a second press of the button does, is no mistake.
      if (action === 'item.restored' && (await findItem(tx, person, id))) return
      notFound('item')
    }
    await recordEvent(tx, person, {
      action,
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'item', id },
      at,
    })
  })
}
