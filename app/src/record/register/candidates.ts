import type { Reader } from '../../platform/db.ts'
import type { Candidate } from './judge.ts'
import type { Described } from './matching.ts'

/** Somebody in the register, with what the rules compare and the few facts that decide what may be said of them. */
export interface Registered extends Candidate {
  readonly abilityToShare: number
}

export interface LearnerRow {
  learner_id: string
  uln: string
  root_id: string | null
  given_name_key: string
  family_name_key: string
  birth_date: string
  gender: string
  postcode_key: string
  preferred_given_key: string | null
  previous_family_key: string | null
  family_at_16_key: string | null
  scn: string | null
  email: string | null
  ability_to_share: number
}

/** Of `learner l`, as `registered` reads them. */
export const columns = `l.learner_id, l.uln, l.root_id, l.given_name_key, l.family_name_key, l.birth_date, l.gender,
  l.postcode_key, l.preferred_given_key, l.previous_family_key, l.family_at_16_key,
  l.details ->> 'scottishCandidateNumber' as scn, lower(l.details ->> 'emailAddress') as email, l.ability_to_share`

/** A shielded learner is there for their unit alone: for anybody else it is as if they were not. */
export const seenBy = '(l.shielded_by is null or l.shielded_by = $1)'

/**
 * Everybody whom the rules could take for the person: whoever was born that day, lives at that postcode, or has that
 * number or address. Any other differs in a birth date and one more of the five. The rules themselves are in
 * `matching.ts`. Needs `ingest`.
 */
export async function candidatesFor(
  tx: Reader,
  organisationId: string,
  person: Described,
): Promise<Registered[]> {
  const rows = await tx.named<LearnerRow & Record<string, unknown>>(
    'candidates of a person',
    `select ${columns} from learner l
     where (l.birth_date = $2::date
         or (l.postcode_key = $3 and l.postcode_key <> '')
         or l.learner_id = any (array(select k.learner_id from learner_key k
              where (k.kind, k.key) in (('scn', $4), ('email', $5)))))
       and ${seenBy}`,
    [organisationId, person.birthDate, person.postcodeKey, person.scn ?? '', person.email ?? ''],
  )
  return rows.map(registered)
}

/** The same for many at once, in the order in which they were given: one way to them after the other. */
export async function candidatesForMany(
  tx: Reader,
  organisationId: string,
  people: readonly Described[],
): Promise<Registered[][]> {
  const rows = await tx.named<LearnerRow & { place: number } & Record<string, unknown>>(
    'candidates of many',
    `with given as (select * from unnest($2::date[], $3::text[], $4::text[], $5::text[])
       with ordinality as given (birth_date, postcode_key, scn, email, place))
     select place::int, ${columns} from given join learner l on l.birth_date = given.birth_date
       where ${seenBy}
     union all
     select place::int, ${columns} from given
       join learner l on l.postcode_key = given.postcode_key and l.postcode_key <> ''
       where l.birth_date <> given.birth_date and ${seenBy}
     union all
     select place::int, ${columns} from given
       join learner_key k on (k.kind, k.key) in (('scn', given.scn), ('email', given.email))
       join learner l on l.learner_id = k.learner_id
       where l.birth_date <> given.birth_date and l.postcode_key <> given.postcode_key and ${seenBy}`,
    [
      organisationId,
      people.map(({ birthDate }) => birthDate),
      people.map(({ postcodeKey }) => postcodeKey),
      people.map(({ scn }) => scn ?? ''),
      people.map(({ email }) => email ?? ''),
    ],
  )
  const found: Registered[][] = people.map(() => [])
  for (const { place, ...row } of rows) {
    const candidate = registered(row)
    const of = found[place - 1]
    // By number and by address: the same person twice.
    if (of && !of.some(({ learnerId }) => learnerId === candidate.learnerId)) of.push(candidate)
  }
  return found
}

/** Whom a number belongs to, whatever their names. Needs `ingest`. */
export async function registeredByUln(
  tx: Reader,
  organisationId: string,
  uln: string,
): Promise<Registered | undefined> {
  const [row] = await tx.named<LearnerRow & Record<string, unknown>>(
    'registered by number',
    `select ${columns} from uln_key k join learner l on l.learner_id = k.learner_id
     where k.uln = $2 and ${seenBy}`,
    [organisationId, uln],
  )
  return row && registered(row)
}

/** The same for many numbers, or ids, at once. */
export async function registeredAmong(
  tx: Reader,
  organisationId: string,
  { ulns = [], learnerIds = [] }: { ulns?: readonly string[]; learnerIds?: readonly string[] },
): Promise<Registered[]> {
  if (ulns.length + learnerIds.length === 0) return []
  const rows = await tx.named<LearnerRow & Record<string, unknown>>(
    'registered among',
    `select ${columns} from learner l
     where l.learner_id = any (array(select k.learner_id from uln_key k where k.uln = any($2::text[]))
         || $3::uuid[]) and ${seenBy}`,
    [organisationId, [...ulns], [...learnerIds]],
  )
  return rows.map(registered)
}

/** The number by which a linked learner goes now, unless the one whom they are linked to is shielded. */
export async function registeredById(
  tx: Reader,
  organisationId: string,
  learnerId: string,
): Promise<Registered | undefined> {
  const [row] = await tx.named<LearnerRow & Record<string, unknown>>(
    'registered by id',
    `select ${columns} from learner l where l.learner_id = $2 and ${seenBy}`,
    [organisationId, learnerId],
  )
  return row && registered(row)
}

export function registered(row: LearnerRow): Registered {
  return {
    learnerId: row.learner_id,
    uln: row.uln,
    rootId: row.root_id,
    givenNameKey: row.given_name_key,
    familyNameKey: row.family_name_key,
    birthDate: row.birth_date,
    gender: row.gender,
    postcodeKey: row.postcode_key,
    preferredGivenKey: row.preferred_given_key,
    previousFamilyKey: row.previous_family_key,
    familyAt16Key: row.family_at_16_key,
    scn: row.scn,
    email: row.email,
    abilityToShare: row.ability_to_share,
  }
}
