import type { Writer } from '../../platform/db.ts'
import { describe } from './matching.ts'
import type { Registration } from './registration.ts'
import './tables.ts'

/** The columns of a learner that a registration says, and the keys by which the rules find them. */
export function learnerColumns(registration: Registration) {
  const keys = describe({ ...registration, ...registration.details })
  return {
    given_name: registration.givenName,
    family_name: registration.familyName,
    given_name_key: keys.givenNameKey,
    family_name_key: keys.familyNameKey,
    birth_date: registration.birthDate,
    gender: registration.gender,
    postcode_key: keys.postcodeKey,
    preferred_given_key: keys.preferredGivenKey ?? null,
    previous_family_key: keys.previousFamilyKey ?? null,
    family_at_16_key: keys.familyAt16Key ?? null,
    ability_to_share: Number(registration.abilityToShare) as 0 | 1 | 2,
    details: JSON.stringify({
      ...registration.details,
      lastKnownPostCode: registration.lastKnownPostCode,
      verificationType: registration.verificationType,
    }),
  }
}

/** What else a learner is found by. Needs `ingest`. */
export async function insertKeys(tx: Writer, learnerId: string, registration: Registration): Promise<void> {
  const { scn, email } = describe({ ...registration, ...registration.details })
  const keys = [
    ...(scn ? [{ kind: 'scn' as const, key: scn, learner_id: learnerId }] : []),
    ...(email ? [{ kind: 'email' as const, key: email, learner_id: learnerId }] : []),
  ]
  if (keys.length === 0) return
  await tx.sql
    .insertInto('learner_key')
    .values(keys)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
