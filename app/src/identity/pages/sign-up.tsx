import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { datePartNames } from '../../ui/form/date-field.tsx'
import { formFields, frameOf, html, parseForm, seeOther } from '../../ui/request.ts'
import type { FieldProblem } from '../../errors.ts'
import { isAddress, normalAddress } from '../address.ts'
import { agePolicy, dayOf, isBirthDate } from '../age.ts'
import { confirmSignUp, lookAtSignUp } from '../confirm-sign-up.ts'
import { passwordProblem } from '../password-rule.ts'
import { signUp } from '../sign-up.ts'
import { ConfirmSignUpPage } from '../views/confirm-sign-up-page.tsx'
import { SignUpPage, SignUpSentPage, TooYoungPage } from '../views/sign-up-page.tsx'
import { browserOf, setSessionCookie } from './cookies.ts'

const name = (missing: string) => z.string().trim().min(1, missing).max(100, 'identity.nameTooLong')

const SignUpForm = (today: string) =>
  z.object({
    givenName: name('identity.givenNameMissing'),
    familyName: name('identity.familyNameMissing'),
    address: z.string().transform(normalAddress).refine(isAddress, 'identity.addressInvalid'),
    password: z.string(),
    birthDate: z.string().refine((date) => isBirthDate(date, today), 'identity.birthDateInvalid'),
  })

/** The summary names the problems as they stand on the page. */
const order = ['givenName', 'familyName', 'address', 'password', 'birthDate']

export function showSignUp(c: AppContext): Response {
  return html(c, <SignUpPage frame={frameOf(c)} />)
}

export async function postSignUp(c: AppContext): Promise<Response> {
  const { app, t, network } = c.var
  const fields = { ...(await formFields(c)) }
  const text = (field: string) => String(fields[field] ?? '').trim()
  const names = datePartNames('birthDate')
  const date = { day: text(names.day), month: text(names.month), year: text(names.year) }
  fields['birthDate'] = `${date.year}-${date.month.padStart(2, '0')}-${date.day.padStart(2, '0')}`
  const form = parseForm(fields, SignUpForm(dayOf(app.now())))
  const weak = passwordProblem(String(fields['password'] ?? ''), {
    names: [text('givenName'), text('familyName')],
    addresses: [normalAddress(text('address'))],
  })
  const problems: FieldProblem[] = [
    ...(form.ok ? [] : form.problems),
    ...(weak ? [{ field: 'password', key: `identity.password_${weak}` }] : []),
  ]
  if (!form.ok || weak) {
    const values = { givenName: text('givenName'), familyName: text('familyName'), address: text('address') }
    const inOrder = problems.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
    return html(c, <SignUpPage frame={frameOf(c)} values={values} date={date} problems={inOrder} />, 422)
  }
  const answer = await signUp(app, { ...form.value, language: t.language }, network)
  if (answer === 'tooYoung') {
    return html(c, <TooYoungPage frame={frameOf(c)} age={agePolicy.ownAccount} />, 422)
  }
  return seeOther(c, paths.signUpSent(answer === 'institutionAddress' ? 'institution' : undefined))
}

export function showSignUpSent(c: AppContext): Response {
  return html(c, <SignUpSentPage frame={frameOf(c)} institution={c.req.query('address') === 'institution'} />)
}

export async function showSignUpConfirm(c: AppContext): Promise<Response> {
  const { givenName } = await lookAtSignUp(c.var.app, c.req.param('token') ?? '')
  return html(c, <ConfirmSignUpPage frame={frameOf(c)} givenName={givenName} />)
}

export async function postSignUpConfirm(c: AppContext): Promise<Response> {
  const { token } = await confirmSignUp(c.var.app, c.req.param('token') ?? '', browserOf(c))
  setSessionCookie(c, token)
  return seeOther(c, paths.home(), 'identity.welcome')
}
