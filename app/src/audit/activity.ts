import { asSelf, ensurePerson, ensureScope } from '../access/powers.ts'
import type { App } from '../app.ts'
import type { Actor } from '../identity/actor.ts'
import { eventsAbout, type ToldEvent } from './store.ts'

export type { ToldEvent } from './store.ts'

export const activityPageSize = 50

export interface Activity {
  readonly events: readonly ToldEvent[]
  /** Where the next page begins; undefined on the last. */
  readonly next: string | undefined
}

/** What happened to a person's things: theirs and those of the learners they own. */
export function activityOf(
  app: App,
  actor: Actor,
  {
    before,
    actions,
    limit = activityPageSize,
  }: { before?: string | undefined; actions?: readonly string[]; limit?: number } = {},
): Promise<Activity> {
  const person = ensurePerson(actor)
  ensureScope(person, 'activity:read')
  return app.db.read(asSelf(person), async (tx) => {
    const owners = [person.personId, ...person.learnerIds]
    const events = await eventsAbout(tx, owners, { before, limit: limit + 1, ...(actions && { actions }) })
    const shown = events.slice(0, limit)
    return { events: shown, next: events.length > limit ? shown.at(-1)?.id : undefined }
  })
}
