import { createHash } from 'node:crypto'
import { normalAddress } from '../identity/address.ts'
import type { PersonActor } from '../identity/actor.ts'
import type { Reader } from '../platform/db.ts'

/**
 * The party that an e-mail address stands for: a UUIDv8 made of the address. A share with an address never asks whether
 * it has an account, so nobody can find that out by sharing; whoever proves that the address is theirs, now or later,
 * finds the share.
 */
export function partyOfAddress(address: string): string {
  const hash = createHash('sha256')
    .update(`party:${normalAddress(address)}`)
    .digest()
  hash[6] = 0x80 | (hash.readUInt8(6) & 0x0f)
  hash[8] = 0x80 | (hash.readUInt8(8) & 0x3f)
  const hex = hash.toString('hex', 0, 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** All the parties that a person is: one for each address that they confirmed. */
export async function partiesOf(tx: Reader, person: PersonActor): Promise<string[]> {
  const rows = await tx.named<{ address: string }>(
    'confirmed addresses of a person',
    'select address from email_address where person_id = $1 and confirmed_at is not null',
    [person.personId],
  )
  return rows.map(({ address }) => partyOfAddress(address))
}
