import { checkScn, checkUln } from '@vademecum/uln'
import type { FieldProblem } from '../../errors.ts'
import { isDay } from '../calendar.ts'
import { nameKey } from '../name-key.ts'

/**
 * What the register holds of a learner: the fields of the national service's `LearnerToRegister`, by its names. `uln`
 * is given where another register issued it; else one is issued.
 */
export interface Registration {
  readonly uln?: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly gender: Gender
  /** `ZZ99 9ZZ` is not known. */
  readonly lastKnownPostCode: string
  readonly verificationType: VerificationType
  readonly abilityToShare: AbilityToShare
  readonly details: Readonly<Partial<Record<DetailField, string>>>
}

/** 1 male, 2 female, 0 not known, 9 not specified. */
export const genders = ['0', '1', '2', '9'] as const
export type Gender = (typeof genders)[number]

/**
 * How somebody made sure who the learner is: 0 none, 1 relationship with the school, 2 passport, 3 driving licence,
 * 4 national identity card, 5 National Insurance card, 6 funding entitlement certificate, 7 bank card, 999 other.
 */
export const verificationTypes = ['0', '1', '2', '3', '4', '5', '6', '7', '999'] as const
export type VerificationType = (typeof verificationTypes)[number]

/** 0: the privacy notice was not seen; 1: seen, may be shared; 2: seen, and not to be shared. */
export const abilitiesToShare = ['0', '1', '2'] as const
export type AbilityToShare = (typeof abilitiesToShare)[number]

/** The optional fields, and how many characters each may have. */
export const detailLengths = {
  otherVerificationDescription: 255,
  title: 35,
  middleOtherName: 35,
  preferredGivenName: 35,
  previousFamilyName: 35,
  familyNameAtAge16: 35,
  placeOfBirth: 35,
  schoolAtAge16: 254,
  emailAddress: 254,
  lastKnownAddressLine1: 50,
  lastKnownAddressLine2: 50,
  lastKnownAddressTown: 50,
  lastKnownAddressCountyOrCity: 50,
  dateOfAddressCapture: 10,
  nationality: 3,
  scottishCandidateNumber: 9,
  notes: 4000,
} as const
export type DetailField = keyof typeof detailLengths
export const detailFields = Object.keys(detailLengths) as DetailField[]

export const registrationFields = [
  ...(['uln', 'givenName', 'familyName', 'birthDate', 'gender', 'lastKnownPostCode'] as const),
  ...(['verificationType', 'abilityToShare'] as const),
  ...detailFields,
] as const
export type RegistrationField = (typeof registrationFields)[number]

/** As it was typed or sent: text, or nothing. */
export type RegistrationCells = Readonly<Partial<Record<RegistrationField, string | undefined>>>

/** What the four needed codes are where nobody said: the code for *not known*. */
const notSaid = { gender: '0', lastKnownPostCode: 'ZZ99 9ZZ', verificationType: '0', abilityToShare: '0' }

export type CheckedRegistration =
  | { readonly ok: true; readonly value: Registration }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/**
 * Every rule of one registration, all that is wrong at once. A batch file has to say the four codes (`required`); a
 * page or a program may leave them out, which is *not known*.
 */
export function checkRegistration(
  cells: RegistrationCells,
  today: string,
  { required = false }: { required?: boolean } = {},
): CheckedRegistration {
  const problems: FieldProblem[] = []
  const wrong = (field: RegistrationField, rule: string, values?: FieldProblem['values']) => {
    problems.push({ field, key: `record.rule_${rule}`, ...(values ? { values } : {}) })
  }
  const said = (field: RegistrationField) => (cells[field] ?? '').trim().normalize('NFC')
  const code = <Code extends string>(field: keyof typeof notSaid, codes: readonly Code[]): Code => {
    const value = said(field)
    if (value === '' && required) wrong(field, 'empty')
    const found = codes.find((each) => each === (value || notSaid[field]))
    if (found === undefined) wrong(field, 'code', { codes: codes.join(', ') })
    return found ?? (codes[0] as Code)
  }

  const uln = said('uln')
  const number = uln === '' ? undefined : checkUln(uln)
  if (number && !number.ok) wrong('uln', `uln-${number.rule}`)
  const givenName = said('givenName')
  const familyName = said('familyName')
  for (const [field, name] of [
    ['givenName', givenName],
    ['familyName', familyName],
  ] as const) {
    if (name === '') wrong(field, 'empty')
    else nameRules(field, name, 35, wrong)
  }
  const birthDate = said('birthDate')
  if (!isDay(birthDate)) wrong('birthDate', birthDate === '' ? 'empty' : 'date')
  else if (birthDate < '1800-01-01' || birthDate > today) wrong('birthDate', 'dateRange')
  else if (!isOldEnough(birthDate, today)) wrong('birthDate', 'tooYoung')
  const postcode = said('lastKnownPostCode')
  if (postcode === '' && required) wrong('lastKnownPostCode', 'empty')
  const lastKnownPostCode = printedPostcode(postcode || notSaid.lastKnownPostCode)
  if (lastKnownPostCode === undefined) wrong('lastKnownPostCode', 'postcode')

  const gender = code('gender', genders)
  const verificationType = code('verificationType', verificationTypes)
  const abilityToShare = code('abilityToShare', abilitiesToShare)
  const details = checkDetails(said, today, wrong)
  const describes = details.otherVerificationDescription !== undefined
  if (verificationType === '999' && !describes) wrong('otherVerificationDescription', 'otherMissing')
  if (verificationType !== '999' && describes) wrong('otherVerificationDescription', 'otherNotWanted')

  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      ...(number ? { uln: number.value } : {}),
      ...{ givenName, familyName, birthDate, gender, verificationType, abilityToShare, details },
      lastKnownPostCode: lastKnownPostCode ?? notSaid.lastKnownPostCode,
    },
  }
}

type Wrong = (field: RegistrationField, rule: string, values?: FieldProblem['values']) => void

const names: ReadonlySet<DetailField> = new Set([
  ...(['middleOtherName', 'preferredGivenName', 'previousFamilyName', 'familyNameAtAge16'] as const),
])

function checkDetails(
  said: (field: RegistrationField) => string,
  today: string,
  wrong: Wrong,
): Partial<Record<DetailField, string>> {
  const details: Partial<Record<DetailField, string>> = {}
  for (const field of detailFields) {
    const value = field === 'nationality' ? said(field).toUpperCase() : said(field)
    if (value === '') continue
    details[field] = value
    if (names.has(field)) nameRules(field, value, detailLengths[field], wrong)
    else if (field === 'dateOfAddressCapture') dayRules(value, today, wrong)
    else if (field === 'scottishCandidateNumber') {
      const scn = checkScn(value)
      details[field] = scn.value
      if (!scn.ok) wrong(field, 'scn')
    } else {
      textRules(field, value, wrong)
      if (field === 'emailAddress' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) wrong(field, 'email')
      if (field === 'nationality' && !/^[A-Z0-9]{1,3}$/.test(value)) wrong(field, 'characters')
    }
  }
  return details
}

function nameRules(field: RegistrationField, name: string, longest: number, wrong: Wrong): void {
  if ([...name].length > longest) wrong(field, 'tooLong', { longest })
  else if (/\p{Cc}/u.test(name) || nameKey(name) === '') wrong(field, 'characters')
}

function textRules(field: DetailField, text: string, wrong: Wrong): void {
  const longest = detailLengths[field]
  const lines = field === 'notes' ? text.replace(/[\r\n\t]/g, '') : text
  if ([...text].length > longest) wrong(field, 'tooLong', { longest })
  else if (/\p{Cc}/u.test(lines)) wrong(field, 'characters')
}

function dayRules(day: string, today: string, wrong: Wrong): void {
  if (!isDay(day)) wrong('dateOfAddressCapture', 'date')
  else if (day < '1900-01-01' || day > today) wrong('dateOfAddressCapture', 'dateRange')
}

/** Fourteen by the end of the school year, 31 August, in which somebody is registered. */
function isOldEnough(birthDate: string, today: string): boolean {
  const year = Number(today.slice(0, 4)) + (today.slice(5) >= '09-01' ? 1 : 0)
  return birthDate <= `${year - 14}-08-31`
}

/** As it is printed, or undefined: a postcode of the United Kingdom, of the forces (BFPO), or the one for not known. */
function printedPostcode(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/\s/gu, '')
  const forces = /^BFPO(\d{1,4})$/.exec(plain)
  if (forces) return `BFPO ${forces[1]}`
  const match = /^(GIR|[A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(plain)
  return match ? `${match[1]} ${match[2]}` : undefined
}
