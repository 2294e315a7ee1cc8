import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { conflict, notFound } from '../errors.ts'
import { ensureSession, ownAccount } from '../identity/acting.ts'
import type { Actor, Role } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { ensureMember, forOrganisation } from './acting.ts'
import { endMembership, insertMembership, listMembers, type Member } from './membership-store.ts'
import { ensureOperating } from './operating.ts'
import { organisationById } from './organisation.ts'

export type { Member } from './membership-store.ts'

/** Makes somebody a member without an invitation: for the commands and the seed, which operators run. */
export async function addMember(
  app: App,
  actor: Actor,
  organisationId: string,
  member: { personId: string; personName: string; role: Role },
): Promise<{ membershipId: string }> {
  ensureOperating(actor)
  return app.db.write({ organisation: organisationId }, (tx) =>
    attach(app, tx, actor, organisationId, member),
  )
}

export async function attach(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  { personId, personName, role }: { personId: string; personName: string; role: Role },
): Promise<{ membershipId: string }> {
  const { closedAt } = await organisationById(tx, organisationId)
  if (closedAt !== null) conflict('institution.closedAlready')
  const members = await listMembers(tx, organisationId)
  const same = members.find((member) => member.personId === personId && member.role === role)
  if (same) return { membershipId: same.membershipId }
  const at = app.now()
  const membershipId = newId(at.getTime())
  await insertMembership(tx, { organisationId, membershipId, personId, personName, role }, at)
  await recordEvent(tx, actor, {
    action: 'membership.began',
    about: [organisationId, personId],
    permission: actor.kind === 'system' ? 'system' : 'own',
    organisationId,
    thing: { kind: 'membership', id: membershipId },
    detail: { role },
    at,
  })
  return { membershipId }
}

export function membersOf(app: App, actor: Actor, organisationId: string): Promise<Member[]> {
  const person = ensureMember(actor, organisationId, ['administrator'])
  return app.db.read(forOrganisation(person, organisationId), (tx) => listMembers(tx, organisationId))
}

/** An administrator ends a membership. The last administrator stays: nobody could let anybody in again. */
export async function endMember(
  app: App,
  actor: Actor,
  organisationId: string,
  membershipId: string,
): Promise<void> {
  const person = ensureMember(actor, organisationId, ['administrator'])
  await app.db.write(forOrganisation(person, organisationId), async (tx) => {
    await detach(app, tx, actor, organisationId, membershipId, 'organisation')
  })
}

/** An administrator gives a member another role here: one membership ends, another begins in the same step. */
export async function changeRole(
  app: App,
  actor: Actor,
  organisationId: string,
  membershipId: string,
  role: Role,
): Promise<void> {
  const person = ensureMember(actor, organisationId, ['administrator'])
  await app.db.write(forOrganisation(person, organisationId), async (tx) => {
    const { personId, name } = await detach(
      app,
      tx,
      actor,
      organisationId,
      membershipId,
      'organisation',
      role,
    )
    await attach(app, tx, actor, organisationId, { personId, personName: name, role })
  })
}

export interface OwnMembership {
  readonly organisationId: string
  readonly organisationName: string
  readonly membershipId: string
  readonly role: Role
}

export function ownMemberships(app: App, actor: Actor): Promise<OwnMembership[]> {
  const person = ensureSession(actor)
  return app.db.read(ownAccount(person), (tx) =>
    tx.sql
      .selectFrom('membership_of_person')
      .innerJoin('organisation', 'organisation.organisation_id', 'membership_of_person.organisation_id')
      .select([
        'organisation.organisation_id as organisationId',
        'organisation.name as organisationName',
        'membership_id as membershipId',
        'role',
      ])
      .where('person_id', '=', person.personId)
      .where('ended_at', 'is', null)
      .orderBy('organisation.name')
      .orderBy('role')
      .execute(),
  )
}

/** The person leaves. Whatever is theirs, they keep: nothing of it hangs on a membership. */
export async function leave(app: App, actor: Actor, membershipId: string): Promise<void> {
  const own = (await ownMemberships(app, actor)).find(
    (membership) => membership.membershipId === membershipId,
  )
  if (!own) notFound('membership')
  const person = ensureSession(actor)
  await app.db.write(forOrganisation(person, own.organisationId), async (tx) => {
    await detach(app, tx, actor, own.organisationId, membershipId, 'own')
  })
}

async function detach(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  membershipId: string,
  permission: 'own' | 'organisation',
  /** The role that takes its place. */
  next?: Role,
): Promise<Member> {
  // Of two administrators who leave at once, one is the last: the row lock puts them one after the other.
  await tx.named('members for update', 'select 1 from membership where organisation_id = $1 for update', [
    organisationId,
  ])
  const members = await listMembers(tx, organisationId)
  const going = members.find((member) => member.membershipId === membershipId) ?? notFound('membership')
  const administrators = members.filter(({ role }) => role === 'administrator')
  if (going.role === next) conflict('institution.sameRole')
  if (going.role === 'administrator' && administrators.length === 1 && members.length > 1) {
    conflict('institution.lastAdministrator')
  }
  const at = app.now()
  const ended = await endMembership(tx, organisationId, membershipId, at)
  if (!ended) notFound('membership')
  await recordEvent(tx, actor, {
    action: 'membership.ended',
    about: [organisationId, ended.personId],
    permission,
    organisationId,
    thing: { kind: 'membership', id: membershipId },
    detail: { role: ended.role },
    at,
  })
  return going
}
