import { asMember, ensurePerson, ensureScope } from '../../access/powers.ts'
import { forbidden } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Scope } from '../../identity/scopes.ts'
import { type Organisation, organisationById, providerKinds } from '../../institution/organisation.ts'
import type { Powers, Reader } from '../../platform/db.ts'

/** A provider's classes: for its registrars, for who administers it, and for a command without a person. */
export function cohortPowers(
  actor: Actor,
  organisationId: string,
  scope: Extract<Scope, 'learners:read' | 'learners:write'> = 'learners:write',
): Powers {
  if (actor.kind === 'system') return { organisation: organisationId }
  ensureScope(ensurePerson(actor), scope)
  return asMember(actor, organisationId, ['registrar', 'administrator'])
}

/** Only who teaches has classes, and only while it is open. */
export async function ensureProvider(tx: Reader, organisationId: string): Promise<Organisation> {
  const organisation = await organisationById(tx, organisationId)
  if (!isProvider(organisation)) forbidden('record.notAProvider')
  return organisation
}

export function isProvider({ kind, closedAt }: Organisation): boolean {
  return closedAt === null && providerKinds.includes(kind)
}

export function permissionOf(actor: Actor): 'system' | 'provider' {
  return actor.kind === 'system' ? 'system' : 'provider'
}
