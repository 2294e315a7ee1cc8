import type { RegistrationCells, RegistrationField } from '../register/registration.ts'

/** The headings of a registration file, in their order, and the field of the register that each is. */
export const columns = [
  ['Title', 'title'],
  ['GivenName', 'givenName'],
  ['PreferredGivenName', 'preferredGivenName'],
  ['MiddleOtherName', 'middleOtherName'],
  ['FamilyName', 'familyName'],
  ['PreviousFamilyName', 'previousFamilyName'],
  ['FamilyNameAtAge16', 'familyNameAtAge16'],
  ['SchoolAtAge16', 'schoolAtAge16'],
  ['LastKnownAddressLine1', 'lastKnownAddressLine1'],
  ['LastKnownAddressLine2', 'lastKnownAddressLine2'],
  ['LastKnownAddressTown', 'lastKnownAddressTown'],
  ['LastKnownAddressCountyOrCity', 'lastKnownAddressCountyOrCity'],
  ['LastKnownPostCode', 'lastKnownPostCode'],
  ['DateOfAddressCapture', 'dateOfAddressCapture'],
  ['DateOfBirth', 'birthDate'],
  ['PlaceOfBirth', 'placeOfBirth'],
  ['Gender', 'gender'],
  ['Nationality', 'nationality'],
  ['EmailAddress', 'emailAddress'],
  ['ScottishCandidateNumber', 'scottishCandidateNumber'],
  ['VerificationType', 'verificationType'],
  ['OtherVerificationDescription', 'otherVerificationDescription'],
  ['AbilityToShare', 'abilityToShare'],
  ['Notes', 'notes'],
] as const satisfies readonly (readonly [string, RegistrationField])[]

export type ColumnName = (typeof columns)[number][0]
export const columnNames: readonly ColumnName[] = columns.map(([name]) => name)
/** As sent: by the file's own names. */
export type SentCells = Readonly<Partial<Record<ColumnName, string>>>

export function cellsOf(sent: SentCells): RegistrationCells {
  return Object.fromEntries(columns.map(([name, field]) => [field, sent[name] ?? '']))
}

const nameOf = new Map<string, ColumnName>(columns.map(([name, field]) => [field, name]))

/** The file's own name of a field, so that whoever wrote the file finds it. */
export function columnOf(field: string): string {
  return nameOf.get(field) ?? field
}
