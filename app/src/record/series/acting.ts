import { asMember, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Scope } from '../../identity/scopes.ts'
import type { Powers } from '../../platform/db.ts'

/** A centre's entries and early results: for its exams officers, and nobody else who works there. */
export function centrePowers(
  actor: Actor,
  organisationId: string,
  scope: Extract<Scope, 'results:read' | 'results:write'> = 'results:write',
): Powers {
  if (actor.kind === 'system') return { organisation: organisationId }
  ensureScope(ensurePerson(actor), scope)
  return asMember(actor, organisationId, ['examsOfficer'])
}
