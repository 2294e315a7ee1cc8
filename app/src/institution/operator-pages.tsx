import { z } from 'zod'
import type { FieldProblem } from '../errors.ts'
import { isAddress, normalAddress } from '../identity/address.ts'
import { attempt } from '../identity/pages/attempt.ts'
import { paths } from '../paths.ts'
import { isId } from '../platform/id.ts'
import type { AppContext } from '../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../ui/request.ts'
import { endAdmission } from './admission.ts'
import { closeOrganisation } from './close-organisation.ts'
import { createOrganisation, isDomain } from './create-organisation.ts'
import { inviteFirstAdministrator } from './invitations.ts'
import { ensureOperating } from './operating.ts'
import { organisationKinds, statementKinds } from './organisation.ts'
import { confirmProposal, type Proposal, propose, refuseProposal } from './proposals.ts'
import { endPurpose, purposes } from './purposes.ts'
import { readRegister, readRegistered, waitingProposals } from './register.ts'
import { ClosingPage } from './views/closing-page.tsx'
import { NewOrganisationPage } from './views/new-organisation-page.tsx'
import { RegisterPage } from './views/register-page.tsx'
import { RegisteredPage } from './views/registered-page.tsx'

interface Again {
  readonly values: FormValues
  readonly problems: readonly FieldProblem[]
}

export async function showRegister(c: AppContext): Promise<Response> {
  const find = (c.req.query('find') ?? '').trim().slice(0, 120)
  const after = c.req.query('after')
  const from = after !== undefined && isId(after) ? { find, after } : { find }
  const register = await readRegister(c.var.app, c.var.actor, from)
  const waiting = after === undefined && find === '' ? await waitingProposals(c.var.app, c.var.actor) : []
  return html(c, <RegisterPage frame={frameOf(c)} find={find} waiting={waiting} {...register} />)
}

export function showNewOrganisation(c: AppContext): Response {
  ensureOperating(c.var.actor)
  return newOrganisationPage(c)
}

function newOrganisationPage(c: AppContext, again?: Again): Response {
  return html(c, <NewOrganisationPage frame={frameOf(c)} again={again} />, again ? 422 : 200)
}

const address = z.string().transform(normalAddress).refine(isAddress, 'institution.addressInvalid')
const domains = z
  .string()
  .default('')
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  )
  .refine((all) => all.length <= 20 && all.every(isDomain), 'institution.domainInvalid')
const statementKind = z.enum(statementKinds, 'institution.statementInvalid')

const NewOrganisationForm = z.object({
  ukprn: z
    .string()
    .trim()
    .regex(/^\d{8}$/, 'institution.ukprnInvalid'),
  name: z.string().trim().min(1, 'institution.nameInvalid').max(120, 'institution.nameInvalid'),
  kind: z.enum(organisationKinds, 'institution.kindInvalid'),
  emailDomains: domains,
  // None chosen sends nothing, one a text, several a list.
  mayAttest: z
    .union(
      [statementKind.transform((kind) => [kind]), z.array(statementKind)],
      'institution.statementInvalid',
    )
    .default([]),
  administrator: address,
  reason: z.string().default(''),
})

export async function postNewOrganisation(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  const form = await readForm(c, NewOrganisationForm)
  if (!form.ok) return newOrganisationPage(c, form)
  const done = await attempt(() => createOrganisation(c.var.app, c.var.actor, form.value))
  if (done.ok) {
    return seeOther(c, paths.operatorOrganisation(done.value.organisationId), 'institution.isRegistered')
  }
  const { emailDomains, mayAttest, ...texts } = form.value
  const values = { ...texts, emailDomains: emailDomains.join(' '), mayAttest: mayAttest.join(',') }
  return newOrganisationPage(c, { values, problems: done.problems })
}

export function showRegistered(c: AppContext): Promise<Response> {
  return registeredPage(c)
}

async function registeredPage(c: AppContext, again?: Again): Promise<Response> {
  const registered = await readRegistered(c.var.app, c.var.actor, idParam(c))
  const page = <RegisteredPage frame={frameOf(c)} organisation={registered} again={again} />
  return html(c, page, again ? 422 : 200)
}

const AdministratorForm = z.object({ administrator: address })

export async function postAdministrator(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensureOperating(actor)
  const form = await readForm(c, AdministratorForm)
  if (!form.ok) return registeredPage(c, form)
  const id = idParam(c)
  const done = await attempt(() => inviteFirstAdministrator(app, actor, id, form.value.administrator))
  if (!done.ok) return registeredPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.operatorOrganisation(id), 'institution.invited')
}

const ProposalForm = z.object({
  proposal: z.string(),
  reason: z.string().default(''),
})

/** `statement:result`, `purpose:teaching`, `standing`: what the form offers. */
function proposalOf(given: string): Proposal | undefined {
  if (given === 'standing') return { what: 'standing' }
  const statement = statementKinds.find((kind) => given === `statement:${kind}`)
  if (statement) return { what: 'statement', kind: statement }
  const purpose = purposes.find((each) => given === `purpose:${each}`)
  return purpose && { what: 'purpose', kind: purpose }
}

export async function postProposal(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensureOperating(actor)
  const form = await readForm(c, ProposalForm)
  if (!form.ok) return registeredPage(c, form)
  const proposal = proposalOf(form.value.proposal)
  if (!proposal) {
    const problems = [{ field: 'proposal', key: 'institution.chooseProposal' }]
    return registeredPage(c, { values: form.value, problems })
  }
  const { reason } = form.value
  const done = await attempt(() => propose(app, actor, idParam(c), { ...proposal, reason }))
  if (!done.ok) return registeredPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.operatorOrganisation(idParam(c)), 'institution.isProposed')
}

const AnswerForm = z.object({ answer: z.enum(['confirm', 'refuse']) })

export async function postProposalAnswer(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensureOperating(actor)
  const form = await readForm(c, AnswerForm)
  if (!form.ok) return registeredPage(c, form)
  const [id, proposalId] = [idParam(c), idParam(c, 'proposal')]
  const isConfirmed = form.value.answer === 'confirm'
  await (isConfirmed ? confirmProposal : refuseProposal)(app, actor, id, proposalId)
  return seeOther(
    c,
    paths.operatorOrganisation(id),
    isConfirmed ? 'institution.isConfirmed' : 'institution.isRefusedProposal',
  )
}

const PurposeForm = z.object({ purpose: z.enum(purposes) })

export async function postPurposeEnd(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  const form = await readForm(c, PurposeForm)
  if (!form.ok) return registeredPage(c, form)
  await endPurpose(c.var.app, c.var.actor, idParam(c), form.value.purpose)
  return seeOther(c, paths.operatorOrganisation(idParam(c)), 'institution.purposeIsEnded')
}

const StatementForm = z.object({ kind: statementKind })

export async function postAdmissionEnd(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  const form = await readForm(c, StatementForm)
  if (!form.ok) return registeredPage(c, form)
  await endAdmission(c.var.app, c.var.actor, idParam(c), form.value.kind)
  return seeOther(c, paths.operatorOrganisation(idParam(c)), 'institution.admissionIsEnded')
}

/** What closing means is said before it is done: it cannot be undone. */
export async function showClosing(c: AppContext): Promise<Response> {
  const registered = await readRegistered(c.var.app, c.var.actor, idParam(c))
  return html(c, <ClosingPage frame={frameOf(c)} organisation={registered} />)
}

export async function postClosing(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await closeOrganisation(c.var.app, c.var.actor, id)
  return seeOther(c, paths.operatorOrganisation(id), 'institution.isClosed')
}
