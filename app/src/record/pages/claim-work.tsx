import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { claimsOf, grantClaim, refuseClaim } from '../claims/decide-claim.ts'
import { makeClaimCodes } from '../claims/make-codes.ts'
import { undoClaim } from '../claims/undo-claim.ts'
import { cohortsOf } from '../register/look-ups.ts'
import { ClaimsPage } from '../views/claims-page.tsx'
import { CodeSheetPage, CodesPage } from '../views/codes-pages.tsx'
import { attempt } from './attempt.ts'
import { registrarOrganisation } from './learners.tsx'

export function showCodes(c: AppContext): Promise<Response> {
  return codesPage(c)
}

async function codesPage(c: AppContext, problems?: readonly FieldProblem[]): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const cohorts = await cohortsOf(c.var.app, c.var.actor, organisation.organisationId)
  const page = (
    <CodesPage frame={frameOf(c)} organisation={organisation} cohorts={cohorts} problems={problems} />
  )
  return html(c, page, problems ? 422 : 200)
}

const CodesForm = z.object({ cohort: z.string().min(1, 'record.cohortMissing') })

/** The sheet is the answer itself: the codes are shown once and are nowhere to be read again. */
export async function postCodes(c: AppContext): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const form = await readForm(c, CodesForm)
  if (!form.ok) return codesPage(c, form.problems)
  const done = await attempt(() =>
    makeClaimCodes(c.var.app, c.var.actor, organisation.organisationId, form.value),
  )
  if (!done.ok) return codesPage(c, done.problems)
  const address = `${c.var.app.config.publicUrl}${paths.claim()}`
  return html(
    c,
    <CodeSheetPage frame={frameOf(c)} organisation={organisation} sheet={done.value} address={address} />,
  )
}

export function showClaims(c: AppContext): Promise<Response> {
  return claimsPage(c)
}

async function claimsPage(
  c: AppContext,
  again?: { claimId: string; problems: readonly FieldProblem[] },
): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const claims = await claimsOf(c.var.app, c.var.actor, organisation.organisationId)
  const page = <ClaimsPage frame={frameOf(c)} organisation={organisation} claims={claims} again={again} />
  return html(c, page, again ? 422 : 200)
}

const DecisionForm = z.object({ how: z.string(), decision: z.enum(['grant', 'refuse']) })

export async function postDecision(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const claimId = idParam(c, 'claim')
  const form = await readForm(c, DecisionForm)
  if (!form.ok) return claimsPage(c, { claimId, problems: form.problems })
  const { decision, how } = form.value
  const decide = decision === 'grant' ? grantClaim : refuseClaim
  const done = await attempt(() => decide(c.var.app, c.var.actor, organisationId, claimId, { how }))
  if (!done.ok) return claimsPage(c, { claimId, problems: done.problems })
  return seeOther(
    c,
    paths.claims(organisationId),
    decision === 'grant' ? 'record.isGranted' : 'record.isRefused',
  )
}

const UndoForm = z.object({ reason: z.string() })

export async function postUndoing(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const claimId = idParam(c, 'claim')
  const form = await readForm(c, UndoForm)
  if (!form.ok) return claimsPage(c, { claimId, problems: form.problems })
  const done = await attempt(() => undoClaim(c.var.app, c.var.actor, organisationId, claimId, form.value))
  if (!done.ok) return claimsPage(c, { claimId, problems: done.problems })
  const isMember =
    c.var.actor.kind === 'person' && c.var.actor.roles.some((role) => role.organisationId === organisationId)
  return seeOther(c, isMember ? paths.claims(organisationId) : paths.operator(), 'record.isUndone')
}
