import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import type { Draft } from './draft.ts'
import type { Page } from './page.ts'
import { findPageToChange, updateDraft } from './store.ts'

/** Saves of one sitting are one event: a new one begins when nothing was saved for this long. */
const sitting = 30 * 60 * 1000

/**
 * What every change of a draft has in common: the page is held, the change computed on what is really there, and kept
 * under the next revision when it changed anything.
 */
export async function changePage<Result>(
  app: App,
  actor: Actor,
  pageId: string,
  change: (page: Page, tx: Writer, person: PersonActor) => Promise<{ draft: Draft; result: Result }>,
): Promise<{ page: Page; result: Result }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  return app.db.write(asSelf(person), async (tx) => {
    const before = (await findPageToChange(tx, person, pageId)) ?? notFound('page')
    const { draft, result } = await change(before, tx, person)
    if (draft === before.draft) return { page: before, result }
    const at = app.now()
    const page: Page = { ...before, draft, revision: before.revision + 1, updatedAt: at }
    await updateDraft(tx, page)
    if (before.revision === 1 || at.getTime() - before.updatedAt.getTime() > sitting) {
      await recordEvent(tx, person, {
        action: 'page.edited',
        about: [person.personId],
        permission: 'own',
        thing: { kind: 'page', id: page.id },
        detail: { revision: page.revision },
        at,
      })
    }
    return { page, result }
  })
}
