import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { isAddress, normalAddress } from '../address.ts'
import { askForNewPassword } from '../forgotten-password.ts'
import { lookAtReset, type ResetWay, resetPassword } from '../reset-password.ts'
import { ForgottenPage, ForgottenSentPage, NewPasswordPage } from '../views/forgotten-page.tsx'
import { attempt } from './attempt.ts'
import { browserOf, setSessionCookie } from './cookies.ts'

const ForgottenForm = z.object({
  address: z.string().transform(normalAddress).refine(isAddress, 'identity.addressInvalid'),
})

export function showForgotten(c: AppContext): Response {
  return html(c, <ForgottenPage frame={frameOf(c)} />)
}

export async function postForgotten(c: AppContext): Promise<Response> {
  const form = await readForm(c, ForgottenForm)
  if (!form.ok) {
    const { values, problems } = form
    return html(c, <ForgottenPage frame={frameOf(c)} address={values['address']} problems={problems} />, 422)
  }
  await askForNewPassword(c.var.app, form.value.address, c.var.network)
  return seeOther(c, paths.forgottenSent())
}

export function showForgottenSent(c: AppContext): Response {
  return html(c, <ForgottenSentPage frame={frameOf(c)} />)
}

const NewPasswordForm = z.object({ newPassword: z.string().min(1, 'identity.passwordMissing') })

/** The link that was mailed, and the page that a second address, a printed code or an operator's help leads to. */
export function newPasswordPages(way: ResetWay) {
  return {
    async show(c: AppContext): Promise<Response> {
      await lookAtReset(c.var.app, c.req.param('token') ?? '', way)
      return html(c, <NewPasswordPage frame={frameOf(c)} />)
    },
    async post(c: AppContext): Promise<Response> {
      const form = await readForm(c, NewPasswordForm)
      const { app } = c.var
      const secret = c.req.param('token') ?? ''
      const done = form.ok
        ? await attempt(() => resetPassword(app, secret, way, form.value.newPassword, browserOf(c)))
        : form
      if (!done.ok) return html(c, <NewPasswordPage frame={frameOf(c)} problems={done.problems} />, 422)
      if (typeof done.value !== 'string') throw new Error('a reset gives a session')
      setSessionCookie(c, done.value)
      return seeOther(c, paths.account(), 'identity.passwordIsSet')
    },
  }
}
