import { isObject, type JsonObject } from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import type { HeldCredential } from './of-grant.ts'
import { acceptanceBy } from './register.ts'
import type { TrustState } from './trust-state.ts'

/** Says that this installation signed exactly this text: without the master key nobody can make one. */
export function sealOf(app: App, document: string): string {
  return app.keys.mac('credential', document)
}

/**
 * Whether a credential of our own would pass every check now. The seal stands for the signature, which cannot stop
 * fitting a text that has not changed; all that can change since is looked at: keys, register, status. A page of ten
 * lines needs this in microseconds, and says *confirmed* only on it; whatever it does not find good is checked in full,
 * as every line is that somebody opens.
 */
export function isKnownGood(app: App, state: TrustState, held: HeldCredential): boolean {
  if (held.revokedAt !== null || held.seal !== sealOf(app, held.document)) return false
  // Sealed by us, so its shape is the one that we write.
  const document = JSON.parse(held.document) as JsonObject
  const { issuer, proof } = document
  if (!isObject(issuer) || !isObject(proof) || typeof issuer['id'] !== 'string') return false
  const key = state.issuers
    .get(issuer['id'])
    ?.document.verificationMethod.find(({ id }) => id === proof['verificationMethod'])
  if (!key || key.revoked !== undefined) return false
  if (key.expires !== undefined && Date.parse(String(proof['created'])) > Date.parse(key.expires))
    return false
  return acceptanceBy(state)(issuer['id'], document) === 'accepted' && document['validUntil'] === undefined
}
