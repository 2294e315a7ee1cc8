import type { App } from '../app.ts'
import { conflict } from '../errors.ts'
import { recordAccountEvent } from './account-event.ts'
import { visitor } from './actor.ts'
import { claimAddress, listAddresses, markAddressConfirmed } from './address-store.ts'
import { announce } from './announce.ts'
import { linkOver } from './confirm-sign-up.ts'
import { limits } from './limits.ts'
import { findToken, useToken } from './one-time-token-store.ts'
import { hashSecret, isSecret } from './secret.ts'

export async function lookAtAddress(app: App, secret: string): Promise<{ address: string }> {
  if (!isSecret(secret)) linkOver()
  const tokenHash = hashSecret(secret)
  const found = await app.db.read({ key: tokenHash }, (tx) =>
    findToken(tx, tokenHash, ['confirmAddress'], app.now()),
  )
  return { address: found?.address ?? linkOver() }
}

/** The link is proof enough: it may be opened on a telephone that is not signed in. All addresses are told. */
export async function confirmAddress(app: App, secret: string, network: string): Promise<void> {
  if (!isSecret(secret)) linkOver()
  await app.limit.take(limits.linkByNetwork, network)
  const tokenHash = hashSecret(secret)
  await app.db.write({ key: tokenHash }, async (tx) => {
    const at = app.now()
    const found = (await findToken(tx, tokenHash, ['confirmAddress'], at)) ?? linkOver()
    const { personId } = found
    await tx.raise({ self: [personId] })
    const row = (await listAddresses(tx, personId)).find(({ address }) => address === found.address)
    if (!row || !(await useToken(tx, found, at))) linkOver()
    if (!(await claimAddress(tx, personId, row.address, row.purpose))) conflict('identity.addressTaken')
    await markAddressConfirmed(tx, personId, row.address, at)
    await announce(app, tx, personId, row.purpose === 'signIn' ? 'addressAdded' : 'recoveryAddressAdded', {
      address: row.address,
    })
    await recordAccountEvent(tx, visitor, 'account.addressConfirmed', personId, at, {
      thing: { kind: 'address' },
      detail: { purpose: row.purpose },
    })
  })
}
