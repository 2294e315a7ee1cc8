import { sql } from 'kysely'
import type { Reader, Writer } from '../platform/db.ts'
import { domainsAbove } from './address.ts'
import type { AddressPurpose } from './tables.ts'
import './tables.ts'

export interface AddressRow {
  readonly address: string
  readonly purpose: AddressPurpose
  readonly organisationId: string | null
  readonly confirmedAt: Date | null
}

export async function listAddresses(tx: Reader, personId: string): Promise<AddressRow[]> {
  return tx.sql
    .selectFrom('email_address')
    .select(['address', 'purpose', 'organisation_id as organisationId', 'confirmed_at as confirmedAt'])
    .where('person_id', '=', personId)
    .orderBy('added_at')
    .orderBy('address')
    .execute()
}

/** Keeps the order of those who change the addresses of one account: "never the last one" is decided on what stays. */
export async function lockAddresses(tx: Writer, personId: string): Promise<void> {
  await tx.sql
    .selectFrom('person')
    .select('person_id')
    .where('person_id', '=', personId)
    .forUpdate()
    .execute()
}

export async function insertAddress(
  tx: Writer,
  personId: string,
  row: {
    address: string
    purpose: AddressPurpose
    organisationId: string | null
    confirmedAt: Date | null
    at: Date
  },
): Promise<void> {
  await tx.sql
    .insertInto('email_address')
    .values({
      person_id: personId,
      address: row.address,
      purpose: row.purpose,
      organisation_id: row.organisationId,
      confirmed_at: row.confirmedAt,
      added_at: row.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'address']).doUpdateSet({
        purpose: row.purpose,
        confirmed_at: row.confirmedAt,
        added_at: row.at,
      }),
    )
    .execute()
}

/** False when the address belongs to somebody already. */
export async function claimAddress(
  tx: Writer,
  personId: string,
  address: string,
  purpose: AddressPurpose,
): Promise<boolean> {
  const claimed = await tx.sql
    .insertInto('email_key')
    .values({ address, person_id: personId, purpose })
    .onConflict((conflict) => conflict.doNothing())
    .returning('address')
    .execute()
  return claimed.length > 0
}

export async function markAddressConfirmed(
  tx: Writer,
  personId: string,
  address: string,
  at: Date,
): Promise<void> {
  await tx.sql
    .updateTable('email_address')
    .set({ confirmed_at: at })
    .where('person_id', '=', personId)
    .where('address', '=', address)
    .execute()
}

export async function updatePurpose(
  tx: Writer,
  personId: string,
  address: string,
  purpose: AddressPurpose,
): Promise<void> {
  for (const table of ['email_key', 'email_address'] as const) {
    await tx.sql
      .updateTable(table)
      .set({ purpose })
      .where('person_id', '=', personId)
      .where('address', '=', address)
      .execute()
  }
}

export async function deleteAddress(tx: Writer, personId: string, address: string): Promise<void> {
  for (const table of ['email_key', 'email_address'] as const) {
    await tx.sql.deleteFrom(table).where('person_id', '=', personId).where('address', '=', address).execute()
  }
}

/** The organisation to whose people the address is given, by its domain or one above it. */
export async function findInstitution(
  tx: Reader,
  address: string,
): Promise<{ organisationId: string; name: string } | undefined> {
  const found = await sql<{ organisationId: string; name: string }>`
    select organisation_id as "organisationId", name from organisation
    where email_domains && ${domainsAbove(address)}::text[] and closed_at is null
    order by name limit 1`.execute(tx.sql)
  return found.rows[0]
}
