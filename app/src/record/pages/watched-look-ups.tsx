import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { liftSuspension, watchedLookUps } from '../register/suspensions.ts'
import { WatchedLookUpsPage } from '../views/watched-look-ups-page.tsx'
import { attempt } from './attempt.ts'

export function showWatchedLookUps(c: AppContext): Promise<Response> {
  return watchedPage(c)
}

async function watchedPage(c: AppContext, again?: Again): Promise<Response> {
  const watched = await watchedLookUps(c.var.app, c.var.actor)
  return html(c, <WatchedLookUpsPage frame={frameOf(c)} watched={watched} again={again} />, again ? 422 : 200)
}

interface Again {
  readonly suspensionId: string
  readonly reason: string
  readonly problems: readonly FieldProblem[]
}

const LiftingForm = z.object({ reason: z.string().default('') })

export async function postLifting(c: AppContext): Promise<Response> {
  const suspensionId = idParam(c)
  const form = await readForm(c, LiftingForm)
  const reason = form.ok ? form.value.reason : ''
  const done = await attempt(() => liftSuspension(c.var.app, c.var.actor, suspensionId, reason))
  if (!done.ok) return watchedPage(c, { suspensionId, reason, problems: done.problems })
  return seeOther(c, paths.operatorLookUps(), done.value === 'asked' ? 'access.liftAsked' : 'access.lifted')
}
