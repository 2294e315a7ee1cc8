import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { WalletCredential } from './credential.ts'
import { findOne, findRemoved, setRemoved } from './store.ts'

/** Out of the list; `restoreCredential` brings it back as it was. */
export async function removeCredential(app: App, actor: Actor, id: string): Promise<void> {
  await change(app, actor, id, 'credential.heldRemoved')
}

export async function restoreCredential(app: App, actor: Actor, id: string): Promise<void> {
  await change(app, actor, id, 'credential.heldRestored')
}

/** What was removed, for offering it back. */
export async function removedCredential(app: App, actor: Actor, id: string): Promise<WalletCredential> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  const found = await app.db.read(asSelf(person), (tx) => findRemoved(tx, person, id))
  return found ?? notFound('removed credential')
}

async function change(
  app: App,
  actor: Actor,
  id: string,
  action: 'credential.heldRemoved' | 'credential.heldRestored',
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  await app.db.write(asSelf(person), async (tx) => {
    const at = app.now()
    const isRemoval = action === 'credential.heldRemoved'
    if (!(await setRemoved(tx, person, id, isRemoval ? at : null))) {
      // Restoring what is there, as a second press of the button does, is no mistake.
      if (!isRemoval && (await findOne(tx, person, id))) return
      notFound('credential')
    }
    const thing = { kind: 'credential', id }
    await recordEvent(tx, person, { action, about: [person.personId], permission: 'own', thing, at })
  })
}
