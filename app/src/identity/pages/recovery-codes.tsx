import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm } from '../../ui/request.ts'
import { makeRecoveryCodes, readRecoveryCodes } from '../recovery-codes.ts'
import { NewRecoveryCodesPage, RecoveryCodesPage } from '../views/recovery-codes-page.tsx'
import { attempt } from './attempt.ts'

export function showRecoveryCodes(c: AppContext): Promise<Response> {
  return page(c)
}

async function page(c: AppContext, problems?: readonly FieldProblem[]): Promise<Response> {
  const codes = await readRecoveryCodes(c.var.app, c.var.actor)
  return html(
    c,
    <RecoveryCodesPage frame={frameOf(c)} codes={codes} problems={problems} />,
    problems ? 422 : 200,
  )
}

const MakeForm = z.object({ password: z.string().min(1, 'identity.passwordMissing') })

/** The answer itself shows the codes: they are kept nowhere from which a redirect could fetch them. */
export async function postRecoveryCodes(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const form = await readForm(c, MakeForm)
  if (!form.ok) return page(c, form.problems)
  const done = await attempt(() => makeRecoveryCodes(app, actor, form.value.password))
  if (!done.ok) return page(c, done.problems)
  return html(c, <NewRecoveryCodesPage frame={frameOf(c)} codes={done.value} madeAt={app.now()} />)
}
