import type { Glance, Reader, Writer } from '../platform/db.ts'
import type { Language } from '../words.ts'
import type { Preferences } from './preferences.ts'
import type { AddressPurpose } from './tables.ts'
import './tables.ts'

export interface AccountRow {
  readonly birthDate: string
  readonly language: Language
  readonly theme: Preferences['theme']
  readonly textSize: Preferences['textSize']
  readonly name: string
  readonly isOperator: boolean
}

const accountQuery = `
  select p.birth_date, p.language, p.theme, p.text_size,
         coalesce(n.known_as, n.given_name) || ' ' || n.family_name as name,
         exists (select from operator o where o.person_id = p.person_id) as is_operator
  from person p join person_name n on n.person_id = p.person_id
  where p.person_id = $1`

/** On the way of every request of somebody signed in: one prepared statement. */
export async function findAccount(tx: Glance, personId: string): Promise<AccountRow | undefined> {
  const [row] = await tx.named<{
    birth_date: string
    language: Language
    theme: Preferences['theme']
    text_size: Preferences['textSize']
    name: string
    is_operator: boolean
  }>('account', accountQuery, [personId])
  return (
    row && {
      birthDate: row.birth_date,
      language: row.language,
      theme: row.theme,
      textSize: row.text_size,
      name: row.name,
      isOperator: row.is_operator,
    }
  )
}

export interface NewPerson {
  readonly personId: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly language: Language
  readonly passwordHash: string
}

export async function insertPerson(tx: Writer, person: NewPerson, at: Date): Promise<void> {
  const { personId } = person
  await tx.sql
    .insertInto('person')
    .values({
      person_id: personId,
      birth_date: person.birthDate,
      language: person.language,
      theme: 'system',
      text_size: 'normal',
      created_at: at,
    })
    .execute()
  await tx.sql
    .insertInto('person_name')
    .values({
      person_id: personId,
      given_name: person.givenName,
      family_name: person.familyName,
      known_as: null,
    })
    .execute()
  await tx.sql
    .insertInto('password')
    .values({ person_id: personId, hash: person.passwordHash, changed_at: at })
    .execute()
}

export async function findNames(tx: Reader, personId: string) {
  return tx.sql
    .selectFrom('person_name')
    .select(['given_name as givenName', 'family_name as familyName'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** To whom a confirmed address belongs. The transaction's `key` has to be that address. */
export async function findOwner(
  tx: Reader,
  address: string,
): Promise<{ personId: string; purpose: AddressPurpose } | undefined> {
  return tx.sql
    .selectFrom('email_key')
    .select(['person_id as personId', 'purpose'])
    .where('address', '=', address)
    .executeTakeFirst()
}

export async function findPasswordHash(tx: Reader, personId: string): Promise<string | undefined> {
  const row = await tx.sql
    .selectFrom('password')
    .select('hash')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.hash
}

export async function replacePassword(tx: Writer, personId: string, hash: string, at: Date): Promise<void> {
  await tx.sql
    .updateTable('password')
    .set({ hash, changed_at: at })
    .where('person_id', '=', personId)
    .execute()
}

export async function updatePreferences(
  tx: Writer,
  personId: string,
  set: { language?: Language; theme?: string; text_size?: string },
): Promise<void> {
  await tx.sql.updateTable('person').set(set).where('person_id', '=', personId).execute()
}
