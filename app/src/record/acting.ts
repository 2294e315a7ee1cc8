import { asMember, ensurePerson, ensureScope } from '../access/powers.ts'
import type { Actor } from '../identity/actor.ts'
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
