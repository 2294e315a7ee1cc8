import type { Language } from '../../words.ts'

type Said = Readonly<Record<Language, string>>

/** A grade is a scheme and a value; values of two schemes are never compared. */
export interface GradingScheme {
  readonly code: string
  /** Best first. */
  readonly grades: readonly string[]
  /** Grades that are words, which a screen says in its own language. */
  readonly worded?: true
  /** Of a scheme that an operator added: its name, and those of its grades that are words. */
  readonly names?: Said
  readonly words?: Readonly<Record<string, Said>>
  /** Universities number their own courses; all other qualifications are on the national register. */
  readonly ownNumbers?: true
}

const pairs = (grades: readonly string[]) =>
  grades.flatMap((grade, index) => [
    grade + grade,
    ...grades.slice(index + 1, index + 2).map((next) => grade + next),
  ])

/** The size of a BTEC decides how many letters its grade has; a step is one letter less good. */
function btec(letters: number): string[] {
  const steps = ['D*', 'D', 'M', 'P']
  const grades: string[] = []
  for (let step = 0; step < steps.length; step += 1) {
    for (let lower = 0; lower < letters; lower += 1) {
      if (lower > 0 && step === steps.length - 1) break
      const better = steps[step] ?? ''
      const worse = steps[step + 1] ?? ''
      grades.push(better.repeat(letters - lower) + worse.repeat(lower))
    }
  }
  return [...grades, 'U']
}

const schemes: readonly GradingScheme[] = [
  { code: 'GCSE9-1', grades: ['9', '8', '7', '6', '5', '4', '3', '2', '1', 'U'] },
  { code: 'GCSE9-1-DOUBLE', grades: [...pairs(['9', '8', '7', '6', '5', '4', '3', '2', '1']), 'U'] },
  { code: 'GCSEA*-G', grades: ['A*', 'A', 'B', 'C*', 'C', 'D', 'E', 'F', 'G', 'U'] },
  { code: 'ALEVEL', grades: ['A*', 'A', 'B', 'C', 'D', 'E', 'U'] },
  { code: 'AS', grades: ['A', 'B', 'C', 'D', 'E', 'U'] },
  { code: 'EPQ', grades: ['A*', 'A', 'B', 'C', 'D', 'E', 'U'] },
  { code: 'BTEC-UNIT', grades: btec(1) },
  { code: 'BTEC-DOUBLE', grades: btec(2) },
  { code: 'BTEC-TRIPLE', grades: btec(3) },
  { code: 'TLEVEL', grades: ['Distinction*', 'Distinction', 'Merit', 'Pass', 'Unclassified'], worded: true },
  { code: 'TLEVEL-CORE', grades: ['A*', 'A', 'B', 'C', 'D', 'E', 'U'] },
  { code: 'PMD', grades: ['Distinction', 'Merit', 'Pass', 'Fail'], worded: true },
  { code: 'PASSFAIL', grades: ['Pass', 'Fail'], worded: true },
  { code: 'IB', grades: ['7', '6', '5', '4', '3', '2', '1'] },
  { code: 'CEFR', grades: ['C2', 'C1', 'B2', 'B1', 'A2', 'A1'] },
  { code: 'MUSIC', grades: ['Distinction', 'Merit', 'Pass', 'Fail'], worded: true },
  {
    code: 'DEGREE',
    grades: ['First', '2:1', '2:2', 'Third', 'Ordinary', 'Unclassified', 'Fail'],
    worded: true,
    ownNumbers: true,
  },
  { code: 'MASTERS', grades: ['Distinction', 'Merit', 'Pass', 'Fail'], worded: true, ownNumbers: true },
]

export const gradingSchemes: ReadonlyMap<string, GradingScheme> = new Map(
  schemes.map((scheme) => [scheme.code, scheme]),
)

/** The key of the words in which a worded grade is said: `record.grade_Merit`. */
export function gradeWordKey(scheme: string, grade: string): string | undefined {
  if (!gradingSchemes.get(scheme)?.worded) return undefined
  return `record.grade_${grade.replace('*', 'Star').replace(':', '')}`
}

export const levels = ['E1', 'E2', 'E3', '1', '1/2', '2', '3', '4', '5', '6', '7', '8'] as const
