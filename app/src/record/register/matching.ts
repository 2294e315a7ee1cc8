import { nameKey } from '../name-key.ts'

/**
 * When two descriptions are of one person. The national service does not publish its scoring; these rules are ours,
 * deterministic, and the same whichever of the two is given first. They never merge anybody: *possible* is for a person
 * to compare.
 */

/** A person as they are compared: names as keys (`nameKey`), the postcode as `postcodeKey`. */
export interface Described {
  readonly givenNameKey: string
  readonly familyNameKey: string
  readonly birthDate: string
  /** 1 male, 2 female, 0 not known, 9 not specified: the last two agree with everything. */
  readonly gender: string
  /** Empty is not known, which agrees with nothing: nobody is the same for want of an address. */
  readonly postcodeKey: string
  readonly preferredGivenKey?: string | null
  readonly previousFamilyKey?: string | null
  readonly familyAt16Key?: string | null
  readonly scn?: string | null
  readonly email?: string | null
}

export const comparedFields = ['givenName', 'familyName', 'birthDate', 'gender', 'postcode'] as const
export type ComparedField = (typeof comparedFields)[number]

/**
 * `alternate`: by a preferred given name, a previous family name or that at 16. `near`: within a slip of the keyboard.
 * `swapped`: it stands in the other name's place. `unknown`: one of the two does not say.
 */
export type Agreement = 'same' | 'alternate' | 'near' | 'swapped' | 'initial' | 'unknown' | 'different'

export type Reason =
  | 'names'
  | 'nearNames'
  | 'swappedNames'
  | 'initialAndPostcode'
  | 'oneDiffers'
  | 'sameScn'
  | 'sameEmail'

export interface Comparison {
  readonly verdict: 'exact' | 'possible' | 'different'
  /** Why it is possible; none for the other two. */
  readonly reasons: readonly Reason[]
  readonly fields: Readonly<Record<ComparedField, Agreement>>
}

export function compare(one: Described, other: Described): Comparison {
  const fields = agreements(one, other)
  const differing = comparedFields.filter((field) => !agrees(field, fields[field]))
  if (differing.length === 0) return { verdict: 'exact', reasons: [], fields }
  const reasons = reasonsFor(one, other, fields, differing.length)
  return { verdict: reasons.length > 0 ? 'possible' : 'different', reasons, fields }
}

function agrees(field: ComparedField, agreement: Agreement): boolean {
  return agreement === 'same' || agreement === 'alternate' || (field === 'gender' && agreement === 'unknown')
}

function agreements(one: Described, other: Described): Record<ComparedField, Agreement> {
  const swapped = areSwapped(one, other)
  const given = (of: Described) => [of.givenNameKey, of.preferredGivenKey]
  const family = (of: Described) => [of.familyNameKey, of.previousFamilyKey, of.familyAt16Key]
  return {
    givenName: names(given(one), given(other), swapped),
    familyName: names(family(one), family(other), swapped),
    birthDate: one.birthDate === other.birthDate ? 'same' : 'different',
    gender: genders(one.gender, other.gender),
    postcode: known(one.postcodeKey, other.postcodeKey),
  }
}

/** The first of each is the present name. A former name of both says nothing of either's present one. */
function names(
  one: readonly (string | null | undefined)[],
  other: readonly (string | null | undefined)[],
  swapped: boolean,
): Agreement {
  const [a, b] = [one[0] ?? '', other[0] ?? '']
  if (a === b) return 'same'
  if (other.includes(a) || one.includes(b)) return 'alternate'
  if (swapped) return 'swapped'
  if (isNear(a, b)) return 'near'
  return initialOf(a) === initialOf(b) ? 'initial' : 'different'
}

function genders(one: string, other: string): Agreement {
  const says = (gender: string) => gender === '1' || gender === '2'
  if (!says(one) || !says(other)) return 'unknown'
  return one === other ? 'same' : 'different'
}

function known(one: string, other: string): Agreement {
  if (one === '' || other === '') return 'unknown'
  return one === other ? 'same' : 'different'
}

function reasonsFor(
  one: Described,
  other: Described,
  fields: Comparison['fields'],
  differing: number,
): Reason[] {
  const { givenName, familyName, birthDate, postcode } = fields
  const bornTogether = birthDate === 'same'
  const equal = agrees('givenName', givenName) && agrees('familyName', familyName)
  const close = (agreement: Agreement) => agreement === 'near' || agrees('givenName', agreement)
  const shared = (a?: string | null, b?: string | null) =>
    Boolean(a) && a === b && agrees('familyName', familyName)
  const holds: Record<Reason, boolean> = {
    names: bornTogether && equal,
    nearNames: bornTogether && !equal && close(givenName) && close(familyName),
    swappedNames: bornTogether && areSwapped(one, other),
    initialAndPostcode:
      bornTogether &&
      postcode === 'same' &&
      !equal &&
      initialOf(one.givenNameKey) === initialOf(other.givenNameKey),
    oneDiffers: differing === 1,
    sameScn: shared(one.scn, other.scn),
    sameEmail: shared(one.email, other.email),
  }
  return (Object.keys(holds) as Reason[]).filter((reason) => holds[reason])
}

function areSwapped(one: Described, other: Described): boolean {
  return (
    one.givenNameKey === other.familyNameKey &&
    one.familyNameKey === other.givenNameKey &&
    one.givenNameKey !== one.familyNameKey
  )
}

function initialOf(name: string): string | undefined {
  return [...name][0]
}

/** Within one insertion, deletion or replacement; two where the longer name has eight letters. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]]
  if (a.length === 0 || b.length === 0) return false
  return editDistance(a, b) <= (Math.max(a.length, b.length) >= 8 ? 2 : 1)
}

function editDistance(a: readonly string[], b: readonly string[]): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let above = b.map((_, column) => column + 1)
  let corner = 0
  for (const [row, letter] of a.entries()) {
    let left = row + 1
    corner = row
    const line: number[] = []
    for (const [column, otherLetter] of b.entries()) {
      const up = above[column] ?? 0
      left = Math.min(up + 1, left + 1, corner + (letter === otherLetter ? 0 : 1))
      line.push(left)
      corner = up
    }
    above = line
  }
  return above.at(-1) ?? a.length
}

/** In capitals without its space. Empty is not known, which `ZZ99 9ZZ` says too. */
export function postcodeKey(postcode: string): string {
  const key = postcode.toUpperCase().replace(/\s/gu, '')
  return key === 'ZZ999ZZ' ? '' : key
}

export function emailKey(address: string): string {
  return address.trim().normalize('NFC').toLowerCase()
}

export interface Describing {
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly gender: string
  readonly lastKnownPostCode: string
  readonly preferredGivenName?: string | undefined
  readonly previousFamilyName?: string | undefined
  readonly familyNameAtAge16?: string | undefined
  readonly scottishCandidateNumber?: string | undefined
  readonly emailAddress?: string | undefined
}

/** A person as written down, as they are compared. */
export function describe(person: Describing): Described {
  const optional = (name: string | undefined) => (name ? nameKey(name) || null : null)
  return {
    givenNameKey: nameKey(person.givenName),
    familyNameKey: nameKey(person.familyName),
    birthDate: person.birthDate,
    gender: person.gender,
    postcodeKey: postcodeKey(person.lastKnownPostCode),
    preferredGivenKey: optional(person.preferredGivenName),
    previousFamilyKey: optional(person.previousFamilyName),
    familyAt16Key: optional(person.familyNameAtAge16),
    scn: person.scottishCandidateNumber || null,
    email: person.emailAddress ? emailKey(person.emailAddress) : null,
  }
}
