import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { signOut } from '../end-session.ts'
import { signIn } from '../sign-in.ts'
import { SignInPage } from '../views/sign-in-page.tsx'
import { ownPath } from './attempt.ts'
import { browserOf, clearSessionCookie, setSessionCookie } from './cookies.ts'

const SignInForm = z.object({
  address: z.string().trim().min(1, 'identity.addressMissing').max(254, 'identity.addressInvalid'),
  password: z.string().min(1, 'identity.passwordMissing').max(1000, 'identity.signInWrong'),
  to: z.string().optional(),
})

export function showSignIn(c: AppContext): Response {
  const to = ownPath(c.req.query('to'), '')
  if (c.var.actor.kind === 'person') return seeOther(c, to || paths.home())
  return html(c, <SignInPage frame={frameOf(c)} to={to} />)
}

export async function postSignIn(c: AppContext): Promise<Response> {
  const form = await readForm(c, SignInForm)
  if (!form.ok) return again(c, form.values, form.problems)
  const token = await signIn(c.var.app, form.value, browserOf(c))
  if (token === null) {
    const { address, to = '' } = form.value
    return again(c, { address, to }, [{ field: '', key: 'identity.signInWrong' }])
  }
  setSessionCookie(c, token)
  return seeOther(c, ownPath(form.value.to, paths.home()))
}

function again(
  c: AppContext,
  values: Readonly<Record<string, string>>,
  problems: readonly FieldProblem[],
): Response {
  return html(
    c,
    <SignInPage
      frame={frameOf(c)}
      to={ownPath(values['to'], '')}
      address={values['address']}
      problems={problems}
    />,
    422,
  )
}

export async function postSignOut(c: AppContext): Promise<Response> {
  await signOut(c.var.app, c.var.actor)
  clearSessionCookie(c)
  return seeOther(c, paths.home(), 'identity.signedOut')
}
