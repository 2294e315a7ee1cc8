import { z } from 'zod'
import { ensurePerson } from '../../access/powers.ts'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { askConfirmation, ownClaims, providersToAsk } from '../claims/ask-confirmation.ts'
import { claimWithCode } from '../claims/claim-with-code.ts'
import { ClaimPage } from '../views/claim-page.tsx'
import { attempt } from './attempt.ts'

interface Again {
  readonly form: 'code' | 'confirmation'
  readonly values?: FormValues
  readonly problems: readonly FieldProblem[]
}

export function showClaim(c: AppContext): Promise<Response> {
  return page(c)
}

async function page(c: AppContext, again?: Again): Promise<Response> {
  ensurePerson(c.var.actor)
  const claims = await ownClaims(c.var.app, c.var.actor)
  const providers = await providersToAsk(c.var.app)
  const drawn = <ClaimPage frame={frameOf(c)} claims={claims} providers={providers} again={again} />
  return html(c, drawn, again ? 422 : 200)
}

const CodeForm = z.object({
  uln: z.string().min(1, 'record.ulnMissing'),
  code: z.string().min(1, 'record.codeMissing'),
})

export async function postClaim(c: AppContext): Promise<Response> {
  const form = await readForm(c, CodeForm)
  if (!form.ok) return page(c, { form: 'code', ...form })
  const done = await attempt(() => claimWithCode(c.var.app, c.var.actor, form.value))
  if (!done.ok) return page(c, { form: 'code', values: form.value, problems: done.problems })
  return done.value.state === 'granted'
    ? seeOther(c, paths.record(), 'record.claimGranted')
    : seeOther(c, paths.claim(), 'record.claimWaiting')
}

const ConfirmationForm = z.object({
  ulnAsked: z.string().min(1, 'record.ulnMissing'),
  organisation: z.guid('record.chooseSchool'),
})

export async function postConfirmation(c: AppContext): Promise<Response> {
  const form = await readForm(c, ConfirmationForm)
  if (!form.ok) return page(c, { form: 'confirmation', ...form })
  const { ulnAsked, organisation } = form.value
  const done = await attempt(() =>
    askConfirmation(c.var.app, c.var.actor, { uln: ulnAsked, organisationId: organisation }),
  )
  if (!done.ok) {
    const problems = done.problems.map((problem) =>
      problem.field === 'uln' ? { ...problem, field: 'ulnAsked' } : problem,
    )
    return page(c, { form: 'confirmation', values: form.value, problems })
  }
  return seeOther(c, paths.claim(), 'record.asked')
}
