import type { App } from '../app.ts'
import { invalid, notFound } from '../errors.ts'
import { paths } from '../paths.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import { recordAccountEvent } from './account-event.ts'
import { ensureOperator } from './acting.ts'
import type { Actor } from './actor.ts'
import { normalAddress } from './address.ts'
import { listAddresses } from './address-store.ts'
import { postLetter } from './letter.ts'
import { endTokens, insertToken } from './one-time-token-store.ts'
import {
  cancelRecoveryRequest,
  findDueRecovery,
  findPersonOfRecovery,
  hasOpenRecovery,
  insertRecoveryRequest,
  listRecoveriesBy,
  type RecoveryRequestLine,
} from './recovery-store.ts'
import { findAccount, findOwner } from './store.ts'

export const recoveryHours = 72
const daysToUse = 7
export const effectRecoveryTask = 'identity.effectRecovery'

/**
 * An operator asks that somebody who lost every way in may take their account to a new address. Nothing changes for
 * 72 hours: each address of the account is told at once, with a link that cancels it.
 */
export async function requestRecovery(
  app: App,
  actor: Actor,
  input: { address: string; newAddress: string; reason: string },
): Promise<{ requestId: string; effectiveAt: Date }> {
  const operator = ensureOperator(actor)
  const address = normalAddress(input.address)
  const newAddress = normalAddress(input.newAddress)
  return app.db.write({ self: [operator.personId], key: address }, async (tx) => {
    const { personId } =
      (await findOwner(tx, address)) ?? invalid({ field: 'address', key: 'identity.noSuchAccount' })
    await tx.raise({ self: [operator.personId, personId], key: newAddress })
    const taken = await findOwner(tx, newAddress)
    if (taken && taken.personId !== personId) {
      invalid({ field: 'newAddress', key: 'identity.newAddressTaken' })
    }
    if (await hasOpenRecovery(tx, personId)) invalid({ field: 'address', key: 'identity.recoveryOpen' })
    const at = app.now()
    const requestId = newId(at.getTime())
    const { effectiveAt } = await insertRecoveryRequest(tx, {
      personId,
      requestId,
      requestedBy: operator.personId,
      newAddress,
      reason: input.reason,
      hours: recoveryHours,
    })
    await warnAll(app, tx, personId, requestId)
    await app.jobs.add(tx, effectRecoveryTask, { personId, requestId }, { runAt: effectiveAt })
    await recordAccountEvent(tx, actor, 'account.recoveryRequested', personId, at, {
      permission: 'operator',
      thing: { kind: 'recoveryRequest', id: requestId },
    })
    return { requestId, effectiveAt }
  })
}

/** Each address gets a link of its own, which works until the request has run out. */
async function warnAll(app: App, tx: Writer, personId: string, requestId: string): Promise<void> {
  const account = (await findAccount(tx, personId)) ?? notFound('account')
  for (const { address, confirmedAt } of await listAddresses(tx, personId)) {
    if (!confirmedAt) continue
    const secret = await insertToken(tx, {
      personId,
      purpose: 'cancelRecovery',
      address,
      requestId,
      at: app.now(),
      minutes: (recoveryHours + daysToUse * 24) * 60,
    })
    await postLetter(app, tx, {
      to: address,
      language: account.language,
      letter: 'recoveryRequested',
      values: { hours: recoveryHours },
      path: paths.cancelRecovery(secret),
    })
  }
}

/** The job, when the hours are over: the new address gets a link with which to set a password. */
export async function effectRecovery(
  app: App,
  { personId, requestId }: { personId: string; requestId: string },
): Promise<void> {
  await app.db.write({ self: [personId] }, async (tx) => {
    const due = await findDueRecovery(tx, personId, requestId)
    const account = due && (await findAccount(tx, personId))
    if (!account) return
    // A job that is repeated mails a second link; the first one no longer works.
    await endTokens(tx, personId, { purposes: ['recover'], requestId }, app.now())
    const secret = await insertToken(tx, {
      personId,
      purpose: 'recover',
      address: due.newAddress,
      requestId,
      at: app.now(),
      minutes: daysToUse * 24 * 60,
    })
    await postLetter(app, tx, {
      to: due.newAddress,
      language: account.language,
      letter: 'recoveryReady',
      values: { days: daysToUse },
      path: paths.recoverWith(secret),
    })
  })
}

/** An operator sees the requests they made, and calls one back that was a mistake. */
export async function readRecoveries(app: App, actor: Actor): Promise<RecoveryRequestLine[]> {
  const operator = ensureOperator(actor)
  return app.db.read({ self: [operator.personId] }, (tx) => listRecoveriesBy(tx, operator.personId))
}

export async function withdrawRecovery(app: App, actor: Actor, requestId: string): Promise<void> {
  const operator = ensureOperator(actor)
  await app.db.write({ self: [operator.personId] }, async (tx) => {
    const personId = (await findPersonOfRecovery(tx, operator.personId, requestId)) ?? notFound('recovery')
    await tx.raise({ self: [operator.personId, personId] })
    await endRecovery(app, tx, actor, personId, requestId)
  })
}

/** The transaction has to open the person's own. */
export async function endRecovery(
  app: App,
  tx: Writer,
  actor: Actor,
  personId: string,
  requestId: string,
): Promise<boolean> {
  const at = app.now()
  if (!(await cancelRecoveryRequest(tx, personId, requestId, at))) return false
  await endTokens(tx, personId, { purposes: ['recover', 'cancelRecovery'], requestId }, at)
  await recordAccountEvent(tx, actor, 'account.recoveryCancelled', personId, at, {
    permission: actor.kind === 'person' && actor.personId !== personId ? 'operator' : 'own',
    thing: { kind: 'recoveryRequest', id: requestId },
  })
  return true
}
