import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { ensureSession } from '../acting.ts'
import { changePassword } from '../change-password.ts'
import { PasswordPage } from '../views/password-page.tsx'
import { attempt } from './attempt.ts'
import { browserOf, setSessionCookie } from './cookies.ts'

const PasswordForm = z.object({
  password: z.string().min(1, 'identity.passwordMissing'),
  newPassword: z.string().min(1, 'identity.passwordMissing'),
})

export function showPassword(c: AppContext): Response {
  ensureSession(c.var.actor)
  return html(c, <PasswordPage frame={frameOf(c)} />)
}

export async function postPassword(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensureSession(actor)
  const form = await readForm(c, PasswordForm)
  if (!form.ok) return html(c, <PasswordPage frame={frameOf(c)} problems={form.problems} />, 422)
  const done = await attempt(() => changePassword(app, actor, form.value, browserOf(c).device))
  if (!done.ok) return html(c, <PasswordPage frame={frameOf(c)} problems={done.problems} />, 422)
  setSessionCookie(c, done.value)
  return seeOther(c, paths.account(), 'identity.passwordIsChanged')
}
