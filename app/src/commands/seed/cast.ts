/** The named people and organisations of the demonstration, of the tests and of the guide: one cast for all. */

export const demonstrationPassword = 'Take-me-along-26'

export const organisations = {
  meridian: {
    ukprn: '90000011',
    name: 'Meridian Awards',
    kind: 'awardingOrganisation',
    attests: ['result'],
    purposes: ['examining'],
    emailDomains: [],
  },
  severn: {
    ukprn: '90000028',
    name: 'Severn Examinations Board',
    kind: 'awardingOrganisation',
    attests: ['result'],
    purposes: ['examining'],
    emailDomains: [],
  },
  harbour: {
    ukprn: '90000035',
    name: 'Harbour Community School',
    kind: 'school',
    attests: ['activity'],
    purposes: ['teaching', 'enrolling', 'examining', 'advising'],
    emailDomains: ['harbour.example'],
  },
  afon: {
    ukprn: '90000042',
    name: 'Coleg Afon',
    kind: 'college',
    attests: ['activity'],
    purposes: ['teaching', 'enrolling', 'examining', 'advising'],
    emailDomains: ['colegafon.example'],
  },
  northmoor: {
    ukprn: '90000059',
    name: 'University of Northmoor',
    kind: 'university',
    attests: ['result', 'award', 'module', 'activity'],
    purposes: ['teaching', 'enrolling', 'examining', 'admitting'],
    emailDomains: ['northmoor.example'],
  },
  acme: {
    ukprn: '90000066',
    name: 'Acme Marine Ltd',
    kind: 'employer',
    attests: [],
    purposes: [],
    emailDomains: ['acme.example'],
  },
} as const

/** In the register of providers, and not here yet. */
export const otherProviders = [
  { ukprn: '90000073', name: 'Ysgol Gymraeg Glan Hafren' },
  { ukprn: '90000080', name: 'Tawe Training' },
] as const

export type OrganisationName = keyof typeof organisations

interface CastMember {
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  /** The age on the day of the seed: the fourteen-year-old stays fourteen. */
  readonly age: number
  readonly language: 'en' | 'cy'
  readonly what: string
  readonly roles?: readonly { readonly at: OrganisationName; readonly role: CastRole }[]
  readonly isOperator?: true
  /** The number under which the register knows this person, and who registered them. */
  readonly uln?: string
  readonly enrolledAt?: OrganisationName
}

type CastRole =
  | 'administrator'
  | 'registrar'
  | 'examsOfficer'
  | 'tutor'
  | 'adviser'
  | 'admissions'
  | 'recruiter'

export const people = {
  amina: {
    givenName: 'Amina',
    familyName: 'Yusuf',
    email: 'learner@demo.example',
    age: 18,
    language: 'en',
    what: 'learner at Harbour Community School, with results, a page and a share',
    uln: '8228186621',
    enrolledAt: 'harbour',
  },
  gethin: {
    givenName: 'Gethin',
    familyName: 'Pryce',
    email: 'learner2@demo.example',
    age: 21,
    language: 'cy',
    what: 'learner at the University of Northmoor, reads Welsh',
    uln: '1116410450',
    enrolledAt: 'northmoor',
  },
  mali: {
    givenName: 'Mali',
    familyName: 'Rees',
    email: 'learner14@demo.example',
    age: 14,
    language: 'en',
    what: 'learner of fourteen at Harbour Community School, who has not claimed her record yet',
    uln: '8500407939',
    enrolledAt: 'harbour',
  },
  tom: {
    givenName: 'Tom',
    familyName: 'Okafor',
    email: 'tutor@demo.example',
    age: 41,
    language: 'en',
    what: 'tutor at Harbour Community School',
    roles: [{ at: 'harbour', role: 'tutor' }],
  },
  priya: {
    givenName: 'Priya',
    familyName: 'Nair',
    email: 'adviser@demo.example',
    age: 36,
    language: 'en',
    what: 'careers adviser at Harbour Community School',
    roles: [{ at: 'harbour', role: 'adviser' }],
  },
  ruth: {
    givenName: 'Ruth',
    familyName: 'Bevan',
    email: 'registry@demo.example',
    age: 52,
    language: 'en',
    what: 'registrar of the University of Northmoor',
    roles: [
      { at: 'northmoor', role: 'registrar' },
      { at: 'northmoor', role: 'administrator' },
    ],
  },
  daniel: {
    givenName: 'Daniel',
    familyName: 'Marsh',
    email: 'admissions@demo.example',
    age: 33,
    language: 'en',
    what: 'admissions officer of the University of Northmoor',
    roles: [{ at: 'northmoor', role: 'admissions' }],
  },
  helen: {
    givenName: 'Helen',
    familyName: 'Forde',
    email: 'exams@demo.example',
    age: 47,
    language: 'en',
    what: 'exams officer of Meridian Awards, an awarding organisation',
    roles: [
      { at: 'meridian', role: 'examsOfficer' },
      { at: 'meridian', role: 'administrator' },
    ],
  },
  carys: {
    givenName: 'Carys',
    familyName: 'Lloyd',
    email: 'centre@demo.example',
    age: 44,
    language: 'cy',
    what: 'exams officer and registrar of Harbour Community School, and registrar of Coleg Afon',
    roles: [
      { at: 'harbour', role: 'examsOfficer' },
      { at: 'harbour', role: 'registrar' },
      { at: 'afon', role: 'registrar' },
    ],
  },
  erik: {
    givenName: 'Erik',
    familyName: 'Lund',
    email: 'employer@demo.example',
    age: 39,
    language: 'en',
    what: 'recruiter at Acme Marine Ltd',
    roles: [{ at: 'acme', role: 'recruiter' }],
  },
  sian: {
    givenName: 'Siân',
    familyName: 'Rees',
    email: 'guardian@demo.example',
    age: 43,
    language: 'en',
    what: 'guardian of Mali Rees; sees only what was shared with her',
  },
  olu: {
    givenName: 'Olu',
    familyName: 'Adeyemi',
    email: 'operator@demo.example',
    age: 45,
    language: 'en',
    what: 'operates the service; has no view of personal content',
    isOperator: true,
  },
  nia: {
    givenName: 'Nia',
    familyName: 'Prosser',
    email: 'operator2@demo.example',
    age: 38,
    language: 'cy',
    what: 'operates the service too: what one operator proposes, the other confirms',
    isOperator: true,
  },
} as const satisfies Record<string, CastMember>

export type CastName = keyof typeof people

/** A birth date that makes somebody `age` on `today`, half a year past the birthday. */
export function birthDateAt(age: number, today: Date): string {
  const born = new Date(Date.UTC(today.getUTCFullYear() - age, today.getUTCMonth() - 6, 15))
  return born.toISOString().slice(0, 10)
}
