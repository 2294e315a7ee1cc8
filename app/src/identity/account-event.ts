import { recordEvent } from '../audit/record-event.ts'
import type { Permission } from '../audit/record-event.ts'
import type { Writer } from '../platform/db.ts'
import type { Actor } from './actor.ts'

/** What can happen to an account: the person reads it, in words, among all that happened. */
export type AccountAction =
  | 'account.opened'
  | 'account.signedIn'
  | 'account.signInFailed'
  | 'account.signedOut'
  | 'account.sessionEnded'
  | 'account.passwordChanged'
  | 'account.passwordReset'
  | 'account.addressAdded'
  | 'account.addressConfirmed'
  | 'account.addressRemoved'
  | 'account.recoveryCodesMade'
  | 'account.recoveryCodeUsed'
  | 'account.recoveryRequested'
  | 'account.recoveryCancelled'
  | 'account.recoveryTookEffect'
  | 'account.preferencesChanged'
  | 'account.tokenMade'
  | 'account.tokenRevoked'

export async function recordAccountEvent(
  tx: Writer,
  actor: Actor,
  action: AccountAction,
  personId: string,
  at: Date,
  more: {
    permission?: Permission
    thing?: { kind: string; id?: string }
    detail?: Readonly<Record<string, unknown>>
  } = {},
): Promise<void> {
  await recordEvent(tx, actor, {
    action,
    about: [personId],
    permission: more.permission ?? 'own',
    thing: more.thing ?? { kind: 'account', id: personId },
    ...(more.detail ? { detail: more.detail } : {}),
    at,
  })
}
