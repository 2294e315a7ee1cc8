import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkQan, checkUln } from '@vademecum/uln'
import { expect, onTestFinished, test } from 'vitest'
import { builtInCatalogue } from '../../../record/qualifications/catalogue.ts'
import { rowChecker } from '../../../record/results/check-row.ts'
import { readHeadings } from '../../../record/results/columns.ts'
import { learnerOf } from './learners.ts'
import { headings, isPossible, learnersOf, type Nation, rowsOf } from './rows.ts'
import { writeFiles } from './write-files.ts'

const nation: Nation = { seed: 7, learners: 4_000, results: 34_285 }
const rows = [...learnersOf(nation)].flatMap((learner) => rowsOf(nation, learner))
const share = (count: number) => count / rows.length

async function filesOf(of: Nation): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vademecum-nation-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { files } = await writeFiles(folder, of)
  return files.map(({ path }) => readFileSync(path, 'utf8'))
}

test('the same seed makes the same files, another makes others', async () => {
  const small = { seed: 7, learners: 300, results: 2_500 }
  const files = await filesOf(small)
  expect(files).toHaveLength(5)
  expect(await filesOf(small)).toEqual(files)
  expect(await filesOf({ ...small, seed: 8 })).not.toEqual(files)
})

test('there are as many results as were asked for, whatever the count of learners', () => {
  expect(rows).toHaveLength(nation.results)
  const odd = { seed: 1, learners: 37, results: 211 }
  expect([...learnersOf(odd)].flatMap((learner) => rowsOf(odd, learner))).toHaveLength(211)
  expect(isPossible(nation)).toBe(true)
  expect(isPossible({ ...nation, results: 40 * nation.learners })).toBe(false)
})

test('numbers are good and nobody has the same; only twins live at one address', () => {
  const learners = [...learnersOf(nation)]
  expect(learners.every(({ uln }) => checkUln(uln).ok)).toBe(true)
  expect(new Set(learners.map(({ uln }) => uln)).size).toBe(nation.learners)
  const homes = new Map(learners.map((learner) => [learner.postcode, learner]))
  expect(homes.size).toBe(nation.learners - 10)
  const [one, twin] = [learnerOf(7, 400), learnerOf(7, 401)]
  expect(twin).toMatchObject({ familyName: one.familyName, birthDate: one.birthDate, postcode: one.postcode })
  expect(twin.givenName).not.toBe(one.givenName)
})

test('a row is refused exactly if it was made to be', () => {
  const read = readHeadings(headings.split(','))
  if (!read.ok) throw new Error('the headings are not understood')
  const rules = { today: '2026-08-20', schemes: builtInCatalogue.schemes, source: 'AO' } as const
  const check = rowChecker(rules, read.headings)
  const wrong = rows.filter(({ line, fate }) => check(line.split(',')).ok !== (fate !== 'refused'))
  expect(wrong).toEqual([])
})

test('the shares: bad rows, rows without a number, of those the held; letters for names of all kinds', () => {
  expect(share(rows.filter(({ fate }) => fate === 'refused').length)).toBeCloseTo(0.005, 2)
  const withoutNumber = rows.filter(({ byDemographics }) => byDemographics)
  expect(share(withoutNumber.length)).toBeCloseTo(0.02, 2)
  const held = rows.filter(({ fate }) => fate === 'held').length
  expect(held / withoutNumber.length).toBeGreaterThan(0.03)
  expect(held / withoutNumber.length).toBeLessThan(0.2)
  const text = rows.map(({ line }) => line).join('\n')
  for (const name of ['Siân', "O'Brien", 'Nguyễn', 'Łukasz']) expect(text).toContain(name)
  expect(text).toMatch(/GCSEA\*-G,[A-G*U]+,June 2026,2026-08-20,cy/)
})

test('qualification numbers are of the register’s form, and each names one qualification', () => {
  const named = new Set<string>()
  for (const { line, fate } of rows) {
    if (fate !== 'refused') named.add(line.split(',').slice(8, 10).join())
  }
  const numbers = [...named].map((each) => each.split(',')[0] ?? '')
  expect(numbers.filter((number) => !checkQan(number).ok)).toEqual([])
  expect(new Set(numbers).size).toBe(named.size)
  expect(named.size).toBeGreaterThan(100)
})
