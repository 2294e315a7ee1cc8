import type { App } from '../app.ts'
import { paths } from '../paths.ts'
import type { Writer } from '../platform/db.ts'
import { listAddresses } from './address-store.ts'
import { type LetterName, postLetters } from './letter.ts'
import { findAccount } from './store.ts'

/**
 * Tells all confirmed addresses of an account, so that whoever took one of them cannot hide what they did.
 * Call it before an address is removed and after one was added.
 */
export async function announce(
  app: App,
  tx: Writer,
  personId: string,
  letter: LetterName,
  values: Readonly<Record<string, string | number>> = {},
  path: string = paths.forgotten(),
): Promise<void> {
  const account = await findAccount(tx, personId)
  if (!account) return
  const addresses = await listAddresses(tx, personId)
  await postLetters(
    app,
    tx,
    addresses
      .filter(({ confirmedAt }) => confirmedAt !== null)
      .map(({ address }) => ({ to: address, language: account.language, letter, values, path })),
  )
}
