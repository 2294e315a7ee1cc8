import { ensurePerson } from '../access/powers.ts'
import { paths } from '../paths.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html } from '../ui/request.ts'
import { activityOf } from './activity.ts'
import { ActivityPage } from './views/activity-page.tsx'

/** "Who saw what": in plain words, the latest first. */
export async function showActivity(c: AppContext): Promise<Response> {
  const actor = ensurePerson(c.var.actor)
  const activity = await activityOf(c.var.app, actor, { before: c.req.query('before') })
  const nextHref = activity.next && `${paths.accountActivity()}?before=${activity.next}`
  return html(
    c,
    <ActivityPage
      frame={frameOf(c)}
      events={activity.events}
      readerId={actor.personId}
      nextHref={nextHref}
      isLater={c.req.query('before') !== undefined}
    />,
  )
}
