/** A level of the Regulated Qualifications Framework (and of Wales's CQFW) beside those of Europe and Scotland. */
export interface Level {
  readonly level: string
  /** European Qualifications Framework; Entry 2 and 1 lie below its first level and have none. */
  readonly eqf: string | undefined
  /** Scottish Credit and Qualifications Framework. */
  readonly scqf: string | undefined
}

const rows: readonly (readonly [level: string, eqf: string, scqf: string])[] = [
  ['8', '8', '12'],
  ['7', '7', '11'],
  ['6', '6', '9, 10'],
  ['5', '5', '8'],
  ['4', '5', '7'],
  ['3', '4', '6'],
  ['2', '3', '5'],
  ['1/2', '2, 3', '4, 5'],
  ['1', '2', '4'],
  ['E3', '1', '3'],
  ['E2', '', '2'],
  ['E1', '', '1'],
]

/** Highest first. The levels of CEFR are a scale of language and no levels of qualification: they are not here. */
export const levelTable: readonly Level[] = rows.map(([level, eqf, scqf]) => ({
  level,
  eqf: eqf || undefined,
  scqf,
}))

const byLevel = new Map(levelTable.map((one) => [one.level, one]))

/** By the table and nothing else; a level that it lacks has no others. */
export function levelsBeside(level: string): Level {
  return byLevel.get(level) ?? { level, eqf: undefined, scqf: undefined }
}

/** As the register says it: `Level 3`, `Level 1/2`, or `Entry Level` with `Entry 2` beside it. */
export function levelOf(level: string, subLevel: string): string | undefined {
  const entry =
    /^entry\s*(?:level\s*)?([123])$/i.exec(subLevel.trim()) ??
    /^entry\s*(?:level\s*)?([123])$/i.exec(level.trim())
  if (entry) return `E${entry[1]}`
  if (/^entry/i.test(level.trim())) return 'E'
  return /^(?:level\s*)?(1\/2|[1-8])$/i.exec(level.trim())?.[1]
}
