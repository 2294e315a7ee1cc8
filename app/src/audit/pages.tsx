import { ensurePerson } from '../access/powers.ts'
import { paths } from '../paths.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html } from '../ui/request.ts'
import { activityOf } from './activity.ts'
import type { Action } from './record-event.ts'
import { ActivityPage } from './views/activity-page.tsx'

/** Where somebody else saw something. */
const looks: readonly Action[] = [
  'learner.lookedUp',
  'learner.recordOpened',
  'learner.found',
  'results.lookedUp',
  'share.opened',
  'share.copyTaken',
]

/** "Who saw what": in plain words, the latest first. */
export async function showActivity(c: AppContext): Promise<Response> {
  const actor = ensurePerson(c.var.actor)
  const seenOnly = c.req.query('only') === 'seen'
  const activity = await activityOf(c.var.app, actor, {
    before: c.req.query('before'),
    ...(seenOnly && { actions: looks }),
  })
  const which = seenOnly ? '&only=seen' : ''
  const nextHref = activity.next && `${paths.accountActivity()}?before=${activity.next}${which}`
  return html(
    c,
    <ActivityPage
      frame={frameOf(c)}
      events={activity.events}
      readerId={actor.personId}
      nextHref={nextHref}
      isLater={c.req.query('before') !== undefined}
      seenOnly={seenOnly}
    />,
  )
}
