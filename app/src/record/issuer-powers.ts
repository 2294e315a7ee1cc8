import { asIssuer, ensurePerson, ensureScope } from '../access/powers.ts'
import type { Actor } from '../identity/actor.ts'
import type { Scope } from '../identity/scopes.ts'
import type { Powers } from '../platform/db.ts'

/** An issuer's own rows: for its exams officers, and for a command or a job that does the same without a person. */
export function issuerPowers(
  actor: Actor,
  organisationId: string,
  scope: Extract<Scope, 'results:read' | 'results:write'> = 'results:write',
): Powers {
  if (actor.kind === 'system') return { issuer: organisationId, organisation: organisationId }
  ensureScope(ensurePerson(actor), scope)
  return asIssuer(actor, organisationId)
}
