/** Invented, as everything here: five that share the country's examinations out among them. */
export const awardingOrganisations = [
  { name: 'Bench Northern Examinations', ukprn: '99100001', weight: 41 },
  { name: 'Bench Meridian Awards', ukprn: '99100002', weight: 25 },
  { name: 'Bench Tamar and Thames Board', ukprn: '99100003', weight: 19 },
  { name: 'Bench Vocational Awards', ukprn: '99100004', weight: 10 },
  { name: 'Bwrdd Arholi Bench Cymru', ukprn: '99100005', weight: 5 },
] as const
/** The one whose papers centres in Wales take. */
export const welshOrganisation = 4
/** The one for practical qualifications. */
export const vocationalOrganisation = 3

export interface Subject {
  readonly title: string
  readonly level: string
  readonly scheme: string
  readonly vocational?: boolean
}

const gcses = [
  ...[
    'Mathematics',
    'English Language',
    'English Literature',
    'Combined Science',
    'Religious Studies',
    'History',
  ],
  ...['Geography', 'French', 'Spanish', 'Art and Design', 'Computer Science', 'Design and Technology'],
  ...[
    'Business',
    'Physical Education',
    'Drama',
    'Music',
    'German',
    'Food Preparation and Nutrition',
    'Sociology',
  ],
  ...[
    'Biology',
    'Chemistry',
    'Physics',
    'Psychology',
    'Media Studies',
    'Citizenship Studies',
    'Economics',
    'Latin',
  ],
]
const aLevels = [
  ...[
    'Mathematics',
    'Psychology',
    'Biology',
    'Chemistry',
    'History',
    'Sociology',
    'Art and Design',
    'Physics',
  ],
  ...['Economics', 'Geography', 'English Literature', 'Business', 'Further Mathematics', 'Computer Science'],
  ...['Politics', 'Religious Studies', 'French', 'Spanish', 'Law', 'Media Studies', 'Philosophy', 'Music'],
]
const practical = [
  'Health and Social Care',
  'Digital Information Technology',
  'Sport',
  'Travel and Tourism',
  'Engineering',
]

/** What somebody at the end of school may sit: the first ones everybody does. */
export const atSixteen: readonly Subject[] = [
  ...gcses.map((title) => ({
    title: `GCSE ${title}`,
    level: '1/2',
    scheme: title === 'Combined Science' ? 'GCSE9-1-DOUBLE' : 'GCSE9-1',
  })),
  ...practical.map((title) => ({
    title: `Certificate in ${title}`,
    level: '2',
    scheme: 'PMD',
    vocational: true,
  })),
]
export const atEighteen: readonly Subject[] = [
  ...aLevels.map((title) => ({ title: `A level ${title}`, level: '3', scheme: 'ALEVEL' })),
  ...aLevels.slice(0, 8).map((title) => ({ title: `AS ${title}`, level: '3', scheme: 'AS' })),
  ...practical.map((title) => ({
    title: `Extended Diploma in ${title}`,
    level: '3',
    scheme: 'BTEC-TRIPLE',
    vocational: true,
  })),
  { title: 'Extended Project', level: '3', scheme: 'EPQ' },
]

/** How many in a thousand have each grade, best first, about as in the summer of 2025. */
export const gradeWeights: Readonly<Record<string, readonly number[]>> = {
  'GCSE9-1': [51, 70, 97, 114, 159, 180, 146, 96, 66, 21],
  'GCSEA*-G': [70, 122, 186, 0, 251, 158, 100, 60, 34, 19],
  ALEVEL: [94, 189, 262, 234, 132, 64, 25],
  AS: [205, 200, 216, 180, 108, 91],
  EPQ: [160, 260, 240, 170, 100, 50, 20],
  PMD: [220, 410, 320, 50],
}

/** A number of the national register's form, the same for the same subject of the same organisation. */
export function qualificationNumber(
  organisation: number,
  stage: 'sixteen' | 'eighteen',
  subject: number,
): string {
  const digits = `60${organisation + 1}${stage === 'sixteen' ? 1 : 3}${String(subject + 100)}`
  const sum = [...digits].reduce((total, digit, at) => total + (8 - at) * Number(digit), 0)
  const check = (11 - (sum % 11)) % 11
  return `${digits.slice(0, 3)}/${digits.slice(3)}/${check === 10 ? 'X' : check}`
}
