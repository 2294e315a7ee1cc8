import type { App } from '../app.ts'
import { ensureSession, ownAccount } from './acting.ts'
import type { Actor } from './actor.ts'
import { isAcademic } from './address.ts'
import { listAddresses } from './address-store.ts'
import { dayOf, isChild } from './age.ts'
import { countRecoveryCodes } from './recovery-store.ts'

export interface AccountOverview {
  readonly name: string
  readonly birthDate: string
  readonly isChild: boolean
  readonly signInAddresses: readonly string[]
  /** Only addresses that end when the person leaves: they are asked for one of their own. */
  readonly needsOwnAddress: boolean
  readonly recoveryAddresses: number
  /** Undefined: none were ever made. */
  readonly codesLeft: number | undefined
}

export async function readAccount(app: App, actor: Actor): Promise<AccountOverview> {
  const person = ensureSession(actor)
  const { personId, name, birthDate } = person
  return app.db.read(ownAccount(person), async (tx) => {
    const addresses = (await listAddresses(tx, personId)).filter(({ confirmedAt }) => confirmedAt)
    const codes = await countRecoveryCodes(tx, personId)
    return {
      name,
      birthDate,
      isChild: isChild(birthDate, dayOf(app.now())),
      signInAddresses: addresses.filter(({ purpose }) => purpose === 'signIn').map(({ address }) => address),
      needsOwnAddress: addresses.every(
        ({ address, organisationId }) => organisationId !== null || isAcademic(address),
      ),
      recoveryAddresses: addresses.filter(({ purpose }) => purpose === 'recovery').length,
      codesLeft: codes?.left,
    }
  })
}
