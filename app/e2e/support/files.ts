import { randomInt } from 'node:crypto'
import { issueUln } from '@vademecum/uln'
import { stringify } from 'csv-stringify/sync'
import sharp from 'sharp'
import type { FileToGive } from './hands.ts'

/** A person who is in no demonstration, new in every run: journeys never meet each other's data. */
export interface Somebody {
  readonly givenName: string
  readonly familyName: string
  readonly name: string
  readonly email: string
  readonly uln: string
  readonly born: { readonly day: string; readonly month: string; readonly year: string }
  readonly birthDate: string
}

export function somebody(givenName: string): Somebody {
  const uln = issueUln((limit) => randomInt(limit))
  // Letters only, as names are: they tell one run from another.
  const familyName = `Hartley${[...uln].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`
  return {
    givenName,
    familyName,
    name: `${givenName} ${familyName}`,
    email: `${givenName}.${uln}@post.example`.toLowerCase(),
    uln,
    born: { day: '9', month: '4', year: '2006' },
    birthDate: '2006-04-09',
  }
}

/** A results file as an awarding organisation sends it; `more` is what other columns say of every row. */
export function resultsFile(
  name: string,
  rows: readonly { of: Somebody; grade: string; uln?: string }[],
  more: Readonly<Record<string, string>> = {},
): FileToGive {
  const text = stringify(
    rows.map(({ of, grade, uln }) => ({
      ULN: uln ?? of.uln,
      GivenName: of.givenName,
      FamilyName: of.familyName,
      DateOfBirth: of.birthDate,
      QualificationNumber: '601/4862/0',
      QualificationTitle: 'A level Physics',
      Level: 'Level 3',
      GradingScheme: 'ALEVEL',
      Grade: grade,
      Series: 'June 2026',
      AwardDate: '2026-08-13',
      ...more,
    })),
    { header: true },
  )
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
}

/** A picture that no other test has: its bytes differ. */
export async function picture(name: string): Promise<FileToGive> {
  const background = { r: randomInt(256), g: randomInt(256), b: randomInt(256) }
  const buffer = await sharp({ create: { width: 640, height: 400, channels: 3, background } })
    .png()
    .toBuffer()
  return { name, mimeType: 'image/png', buffer }
}
