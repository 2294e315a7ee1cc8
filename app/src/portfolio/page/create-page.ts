import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { insertPage } from './store.ts'

export async function createPage(
  app: App,
  actor: Actor,
  title: string,
  language?: string,
): Promise<{ id: string }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  return app.db.write(asSelf(person), async (tx) => {
    const at = app.now()
    const id = newId(at.getTime())
    await insertPage(tx, { ownerId: person.personId, id, title, language: language ?? person.language, at })
    await recordEvent(tx, person, {
      action: 'page.created',
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'page', id },
      at,
    })
    return { id }
  })
}
