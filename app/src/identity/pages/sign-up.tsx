import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { datePartNames } from '../../ui/form/date-field.tsx'
import { formFields, frameOf, html, parseForm, readForm, seeOther } from '../../ui/request.ts'
import type { FieldProblem } from '../../errors.ts'
import { isAddress, normalAddress } from '../address.ts'
import { agePolicy, dayOf, isBirthDate } from '../age.ts'
import { confirmSignUp, lookAtSignUp, refuseSignUp } from '../confirm-sign-up.ts'
import { passwordProblem } from '../password-rule.ts'
import { signUp } from '../sign-up.ts'
import { ConfirmElsewherePage, ConfirmSignUpPage } from '../views/confirm-sign-up-page.tsx'
import { SignUpPage, SignUpSentPage, TooYoungPage } from '../views/sign-up-page.tsx'
import { attempt } from './attempt.ts'
import { browserOf, knownBrowser, setSessionCookie } from './cookies.ts'

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
  const { app, t } = c.var
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
  const answer = await signUp(app, { ...form.value, language: t.language }, browserOf(c))
  if (answer === 'tooYoung') {
    return html(c, <TooYoungPage frame={frameOf(c)} age={agePolicy.ownAccount} />, 422)
  }
  return seeOther(c, paths.signUpSent(answer === 'institutionAddress' ? 'institution' : undefined))
}

export function showSignUpSent(c: AppContext): Response {
  return html(c, <SignUpSentPage frame={frameOf(c)} institution={c.req.query('address') === 'institution'} />)
}

export function showSignUpConfirm(c: AppContext): Promise<Response> {
  return confirmPage(c)
}

async function confirmPage(c: AppContext, problems?: readonly FieldProblem[]): Promise<Response> {
  const secret = c.req.param('token') ?? ''
  const { givenName, address, sameBrowser } = await lookAtSignUp(c.var.app, secret, knownBrowser(c))
  const frame = frameOf(c)
  if (sameBrowser) return html(c, <ConfirmSignUpPage frame={frame} givenName={givenName} />)
  return html(c, <ConfirmElsewherePage {...{ frame, secret, address, problems }} />, problems ? 422 : 200)
}

const ConfirmForm = z.object({ password: z.string().max(1000, 'identity.chosenPasswordWrong').default('') })

export async function postSignUpConfirm(c: AppContext): Promise<Response> {
  const secret = c.req.param('token') ?? ''
  const form = await readForm(c, ConfirmForm)
  if (!form.ok) return confirmPage(c, form.problems)
  const done = await attempt(() => confirmSignUp(c.var.app, secret, form.value.password, browserOf(c)))
  if (!done.ok) return confirmPage(c, done.problems)
  setSessionCookie(c, done.value.token)
  return seeOther(c, paths.home(), 'identity.welcome')
}

export async function postSignUpRefuse(c: AppContext): Promise<Response> {
  await refuseSignUp(c.var.app, c.req.param('token') ?? '')
  return seeOther(c, paths.home(), 'identity.signUpRefused')
}
