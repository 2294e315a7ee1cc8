import type { App } from '../app.ts'
import { visitor } from './actor.ts'
import { announce } from './announce.ts'
import { linkOver } from './confirm-sign-up.ts'
import { limits } from './limits.ts'
import { findToken } from './one-time-token-store.ts'
import { endRecovery } from './request-recovery.ts'
import { hashSecret, isSecret } from './secret.ts'

export async function lookAtCancelling(app: App, secret: string): Promise<void> {
  if (!isSecret(secret)) linkOver()
  const tokenHash = hashSecret(secret)
  const found = await app.db.read({ key: tokenHash }, (tx) =>
    findToken(tx, tokenHash, ['cancelRecovery'], app.now()),
  )
  if (!found) linkOver()
}

/** From any address of the account, without signing in: whoever lost the password must be able to stop it too. */
export async function cancelRecovery(app: App, secret: string, network: string): Promise<void> {
  if (!isSecret(secret)) linkOver()
  await app.limit.take(limits.linkByNetwork, network)
  const tokenHash = hashSecret(secret)
  await app.db.write({ key: tokenHash }, async (tx) => {
    const found = (await findToken(tx, tokenHash, ['cancelRecovery'], app.now())) ?? linkOver()
    const { personId, requestId } = found
    await tx.raise({ self: [personId] })
    if (!requestId || !(await endRecovery(app, tx, visitor, personId, requestId))) linkOver()
    await announce(app, tx, personId, 'recoveryCancelled')
  })
}
