import { forbidden, notFound } from '../errors.ts'
import { ensureSession } from '../identity/acting.ts'
import type { Actor, PersonActor, Role } from '../identity/actor.ts'
import type { Powers } from '../platform/db.ts'

/**
 * Acting for an organisation at its pages. Somebody who is not a member learns nothing (not found); a member without
 * the role is told that the verb is not theirs.
 */
export function ensureMember(
  actor: Actor,
  organisationId: string,
  roles: readonly Role[] | 'any',
): PersonActor {
  const person = ensureSession(actor)
  ensureRole(person, organisationId, roles)
  return person
}

/** The same for whoever was let in already, by a session or by a token. */
export function ensureRole(
  person: PersonActor,
  organisationId: string,
  roles: readonly Role[] | 'any',
): void {
  const held = person.roles.filter((role) => role.organisationId === organisationId)
  if (held.length === 0) notFound('organisation')
  const acting = roles === 'any' ? held : held.filter(({ role }) => roles.includes(role))
  if (acting.length === 0) forbidden()
  if (acting.every((role) => role.isSuspended && role.role !== 'administrator')) {
    forbidden('institution.suspended')
  }
}

export function forOrganisation(person: PersonActor, organisationId: string): Powers {
  return { self: [person.personId], organisation: organisationId }
}
