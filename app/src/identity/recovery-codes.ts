import type { App } from '../app.ts'
import { newId } from '../platform/id.ts'
import { recordAccountEvent } from './account-event.ts'
import { ensureSession, ownAccount } from './acting.ts'
import { type Actor, visitor } from './actor.ts'
import { normalAddress } from './address.ts'
import { announce } from './announce.ts'
import { ensurePassword } from './change-password.ts'
import { limits } from './limits.ts'
import { insertToken } from './one-time-token-store.ts'
import {
  type RecoveryCodes,
  countRecoveryCodes,
  replaceRecoveryCodes,
  useRecoveryCode,
} from './recovery-store.ts'
import { hashRecoveryCode, newRecoveryCode } from './secret.ts'
import { findOwner } from './store.ts'

const codesAtOnce = 10
const minutesToSetPassword = 30

/** Ten codes for paper, given this once. */
export async function makeRecoveryCodes(app: App, actor: Actor, password: string): Promise<string[]> {
  const person = ensureSession(actor)
  await ensurePassword(app, person, password)
  const codes = Array.from({ length: codesAtOnce }, newRecoveryCode)
  await app.db.write(ownAccount(person), async (tx) => {
    const at = app.now()
    await replaceRecoveryCodes(tx, person.personId, codes.map(hashRecoveryCode), at)
    await announce(app, tx, person.personId, 'recoveryCodesMade')
    await recordAccountEvent(tx, actor, 'account.recoveryCodesMade', person.personId, at)
  })
  return codes
}

export async function readRecoveryCodes(app: App, actor: Actor): Promise<RecoveryCodes | undefined> {
  const person = ensureSession(actor)
  return app.db.read(ownAccount(person), (tx) => countRecoveryCodes(tx, person.personId))
}

/**
 * A printed code opens the page on which a new password is set: gives that page's secret, or null, alike for an
 * unknown address and a wrong or used code. All addresses are told.
 */
export async function recoverWithCode(
  app: App,
  input: { address: string; code: string },
  network: string,
): Promise<string | null> {
  const address = normalAddress(input.address)
  await app.limit.take(limits.codeByNetwork, network)
  await app.limit.take(limits.codeByAccount, address)
  return app.db.write({ key: address }, async (tx) => {
    const at = app.now()
    const personId = (await findOwner(tx, address))?.personId ?? newId(at.getTime())
    await tx.raise({ self: [personId] })
    if (!(await useRecoveryCode(tx, personId, hashRecoveryCode(input.code), at))) return null
    const secret = await insertToken(tx, { personId, purpose: 'recover', at, minutes: minutesToSetPassword })
    await announce(app, tx, personId, 'recoveryCodeUsed')
    await recordAccountEvent(tx, visitor, 'account.recoveryCodeUsed', personId, at)
    return secret
  })
}
