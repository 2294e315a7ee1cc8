import type { App } from '../app.ts'
import { newId } from '../platform/id.ts'
import { recordAccountEvent } from './account-event.ts'
import { visitor } from './actor.ts'
import { normalAddress } from './address.ts'
import { noteFailedSignIn } from './failed-sign-in.ts'
import { limits } from './limits.ts'
import { passwordMatches } from './password-hash.ts'
import { endPresentedSession, startSession } from './session.ts'
import { findOwner, findPasswordHash } from './store.ts'

export interface Browser {
  readonly device: string
  readonly network: string
  /** The session that this browser has carried so far. */
  readonly cookie: string | undefined
}

/**
 * Gives the value of the new session's cookie, or null. Unknown address and wrong password do the same work, so that
 * neither the answer nor its time says who has an account.
 */
export async function signIn(
  app: App,
  input: { address: string; password: string },
  browser: Browser,
): Promise<string | null> {
  const address = normalAddress(input.address)
  await app.limit.take(limits.signInByNetwork, browser.network)
  const here = `${address} ${browser.network}`
  await app.limit.take(limits.signInByAccountAndNetwork, here)
  await app.limit.take(limits.signInByAccount, address)
  const nobody = newId()
  const { personId, hash } = await app.db.read({ key: address }, async (tx) => {
    const owner = await findOwner(tx, address)
    // A recovery address proves nothing by itself and opens nothing here.
    const personId = owner?.purpose === 'signIn' ? owner.personId : nobody
    await tx.raise({ self: [personId] })
    return { personId, hash: await findPasswordHash(tx, personId) }
  })
  if (!(await passwordMatches(hash, input.password))) {
    await noteFailedSignIn(app, address)
    return null
  }

  await app.limit.forget(limits.signInByAccountAndNetwork, here)
  await app.limit.forget(limits.signInByAccount, address)
  return app.db.write({ self: [personId] }, async (tx) => {
    // The password may have been changed while the old one was being checked.
    if ((await findPasswordHash(tx, personId)) !== hash) return null
    const token = await startSession(app, tx, personId, { signedInWith: 'password', device: browser.device })
    await recordAccountEvent(tx, visitor, 'account.signedIn', personId, app.now())
    await endPresentedSession(app, tx, browser.cookie)
    return token
  })
}
