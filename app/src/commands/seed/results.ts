import { stringify } from 'csv-stringify/sync'
import { birthDateAt, type CastName, type OrganisationName, people } from './cast.ts'

interface Learner {
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
}

interface Entry {
  readonly learner: Learner
  readonly qualification: readonly [number: string, title: string, level: string]
  readonly scheme: string
  readonly grade: string
}

/** A results file as an awarding organisation would send it. */
export interface ResultsFileOf {
  readonly issuer: OrganisationName
  readonly fileName: string
  readonly series: string
  readonly awardDate: string
  readonly publish: boolean
  readonly entries: readonly Entry[]
}

const gcse = (number: string, title: string) => [number, `GCSE ${title}`, 'Level 2'] as const
const aLevel = (number: string, title: string) => [number, `A level ${title}`, 'Level 3'] as const

/** Learners whom no school has registered: their rows wait. */
const strangers: readonly Learner[] = [
  { uln: '4791566857', givenName: 'Jonah', familyName: "O'Brien", birthDate: '2008-02-11' },
  { uln: '7608884443', givenName: 'Zofia', familyName: 'Nowak', birthDate: '2007-12-30' },
]

export function resultsFiles(today: Date): readonly ResultsFileOf[] {
  const learner = (name: CastName): Learner => {
    const person = people[name]
    const { givenName, familyName, age } = person
    const uln = 'uln' in person ? person.uln : ''
    return { uln, givenName, familyName, birthDate: birthDateAt(age, today) }
  }
  const [amina, gethin, mali] = [learner('amina'), learner('gethin'), learner('mali')]
  const of = (
    who: Learner,
    scheme: string,
    results: readonly (readonly [readonly [string, string, string], string])[],
  ): Entry[] => results.map(([qualification, grade]) => ({ learner: who, qualification, scheme, grade }))

  return [
    {
      issuer: 'meridian',
      fileName: 'meridian-gcse-june-2024.csv',
      series: 'June 2024',
      awardDate: '2024-08-22',
      publish: true,
      entries: of(amina, 'GCSE9-1', [
        [gcse('601/8355/3', 'Mathematics'), '8'],
        [gcse('601/4292/7', 'English Language'), '7'],
        [gcse('601/8757/1', 'Physics'), '9'],
        [gcse('601/8751/0', 'Chemistry'), '8'],
        [gcse('601/8752/2', 'Biology'), '7'],
        [gcse('603/0932/9', 'Design and Technology'), '9'],
      ]),
    },
    {
      issuer: 'severn',
      fileName: 'severn-gcse-june-2024.csv',
      series: 'June 2024',
      awardDate: '2024-08-22',
      publish: true,
      entries: of(amina, 'GCSE9-1', [
        [gcse('601/8227/5', 'Geography'), '8'],
        [gcse('601/8157/X', 'French'), '6'],
      ]),
    },
    {
      issuer: 'severn',
      fileName: 'severn-gce-june-2023.csv',
      series: 'June 2023',
      awardDate: '2023-08-17',
      publish: true,
      entries: of(gethin, 'ALEVEL', [
        [aLevel('601/5263/5', 'Welsh Second Language'), 'A'],
        [aLevel('601/4687/8', 'History'), 'B'],
        [aLevel('601/4875/9', 'Geography'), 'B'],
      ]),
    },
    {
      issuer: 'meridian',
      fileName: 'meridian-gce-june-2026.csv',
      series: 'June 2026',
      awardDate: '2026-08-13',
      publish: true,
      entries: [
        ...of(amina, 'ALEVEL', [
          [aLevel('603/1457/X', 'Mathematics'), 'A*'],
          [aLevel('601/4862/0', 'Physics'), 'A'],
          [aLevel('603/1128/2', 'Design and Technology'), 'A'],
        ]),
        ...strangers.map((stranger) => ({
          learner: stranger,
          qualification: aLevel('603/1457/X', 'Mathematics'),
          scheme: 'ALEVEL',
          grade: 'B',
        })),
      ],
    },
    {
      issuer: 'northmoor',
      fileName: 'northmoor-modules-2026.csv',
      series: 'June 2026',
      awardDate: '2026-07-03',
      publish: true,
      entries: of(gethin, 'DEGREE', [[['NM-GEOG-BA', 'BA (Hons) Geography', 'Level 6'], '2:1']]),
    },
    {
      issuer: 'meridian',
      fileName: 'meridian-gcse-november-2026.csv',
      series: 'November 2026',
      awardDate: '2026-11-19',
      publish: false,
      entries: of(mali, 'GCSE9-1', [
        [gcse('601/8355/3', 'Mathematics'), '6'],
        [gcse('601/4292/7', 'English Language'), '7'],
      ]),
    },
  ]
}

export function csvOf(file: ResultsFileOf): string {
  return stringify(
    file.entries.map(({ learner, qualification: [number, title, level], scheme, grade }) => ({
      ULN: learner.uln,
      GivenName: learner.givenName,
      FamilyName: learner.familyName,
      DateOfBirth: learner.birthDate,
      QualificationNumber: number,
      QualificationTitle: title,
      Level: level,
      GradingScheme: scheme,
      Grade: grade,
      Series: file.series,
      AwardDate: file.awardDate,
    })),
    { header: true },
  )
}
