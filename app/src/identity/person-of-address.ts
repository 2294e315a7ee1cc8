import type { App } from '../app.ts'
import { normalAddress } from './address.ts'
import { findOwner } from './store.ts'

/** Whose account has the address, for commands of those who run the service. */
export async function personOfAddress(app: App, typed: string): Promise<string | undefined> {
  const address = normalAddress(typed)
  return app.db.read({ key: address }, async (tx) => (await findOwner(tx, address))?.personId)
}
