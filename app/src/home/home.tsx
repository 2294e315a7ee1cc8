import { activityOf } from '../audit/activity.ts'
import type { PersonActor } from '../identity/actor.ts'
import { listItems } from '../portfolio/item/load-item.ts'
import { listPages } from '../portfolio/page/load-page.ts'
import { ownRecord } from '../record/own/own-record.ts'
import { listShares } from '../sharing/own-shares.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html } from '../ui/request.ts'
import { HomePage } from './views/home-page.tsx'
import { WelcomePage } from './views/welcome-page.tsx'

const lookActions = ['share.opened', 'share.copyTaken', 'learner.lookedUp']
/** More than are shown, since those that read alike become one line. */
const looksRead = 20

/** Signed out: what this is. Signed in: what is held, who saw it, and how to stop it. */
export async function showHome(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  if (actor.kind !== 'person') return html(c, <WelcomePage frame={frameOf(c)} />)
  const [record, items, pages, shares, activity] = await Promise.all([
    ownRecord(app, actor),
    listItems(app, actor),
    listPages(app, actor),
    listShares(app, actor),
    activityOf(app, actor, { actions: lookActions, limit: looksRead }),
  ])
  return html(
    c,
    <HomePage
      frame={frameOf(c)}
      name={firstNameOf(actor)}
      readerId={actor.personId}
      held={{ results: record.length, items: items.length, pages: pages.length }}
      isPublished={pages.some((page) => page.publishedVersion !== undefined)}
      hasShared={shares.length > 0}
      live={shares.filter((share) => share.state === 'live')}
      looks={activity.events}
    />,
  )
}

function firstNameOf(actor: PersonActor): string {
  return actor.name.split(' ')[0] ?? actor.name
}
