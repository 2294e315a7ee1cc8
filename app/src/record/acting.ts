import { providerReaders } from '../access/bases.ts'
import { asMember, ensurePerson, ensureScope } from '../access/powers.ts'
import type { Actor, PersonActor } from '../identity/actor.ts'
import type { Scope } from '../identity/scopes.ts'
import type { Powers } from '../platform/db.ts'

/** A provider's register: for its registrars, at its pages, and for a command that does the same without a person. */
export function registrarPowers(
  actor: Actor,
  organisationId: string,
  scope: Extract<Scope, 'learners:read' | 'learners:write'> = 'learners:write',
): Powers {
  if (actor.kind === 'system') return { organisation: organisationId }
  ensureScope(ensurePerson(actor), scope)
  return asMember(actor, organisationId, ['registrar'])
}

/** Looking at the learners of own cohorts: for those whose work needs it. */
export function readerPowers(actor: Actor, organisationId: string): Powers {
  ensureScope(ensurePerson(actor), 'learners:read')
  return asMember(actor, organisationId, providerReaders)
}

export function keepsRegister(person: PersonActor, organisationId: string): boolean {
  return person.roles.some((held) => held.organisationId === organisationId && held.role === 'registrar')
}
