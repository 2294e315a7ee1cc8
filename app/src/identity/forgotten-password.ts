import { z } from 'zod'
import type { App } from '../app.ts'
import { paths } from '../paths.ts'
import { normalAddress } from './address.ts'
import { postLetter, seal, unseal } from './letter.ts'
import { limits } from './limits.ts'
import { insertToken } from './one-time-token-store.ts'
import { findAccount, findOwner } from './store.ts'

export const resetMinutes = 60
export const forgottenPasswordTask = 'identity.forgottenPassword'

/** Answers at once and alike for every address: whether it is known is looked up by a job. */
export async function askForNewPassword(app: App, typed: string, network: string): Promise<void> {
  const address = normalAddress(typed)
  await app.limit.take(limits.resetByNetwork, network)
  await app.limit.take(limits.resetByAddress, address)
  await app.db.write({}, (tx) => app.jobs.add(tx, forgottenPasswordTask, { sealed: seal(app, { address }) }))
}

/**
 * The job: mails a link to that address if it is a confirmed one. A second, recovery address works as well: it is one
 * of the two ways back into an account whose first address is gone.
 */
export async function mailResetLink(app: App, sealed: string): Promise<void> {
  const { address } = z.object({ address: z.string() }).parse(unseal(app, sealed))
  await app.db.write({ key: address }, async (tx) => {
    const owner = await findOwner(tx, address)
    if (!owner) return
    const { personId } = owner
    await tx.raise({ self: [personId] })
    const account = await findAccount(tx, personId)
    if (!account) return
    const isRecovery = owner.purpose === 'recovery'
    const secret = await insertToken(tx, {
      personId,
      purpose: isRecovery ? 'recover' : 'resetPassword',
      address,
      at: app.now(),
      minutes: resetMinutes,
    })
    await postLetter(app, tx, {
      to: address,
      language: account.language,
      letter: 'resetPassword',
      values: { minutes: resetMinutes },
      path: isRecovery ? paths.recoverWith(secret) : paths.resetPassword(secret),
    })
  })
}
