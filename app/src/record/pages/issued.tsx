import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { findIssued, issuedResult } from '../results/issued.ts'
import { correctResult, withdrawResult } from '../results/new-version.ts'
import { FoundPage, IssuedPage } from '../views/issued-pages.tsx'
import { attempt } from './attempt.ts'
import { staffOrganisation } from './results.tsx'

const FindForm = z.object({ uln: z.string() })

/** A number is personal: it stands in the form, never in an address, and the answer is the page itself. */
export async function postFind(c: AppContext): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const form = await readForm(c, FindForm)
  const uln = form.ok ? form.value.uln : ''
  const done = await attempt(() => findIssued(c.var.app, c.var.actor, organisation.organisationId, uln))
  const page = (
    <FoundPage
      frame={frameOf(c)}
      organisation={organisation}
      uln={uln}
      found={done.ok ? done.value : []}
      problems={done.ok ? undefined : done.problems}
    />
  )
  return html(c, page, done.ok ? 200 : 422)
}

export function showIssued(c: AppContext): Promise<Response> {
  return issuedPage(c)
}

async function issuedPage(
  c: AppContext,
  again?: { values?: FormValues; problems: readonly FieldProblem[] },
): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const versions = await issuedResult(
    c.var.app,
    c.var.actor,
    organisation.organisationId,
    idParam(c, 'event'),
  )
  const page = (
    <IssuedPage
      frame={frameOf(c)}
      organisation={organisation}
      versions={versions}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

const two = (text: string) => text.padStart(2, '0')
const reason = z.string().trim().min(5, 'record.reasonInvalid').max(300, 'record.reasonInvalid')

const CorrectionForm = z
  .object({
    grade: z.string().min(1, 'record.gradeMissing'),
    status: z.enum(['final', 'provisional'], 'record.statusMissing'),
    reason,
    'awardDate-day': z.string().default(''),
    'awardDate-month': z.string().default(''),
    'awardDate-year': z.string().default(''),
  })
  .transform((form) => ({
    grade: form.grade,
    status: form.status,
    reason: form.reason,
    awardDate: `${form['awardDate-year']}-${two(form['awardDate-month'])}-${two(form['awardDate-day'])}`,
  }))

export async function postCorrection(c: AppContext): Promise<Response> {
  const [organisationId, eventId] = [idParam(c), idParam(c, 'event')]
  const form = await readForm(c, CorrectionForm)
  if (!form.ok) return issuedPage(c, form)
  const done = await attempt(() => correctResult(c.var.app, c.var.actor, organisationId, eventId, form.value))
  if (!done.ok) return issuedPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.issuedResult(organisationId, eventId), 'record.isCorrected')
}

const WithdrawalForm = z.object({ withdrawalReason: reason })

export async function postWithdrawal(c: AppContext): Promise<Response> {
  const [organisationId, eventId] = [idParam(c), idParam(c, 'event')]
  const form = await readForm(c, WithdrawalForm)
  if (!form.ok) return issuedPage(c, form)
  await withdrawResult(c.var.app, c.var.actor, organisationId, eventId, {
    reason: form.value.withdrawalReason,
  })
  return seeOther(c, paths.issuedResult(organisationId, eventId), 'record.isWithdrawn')
}
