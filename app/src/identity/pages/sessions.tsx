import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, seeOther } from '../../ui/request.ts'
import { endSession, readSessions } from '../end-session.ts'
import { SessionsPage } from '../views/sessions-page.tsx'

export async function showSessions(c: AppContext): Promise<Response> {
  const sessions = await readSessions(c.var.app, c.var.actor)
  return html(c, <SessionsPage frame={frameOf(c)} sessions={sessions} />)
}

export async function postSessionEnd(c: AppContext): Promise<Response> {
  await endSession(c.var.app, c.var.actor, idParam(c))
  return seeOther(c, paths.accountSessions(), 'identity.sessionIsEnded')
}
