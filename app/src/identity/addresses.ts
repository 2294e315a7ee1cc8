import type { App } from '../app.ts'
import { invalid, notFound } from '../errors.ts'
import { paths } from '../paths.ts'
import { recordAccountEvent } from './account-event.ts'
import { ensureSession, ownAccount } from './acting.ts'
import type { Actor } from './actor.ts'
import { isAcademic, normalAddress } from './address.ts'
import {
  type AddressRow,
  deleteAddress,
  findInstitution,
  insertAddress,
  listAddresses,
  lockAddresses,
} from './address-store.ts'
import { announce } from './announce.ts'
import { ensurePassword } from './change-password.ts'
import { postLetter } from './letter.ts'
import { limits } from './limits.ts'
import { endTokens, insertToken } from './one-time-token-store.ts'
import { findOwner } from './store.ts'
import type { AddressPurpose } from './tables.ts'

const confirmHours = 24

export interface OwnAddress extends AddressRow {
  /** It may stop working when the person leaves. */
  readonly isInstitutional: boolean
  readonly mayBeRemoved: boolean
}

export async function readAddresses(app: App, actor: Actor): Promise<OwnAddress[]> {
  const person = ensureSession(actor)
  const rows = await app.db.read(ownAccount(person), (tx) => listAddresses(tx, person.personId))
  return rows.map((row) => ({
    ...row,
    isInstitutional: row.organisationId !== null || isAcademic(row.address),
    mayBeRemoved: !isLastToSignIn(rows, row.address),
  }))
}

/**
 * Mails a link to the new address, for signing in or as a way back. The same is answered when somebody else has it;
 * then the letter says so to them.
 */
export async function addAddress(
  app: App,
  actor: Actor,
  input: { address: string; purpose: AddressPurpose; password: string },
): Promise<void> {
  const person = ensureSession(actor)
  const { personId } = person
  await ensurePassword(app, person, input.password)
  await app.limit.take(limits.addressByAccount, personId)
  const address = normalAddress(input.address)
  await app.db.write({ ...ownAccount(person), key: address }, async (tx) => {
    const at = app.now()
    const rows = await listAddresses(tx, personId)
    if (rows.some((row) => row.address === address && row.confirmedAt)) {
      invalid({ field: 'address', key: 'identity.addressIsYours' })
    }
    const owner = await findOwner(tx, address)
    const institution = await findInstitution(tx, address)
    await insertAddress(tx, personId, {
      address,
      purpose: input.purpose,
      organisationId: institution?.organisationId ?? null,
      confirmedAt: null,
      at,
    })
    await endTokens(tx, personId, { purposes: ['confirmAddress'], address }, at)
    const secret = await insertToken(tx, {
      personId,
      purpose: 'confirmAddress',
      address,
      at,
      minutes: confirmHours * 60,
    })
    await postLetter(app, tx, {
      to: address,
      language: person.language,
      letter: owner ? 'addressElsewhere' : 'confirmAddress',
      values: { hours: confirmHours },
      path: owner ? paths.signIn() : paths.confirmAddress(secret),
    })
    await recordAccountEvent(tx, actor, 'account.addressAdded', personId, at, {
      thing: { kind: 'address' },
      detail: { purpose: input.purpose },
    })
  })
}

/** All addresses are told, the one that goes too. The last one for signing in stays. */
export async function removeAddress(app: App, actor: Actor, typed: string): Promise<void> {
  const person = ensureSession(actor)
  const { personId } = person
  const address = normalAddress(typed)
  await app.db.write(ownAccount(person), async (tx) => {
    await lockAddresses(tx, personId)
    const rows = await listAddresses(tx, personId)
    const row = rows.find((one) => one.address === address) ?? notFound('address')
    if (isLastToSignIn(rows, address)) invalid({ field: '', key: 'identity.lastAddress' })
    if (row.confirmedAt) await announce(app, tx, personId, 'addressRemoved', { address })
    const at = app.now()
    await endTokens(tx, personId, { purposes: ['confirmAddress', 'resetPassword', 'recover'], address }, at)
    await deleteAddress(tx, personId, address)
    await recordAccountEvent(tx, actor, 'account.addressRemoved', personId, at, {
      thing: { kind: 'address' },
      detail: { purpose: row.purpose },
    })
  })
}

function isLastToSignIn(rows: readonly AddressRow[], address: string): boolean {
  const signingIn = rows.filter((row) => row.purpose === 'signIn' && row.confirmedAt)
  return signingIn.length === 1 && signingIn[0]?.address === address
}
