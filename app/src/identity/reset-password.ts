import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { type AccountAction, recordAccountEvent } from './account-event.ts'
import { visitor } from './actor.ts'
import {
  claimAddress,
  findInstitution,
  insertAddress,
  listAddresses,
  updatePurpose,
} from './address-store.ts'
import { announce } from './announce.ts'
import { revokeAllTokens } from './api-token-store.ts'
import { ensureGoodPassword } from './change-password.ts'
import { linkOver } from './confirm-sign-up.ts'
import type { LetterName } from './letter.ts'
import { limits } from './limits.ts'
import { endTokens, findToken, type OneTimeToken, useToken } from './one-time-token-store.ts'
import { hashPassword } from './password-hash.ts'
import { finishRecovery } from './recovery-store.ts'
import { hashSecret, isSecret } from './secret.ts'
import { type SignedInWith, startSession } from './session.ts'
import { markAllSessionsEnded } from './session-store.ts'
import { replacePassword } from './store.ts'

export type ResetWay = 'resetPassword' | 'recover'

/** Says whether the link still works, before the form is shown. */
export async function lookAtReset(app: App, secret: string, way: ResetWay): Promise<void> {
  if (!isSecret(secret)) linkOver()
  const tokenHash = hashSecret(secret)
  const found = await app.db.read({ key: tokenHash }, (tx) => findToken(tx, tokenHash, [way], app.now()))
  if (!found) linkOver()
}

/**
 * A new password for whoever holds the link. Every session and token of before ends, all addresses are told, and the
 * person is signed in: gives the session's cookie.
 */
export async function resetPassword(
  app: App,
  secret: string,
  way: ResetWay,
  password: string,
  browser: { device: string; network: string },
): Promise<string> {
  if (!isSecret(secret)) linkOver()
  await app.limit.take(limits.linkByNetwork, browser.network)
  const tokenHash = hashSecret(secret)
  await app.db.read({ key: tokenHash }, async (tx) => {
    const found = (await findToken(tx, tokenHash, [way], app.now())) ?? linkOver()
    await tx.raise({ self: [found.personId] })
    await ensureGoodPassword(tx, found.personId, password, 'newPassword')
  })
  const hash = await hashPassword(password)
  return app.db.write({ key: tokenHash }, async (tx) => {
    const at = app.now()
    const found = (await findToken(tx, tokenHash, [way], at)) ?? linkOver()
    const { personId } = found
    await tx.raise({ self: [personId] })
    if (!(await useToken(tx, found, at))) linkOver()
    const { letter, action, signedInWith } = outcomeOf(found, way)
    if (found.requestId) await takeNewAddress(app, tx, found)
    await replacePassword(tx, personId, hash, at)
    await endTokens(tx, personId, { purposes: ['resetPassword', 'recover'] }, at)
    await markAllSessionsEnded(tx, personId, at)
    await revokeAllTokens(tx, personId, at)
    await announce(app, tx, personId, letter)
    await recordAccountEvent(tx, visitor, action, personId, at, { detail: { with: signedInWith } })
    return startSession(app, tx, personId, { signedInWith, device: browser.device })
  })
}

function outcomeOf(
  { address, requestId }: OneTimeToken,
  way: ResetWay,
): { letter: LetterName; action: AccountAction; signedInWith: SignedInWith } {
  if (way === 'resetPassword') {
    return { letter: 'passwordReset', action: 'account.passwordReset', signedInWith: 'mailedLink' }
  }
  if (requestId) {
    return { letter: 'recoveryDone', action: 'account.recoveryTookEffect', signedInWith: 'mailedLink' }
  }
  // The link that a recovery code opened carries no address.
  return {
    letter: 'recovered',
    action: 'account.passwordReset',
    signedInWith: address === null ? 'recoveryCode' : 'mailedLink',
  }
}

/** After an operator's help the new address, to which the link was mailed, signs in from now on. */
async function takeNewAddress(
  app: App,
  tx: Writer,
  { personId, address, requestId }: OneTimeToken,
): Promise<void> {
  if (address === null || requestId === null) linkOver()
  const at = app.now()
  if (!(await finishRecovery(tx, personId, requestId, at))) linkOver()
  if (!(await claimAddress(tx, personId, address, 'signIn'))) {
    // Already the account's own is fine; somebody else's is not.
    const own = (await listAddresses(tx, personId)).some((row) => row.address === address && row.confirmedAt)
    if (!own) linkOver()
    return updatePurpose(tx, personId, address, 'signIn')
  }
  const institution = await findInstitution(tx, address)
  await insertAddress(tx, personId, {
    address,
    purpose: 'signIn',
    organisationId: institution?.organisationId ?? null,
    confirmedAt: at,
    at,
  })
}
