import type { Reader } from '../../platform/db.ts'
import {
  columns,
  type LearnerRow,
  registered,
  type Registered,
  registeredAmong,
  seenBy,
} from '../register/candidates.ts'
import { describedRow, type HeldPerson } from './judge-held.ts'

/**
 * Of two names, what `isNear` needs: one edit leaves all but a letter of the shorter at the two ends, so that half of it is
 * at one of them. Two edits, of long names, may leave neither.
 */
const couldBeNear = (one: string, other: string) => {
  const half = `least(length(${one}), length(${other})) / 2`
  return `(abs(length(${one}) - length(${other})) <= 2
    and (left(${one}, ${half}) = left(${other}, ${half}) or right(${one}, ${half}) = right(${other}, ${half})
      or greatest(length(${one}), length(${other})) >= 8))`
}
const givenAgrees = 'given.given_name in (l.given_name_key, l.preferred_given_key)'
const familyAgrees = 'given.family_name in (l.family_name_key, l.previous_family_key, l.family_at_16_key)'

/**
 * For each person whom the rules of `matching.ts` could take for them, and whose the number is, in two questions for
 * all. In a country a thousand are born on one day: those who cannot be meant whatever the rules say stay in the
 * database. What is left is for the rules. Needs `ingest`.
 */
export async function candidatesOfRows(
  tx: Reader,
  organisationId: string,
  people: readonly HeldPerson[],
): Promise<Registered[][]> {
  const described = people.map(describedRow)
  const rows = await tx.named<LearnerRow & { place: number } & Record<string, unknown>>(
    'candidates of held rows',
    `with given as (select * from unnest($2::date[], $3::text[], $4::text[], $5::text[])
       with ordinality as given (birth_date, postcode_key, given_name, family_name, place))
     select place::int, ${columns} from given join learner l on l.birth_date = given.birth_date
       where ${seenBy} and (
         (l.postcode_key = given.postcode_key and l.postcode_key <> '')
         or (l.given_name_key = given.family_name and l.family_name_key = given.given_name)
         or ((${givenAgrees} or ${couldBeNear('l.given_name_key', 'given.given_name')})
           and (${familyAgrees} or ${couldBeNear('l.family_name_key', 'given.family_name')})))
     union all
     select place::int, ${columns} from given
       join learner l on l.postcode_key = given.postcode_key and l.postcode_key <> ''
       where l.birth_date <> given.birth_date and ${givenAgrees} and ${familyAgrees} and ${seenBy}`,
    [
      organisationId,
      described.map(({ birthDate }) => birthDate),
      described.map(({ postcodeKey }) => postcodeKey),
      described.map(({ givenNameKey }) => givenNameKey),
      described.map(({ familyNameKey }) => familyNameKey),
    ],
  )
  const found: Registered[][] = people.map(() => [])
  for (const { place, ...row } of rows) found[place - 1]?.push(registered(row))
  const ulns = people.map(({ identifier }) => identifier).filter((number) => /^\d{10}$/.test(number))
  const numbered = await registeredAmong(tx, organisationId, { ulns })
  const byNumber = new Map(numbered.map((learner) => [learner.uln, learner]))
  for (const [place, { identifier }] of people.entries()) {
    const own = byNumber.get(identifier)
    const of = found[place]
    if (own && of && !of.some(({ learnerId }) => learnerId === own.learnerId)) of.push(own)
  }
  return found
}
