import { z } from 'zod'
import type { FieldProblem } from '../errors.ts'
import { attempt } from '../identity/pages/attempt.ts'
import { isAddress, normalAddress } from '../identity/address.ts'
import { paths } from '../paths.ts'
import type { AppContext } from '../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../ui/request.ts'
import { ensureMember } from './acting.ts'
import {
  answerInvitation,
  inviteMember,
  openInvitations,
  ownInvitations,
  withdrawInvitation,
} from './invitations.ts'
import { changeRole, endMember, leave, membersOf, ownMemberships } from './memberships.ts'
import { organisationById, roles } from './organisation.ts'
import { MembersPage } from './views/members-page.tsx'
import { MembershipsPage } from './views/memberships-page.tsx'
import { OrganisationPage } from './views/organisation-page.tsx'

export async function showOrganisation(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const person = ensureMember(c.var.actor, organisationId, 'any')
  const held = person.roles.filter((role) => role.organisationId === organisationId).map(({ role }) => role)
  const organisation = await c.var.app.db.read({}, (tx) => organisationById(tx, organisationId))
  return html(c, <OrganisationPage frame={frameOf(c)} organisation={organisation} roles={held} />)
}

export function showMembers(c: AppContext): Promise<Response> {
  return membersPage(c)
}

async function membersPage(
  c: AppContext,
  again?: { values?: FormValues; problems: readonly FieldProblem[] },
): Promise<Response> {
  const { app, actor } = c.var
  const organisationId = idParam(c)
  const members = await membersOf(app, actor, organisationId)
  const invitations = await openInvitations(app, actor, organisationId)
  const organisation = await app.db.read({}, (tx) => organisationById(tx, organisationId))
  const page = (
    <MembersPage
      frame={frameOf(c)}
      organisation={organisation}
      members={members}
      invitations={invitations}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

const InviteForm = z.object({
  address: z.string().transform(normalAddress).refine(isAddress, 'institution.addressInvalid'),
  role: z.enum(roles, 'institution.roleInvalid'),
})

export async function postInvitation(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const form = await readForm(c, InviteForm)
  if (!form.ok) return membersPage(c, form)
  const done = await attempt(() => inviteMember(c.var.app, c.var.actor, organisationId, form.value))
  if (!done.ok) return membersPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.organisationMembers(organisationId), 'institution.invited')
}

export async function postMemberEnd(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  await endMember(c.var.app, c.var.actor, organisationId, idParam(c, 'membership'))
  return seeOther(c, paths.organisationMembers(organisationId), 'institution.memberEnded')
}

const RoleForm = z.object({ newRole: z.enum(roles, 'institution.roleInvalid') })

export async function postMemberRole(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const form = await readForm(c, RoleForm)
  if (!form.ok) return membersPage(c, form)
  const membershipId = idParam(c, 'membership')
  await changeRole(c.var.app, c.var.actor, organisationId, membershipId, form.value.newRole)
  return seeOther(c, paths.organisationMembers(organisationId), 'institution.roleChanged')
}

export async function postInvitationWithdrawal(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  await withdrawInvitation(c.var.app, c.var.actor, organisationId, idParam(c, 'invitation'))
  return seeOther(c, paths.organisationMembers(organisationId), 'institution.invitationWithdrawn')
}

export async function showMemberships(c: AppContext): Promise<Response> {
  const memberships = await ownMemberships(c.var.app, c.var.actor)
  const invitations = await ownInvitations(c.var.app, c.var.actor)
  return html(c, <MembershipsPage frame={frameOf(c)} memberships={memberships} invitations={invitations} />)
}

export async function postMembershipEnd(c: AppContext): Promise<Response> {
  await leave(c.var.app, c.var.actor, idParam(c, 'membership'))
  return seeOther(c, paths.accountMemberships(), 'institution.left')
}

const AnswerForm = z.object({ answer: z.enum(['accepted', 'declined']) })

export async function postInvitationAnswer(c: AppContext): Promise<Response> {
  const form = await readForm(c, AnswerForm)
  const answer = form.ok ? form.value.answer : 'declined'
  const { organisationId } = await answerInvitation(c.var.app, c.var.actor, idParam(c, 'invitation'), answer)
  return answer === 'accepted'
    ? seeOther(c, paths.organisation(organisationId), 'institution.joined')
    : seeOther(c, paths.accountMemberships(), 'institution.declined')
}
