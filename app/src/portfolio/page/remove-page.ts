import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { findPage, findRemovedTitle, setPageRemoved } from './store.ts'

/** Whoever it is shared with finds nothing any more; `restorePage` brings it back, shares included. */
export async function removePage(app: App, actor: Actor, id: string): Promise<void> {
  await change(app, actor, id, 'page.removed')
}

export async function restorePage(app: App, actor: Actor, id: string): Promise<void> {
  await change(app, actor, id, 'page.restored')
}

/** What was removed, for offering it back. */
export async function loadRemovedPage(app: App, actor: Actor, id: string): Promise<{ title: string }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  const title = await app.db.read(asSelf(person), (tx) => findRemovedTitle(tx, person, id))
  return title === undefined ? notFound('removed page') : { title }
}

async function change(
  app: App,
  actor: Actor,
  id: string,
  action: 'page.removed' | 'page.restored',
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  await app.db.write(asSelf(person), async (tx) => {
    const at = app.now()
    if (!(await setPageRemoved(tx, person, id, action === 'page.removed' ? at : null))) {
      if (action === 'page.restored' && (await findPage(tx, person, id))) return
      notFound('page')
    }
    await recordEvent(tx, person, {
      action,
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'page', id },
      at,
    })
  })
}
