import { forbidden } from '../errors.ts'
import { ensurePerson } from '../identity/acting.ts'
import type { Actor, PersonActor, Role } from '../identity/actor.ts'
import type { Scope } from '../identity/scopes.ts'
import { ensureRole } from '../institution/acting.ts'
import type { Powers } from '../platform/db.ts'

export { ensurePerson } from '../identity/acting.ts'

/** What a person may open of their own: themselves and the learners they own. */
export function asSelf(actor: PersonActor): Powers {
  return { self: [actor.personId, ...actor.learnerIds] }
}

/**
 * Acting for an organisation. Somebody who is not a member learns nothing (not found); a member without the role is
 * told that the verb is not theirs.
 */
export function asMember(actor: Actor, organisationId: string, roles: readonly Role[]): Powers {
  const person = ensurePerson(actor)
  ensureRole(person, organisationId, roles)
  return { self: [person.personId, ...person.learnerIds], organisation: organisationId }
}

/** Issuing for an organisation: its exams officers and registrars, and those who administer it. */
export function asIssuer(actor: Actor, organisationId: string): Powers {
  const member = asMember(actor, organisationId, ['examsOfficer', 'registrar', 'administrator'])
  return { ...member, issuer: organisationId }
}

/** A token does only what it was made for; a session does all that its person may. */
export function ensureScope(actor: PersonActor, scope: Scope): void {
  if (actor.scopes !== 'all' && !actor.scopes.includes(scope)) forbidden('errors.scope')
}
