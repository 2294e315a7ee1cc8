import type { App } from '../app.ts'
import { paths } from '../paths.ts'
import type { Language } from '../words.ts'
import { isAcademic } from './address.ts'
import { findInstitution } from './address-store.ts'
import { dayOf, mayHaveOwnAccount } from './age.ts'
import { postLetter } from './letter.ts'
import { limits } from './limits.ts'
import { hashPassword } from './password-hash.ts'
import { hashSecret, newSecret } from './secret.ts'
import { insertSignUp } from './sign-up-store.ts'
import { findAccount, findOwner } from './store.ts'

export interface SignUp {
  readonly address: string
  readonly password: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly language: Language
}

export const signUpHours = 24
export const forgetSignUpTask = 'identity.forgetSignUp'

/** Only the address's domain decides what is answered, so that nobody learns who has an account. */
export type SignUpAnswer = 'tooYoung' | 'personalAddress' | 'institutionAddress'

/**
 * Asks the owner of the address whether they want an account. The same is written and answered whether or not there
 * is an account already; only the letter differs, and only the owner of the address reads it.
 */
export async function signUp(
  app: App,
  input: SignUp,
  browser: { network: string; id: string | undefined },
): Promise<SignUpAnswer> {
  // Before anything is counted, hashed or kept: of a younger child nothing stays.
  if (!mayHaveOwnAccount(input.birthDate, dayOf(app.now()))) return 'tooYoung'
  await app.limit.take(limits.signUpByNetwork, browser.network)
  await app.limit.take(limits.signUpByAddress, input.address)
  const { address, language } = input
  const passwordHash = await hashPassword(input.password)
  const secret = newSecret()
  const tokenHash = hashSecret(secret)
  const browserHash = browser.id === undefined ? null : hashSecret(browser.id)
  const at = app.now()
  const expiresAt = new Date(at.getTime() + signUpHours * 60 * 60_000)

  return app.db.write({ key: address }, async (tx) => {
    const owner = await findOwner(tx, address)
    const institution = await findInstitution(tx, address)
    await tx.raise({ key: tokenHash, ...(owner ? { self: [owner.personId] } : {}) })
    await insertSignUp(tx, { ...input, passwordHash, tokenHash, browserHash, at, expiresAt })
    await app.jobs.add(tx, forgetSignUpTask, { tokenHash }, { runAt: expiresAt })
    if (owner) {
      const account = await findAccount(tx, owner.personId)
      await postLetter(app, tx, {
        to: address,
        language: account?.language ?? language,
        letter: 'addressHasAccount',
        path: paths.signIn(),
      })
    } else {
      await postLetter(app, tx, {
        to: address,
        language,
        letter: 'confirmSignUp',
        values: { hours: signUpHours },
        path: paths.signUpConfirm(secret),
      })
    }
    return institution || isAcademic(address) ? 'institutionAddress' : 'personalAddress'
  })
}
