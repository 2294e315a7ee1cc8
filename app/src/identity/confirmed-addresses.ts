import type { Reader } from '../platform/db.ts'
import { listAddresses } from './address-store.ts'

/** The addresses that a person has shown to be theirs. The transaction needs powers over their own. */
export async function confirmedAddresses(tx: Reader, personId: string): Promise<string[]> {
  const rows = await listAddresses(tx, personId)
  return rows.flatMap(({ address, confirmedAt }) => (confirmedAt ? [address] : []))
}
