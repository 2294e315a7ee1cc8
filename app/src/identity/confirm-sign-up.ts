import type { App } from '../app.ts'
import { AppError, conflict } from '../errors.ts'
import type { Language } from '../words.ts'
import { visitor } from './actor.ts'
import { openAccount } from './create-account.ts'
import { hashSecret, isSecret } from './secret.ts'
import { endPresentedSession, startSession } from './session.ts'
import { deleteSignUp, findSignUp, useSignUp } from './sign-up-store.ts'

/** What the page says before the button is pressed: a scanner that follows the link confirms nothing. */
export async function lookAtSignUp(app: App, secret: string): Promise<{ givenName: string }> {
  if (!isSecret(secret)) linkOver()
  const tokenHash = hashSecret(secret)
  const found = await app.db.read({ key: tokenHash }, (tx) => findSignUp(tx, tokenHash, app.now()))
  return found ? { givenName: found.given_name } : linkOver()
}

/** The owner of the address wants the account: it is opened, and they are signed in. */
export async function confirmSignUp(
  app: App,
  secret: string,
  browser: { device: string; cookie: string | undefined },
): Promise<{ personId: string; token: string }> {
  if (!isSecret(secret)) linkOver()
  const tokenHash = hashSecret(secret)
  return app.db.write({ key: tokenHash }, async (tx) => {
    const asked = (await useSignUp(tx, tokenHash, app.now())) ?? linkOver()
    await endPresentedSession(app, tx, browser.cookie)
    const personId = await openAccount(app, tx, visitor, {
      address: asked.address,
      passwordHash: asked.password_hash,
      givenName: asked.given_name,
      familyName: asked.family_name,
      birthDate: asked.birth_date,
      language: asked.language as Language,
    })
    if (!personId) conflict('identity.addressTaken')
    const token = await startSession(app, tx, personId, {
      signedInWith: 'confirmedAddress',
      device: browser.device,
    })
    return { personId, token }
  })
}

/** The job: what was asked for and never confirmed is not kept. */
export async function forgetSignUp(app: App, tokenHash: string): Promise<void> {
  await app.db.write({ key: tokenHash }, (tx) => deleteSignUp(tx, tokenHash))
}

/** Used, expired or never there: nobody needs to know which. */
export function linkOver(): never {
  throw new AppError('gone', { key: 'identity.linkOver' })
}
