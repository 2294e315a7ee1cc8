import type { App } from '../app.ts'
import { AppError, invalid } from '../errors.ts'
import type { Reader } from '../platform/db.ts'
import { recordAccountEvent } from './account-event.ts'
import { ensureSession, ownAccount } from './acting.ts'
import type { Actor, PersonActor } from './actor.ts'
import { listAddresses } from './address-store.ts'
import { announce } from './announce.ts'
import { revokeAllTokens } from './api-token-store.ts'
import { limits } from './limits.ts'
import { endTokens } from './one-time-token-store.ts'
import { hashPassword, passwordMatches } from './password-hash.ts'
import { passwordProblem } from './password-rule.ts'
import { startSession } from './session.ts'
import { markAllSessionsEnded } from './session-store.ts'
import { findNames, findPasswordHash, replacePassword } from './store.ts'

/** Every other session and all tokens of programs end; this session goes on under a new cookie, which is given. */
export async function changePassword(
  app: App,
  actor: Actor,
  input: { password: string; newPassword: string },
  device: string,
): Promise<string> {
  const person = ensureSession(actor)
  const { personId } = person
  await ensurePassword(app, person, input.password)
  await app.db.read(ownAccount(person), (tx) =>
    ensureGoodPassword(tx, personId, input.newPassword, 'newPassword'),
  )
  const hash = await hashPassword(input.newPassword)
  return app.db.write(ownAccount(person), async (tx) => {
    const at = app.now()
    await replacePassword(tx, personId, hash, at)
    // Links to a new password, too: whoever asked for one may be whom the change is to keep out.
    await endTokens(tx, personId, { purposes: ['resetPassword', 'recover'] }, at)
    await markAllSessionsEnded(tx, personId, at)
    await revokeAllTokens(tx, personId, at)
    const token = await startSession(app, tx, personId, { signedInWith: 'password', device })
    await announce(app, tx, personId, 'passwordChanged')
    await recordAccountEvent(tx, actor, 'account.passwordChanged', personId, at)
    return token
  })
}

/** Asked again before what somebody at an unattended screen must not do. */
export async function ensurePassword(app: App, person: PersonActor, password: string): Promise<void> {
  await app.limit.take(limits.passwordByAccount, person.personId)
  const hash = await app.db.read(ownAccount(person), (tx) => findPasswordHash(tx, person.personId))
  if (!(await passwordMatches(hash, password))) {
    throw new AppError('invalid', { problems: [{ field: 'password', key: 'identity.passwordWrong' }] })
  }
  await app.limit.forget(limits.passwordByAccount, person.personId)
}

/** The transaction has to open the person's own. */
export async function ensureGoodPassword(
  tx: Reader,
  personId: string,
  password: string,
  field: string,
): Promise<void> {
  const names = await findNames(tx, personId)
  const addresses = await listAddresses(tx, personId)
  const problem = passwordProblem(password, {
    names: names ? [names.givenName, names.familyName] : [],
    addresses: addresses.map(({ address }) => address),
  })
  if (problem) invalid({ field, key: `identity.password_${problem}` })
}
