import type { App } from '../app.ts'
import { attestedEvents } from '../credentials/attested-events.ts'
import { issueFor } from '../credentials/issue.ts'
import { forgetTrustState } from '../credentials/trust-state.ts'
import type { SystemActor } from '../identity/actor.ts'
import type { FollowPublication } from '../portfolio/page/publish-page.ts'
import type { GrantPlace } from './look-state.ts'
import { scopeOf } from './scope.ts'
import { liveGrants, setScope } from './store.ts'

/**
 * A page that was published anew, in the transaction of its publishing: whoever may open it sees what the learner put
 * there, and no longer what they took away. Publishing told the learner who they are.
 */
export const followPublication: FollowPublication = async (app, tx, person, page) => {
  const grants = await liveGrants(tx, person.personId, page.pageId)
  if (grants.length === 0) return
  const scope = await scopeOf(tx, [person.personId, ...person.learnerIds], page.blocks)
  const eventIds = scope.events.map(({ eventId }) => eventId)
  const events = await attestedEvents(tx, person.learnerIds, eventIds)
  for (const grant of grants) {
    await setScope(tx, grant.owner_id, grant.grant_id, JSON.stringify(scope))
  }
  for (const grant of grants) await issueFor(app, tx, person, grant.grant_id, events)
}

const issuing: SystemActor = { kind: 'system', name: 'sharing' }

/** A line that was corrected while it is shared: its new version becomes a credential when it is first asked for. */
export async function issueMissing(app: App, { ownerId, grantId, scope }: GrantPlace): Promise<void> {
  const learnerIds = [...new Set(scope.events.map(({ learnerId }) => learnerId))]
  await app.db.write({ self: [ownerId, ...learnerIds] }, async (tx) => {
    const eventIds = scope.events.map(({ eventId }) => eventId)
    await issueFor(app, tx, issuing, grantId, await attestedEvents(tx, learnerIds, eventIds))
  })
  forgetTrustState(app)
}
