import type { App } from '../app.ts'
import { AppError, conflict, invalid } from '../errors.ts'
import type { Language } from '../words.ts'
import { visitor } from './actor.ts'
import { openAccount } from './create-account.ts'
import { limits } from './limits.ts'
import { passwordMatches } from './password-hash.ts'
import { hashSecret, isSecret } from './secret.ts'
import { endPresentedSession, startSession } from './session.ts'
import { deleteSignUp, findSignUp, useSignUp } from './sign-up-store.ts'
import type { SignUpTable } from './tables.ts'

/** What the page says before the button is pressed: a scanner that follows the link confirms nothing. */
export async function lookAtSignUp(
  app: App,
  secret: string,
  browserId: string | undefined,
): Promise<{ givenName: string; address: string; sameBrowser: boolean }> {
  const asked = await findAsked(app, secret)
  return {
    givenName: asked.given_name,
    address: asked.address,
    sameBrowser: isSameBrowser(asked, browserId),
  }
}

/**
 * The owner of the address wants the account: it is opened, and they are signed in. Anybody can have asked for it, with
 * a password of theirs; so the browser that asked confirms, or whoever knows that password too.
 */
export async function confirmSignUp(
  app: App,
  secret: string,
  password: string,
  browser: { id: string | undefined; device: string; network: string; cookie: string | undefined },
): Promise<{ personId: string; token: string }> {
  const waiting = await findAsked(app, secret)
  if (!isSameBrowser(waiting, browser.id)) await ensureChosenPassword(app, waiting, password, browser.network)
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

/** The owner of the address did not ask for the account. */
export async function refuseSignUp(app: App, secret: string): Promise<void> {
  const { token_hash: tokenHash } = await findAsked(app, secret)
  await forgetSignUp(app, tokenHash)
}

/** The job: what was asked for and never confirmed is not kept. */
export async function forgetSignUp(app: App, tokenHash: string): Promise<void> {
  await app.db.write({ key: tokenHash }, (tx) => deleteSignUp(tx, tokenHash))
}

async function findAsked(app: App, secret: string): Promise<SignUpTable> {
  if (!isSecret(secret)) linkOver()
  const tokenHash = hashSecret(secret)
  const found = await app.db.read({ key: tokenHash }, (tx) => findSignUp(tx, tokenHash, app.now()))
  return found ?? linkOver()
}

function isSameBrowser(asked: SignUpTable, browserId: string | undefined): boolean {
  return browserId !== undefined && asked.browser_hash === hashSecret(browserId)
}

async function ensureChosenPassword(
  app: App,
  asked: SignUpTable,
  password: string,
  network: string,
): Promise<void> {
  const refuse = (key: string) => invalid({ field: 'password', key })
  if (password === '') refuse('identity.passwordMissing')
  await app.limit.take(limits.linkByNetwork, network)
  await app.limit.take(limits.chosenPasswordByLink, asked.token_hash)
  if (!(await passwordMatches(asked.password_hash, password))) refuse('identity.chosenPasswordWrong')
}

/** Used, expired or never there: nobody needs to know which. */
export function linkOver(): never {
  throw new AppError('gone', { key: 'identity.linkOver' })
}
