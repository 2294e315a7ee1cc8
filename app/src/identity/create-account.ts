import type { App } from '../app.ts'
import { conflict, invalid } from '../errors.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import type { Language } from '../words.ts'
import { recordAccountEvent } from './account-event.ts'
import type { Actor, SystemActor } from './actor.ts'
import { isAddress, normalAddress } from './address.ts'
import { claimAddress, findInstitution, insertAddress } from './address-store.ts'
import { agePolicy, dayOf, isBirthDate, mayHaveOwnAccount } from './age.ts'
import { hashPassword } from './password-hash.ts'
import { passwordProblem } from './password-rule.ts'
import { type NewPerson, insertPerson } from './store.ts'

export interface NewAccount {
  readonly address: string
  readonly password: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly language: Language
  /** Whoever runs the command knows that the address is the person's: nothing is mailed. */
  readonly confirmed: true
}

/** An account made by a command of the operator's, or for the demonstration. */
export async function createAccount(
  app: App,
  actor: SystemActor,
  input: NewAccount,
): Promise<{ personId: string }> {
  const address = normalAddress(input.address)
  if (!isAddress(address)) invalid({ field: 'address', key: 'identity.addressInvalid' })
  if (!isBirthDate(input.birthDate, dayOf(app.now()))) {
    invalid({ field: 'birthDate', key: 'identity.birthDateInvalid' })
  }
  if (!mayHaveOwnAccount(input.birthDate, dayOf(app.now()))) {
    invalid({ field: 'birthDate', key: 'identity.tooYoung', values: { age: agePolicy.ownAccount } })
  }
  const weak = passwordProblem(input.password, {
    names: [input.givenName, input.familyName],
    addresses: [address],
  })
  if (weak) invalid({ field: 'password', key: `identity.password_${weak}` })
  const passwordHash = await hashPassword(input.password)
  return app.db.write({}, async (tx) => {
    const personId = await openAccount(app, tx, actor, { ...input, address, passwordHash })
    return { personId: personId ?? conflict('identity.addressTaken') }
  })
}

/** The account and its first address, confirmed. Undefined when the address belongs to somebody already. */
export async function openAccount(
  app: App,
  tx: Writer,
  actor: Actor,
  account: Omit<NewPerson, 'personId'> & { address: string },
): Promise<string | undefined> {
  const at = app.now()
  const personId = newId(at.getTime())
  const { address } = account
  await tx.raise({ self: [personId] })
  if (!(await claimAddress(tx, personId, address, 'signIn'))) return undefined
  await insertPerson(tx, { ...account, personId }, at)
  const institution = await findInstitution(tx, address)
  await insertAddress(tx, personId, {
    address,
    purpose: 'signIn',
    organisationId: institution?.organisationId ?? null,
    confirmedAt: at,
    at,
  })
  await recordAccountEvent(tx, actor, 'account.opened', personId, at, {
    permission: actor.kind === 'system' ? 'system' : 'own',
  })
  return personId
}
