import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { joinClass, placeIn } from './class/learner.ts'
import { codeForTheWall, confirmJoiner, enrolFromList } from './class/registrar.ts'
import { showClass } from './results-day/tutor.ts'
import { type Somebody, somebody } from './support/files.ts'
import { type FileToGive, pointer as hands } from './support/hands.ts'
import { axe } from './support/looks.ts'
import { visitAs } from './support/people.ts'
import { visit } from './support/visit.ts'
import { claimRecord, openAccount } from './whole-path/learner.ts'
import { college, enterLearner, printCode } from './whole-path/registrar.ts'

const school = 'Harbour Community School'

/**
 * A class is put together from a list and from a code on the wall, of learners whom another place registered; then its
 * tutor sees those whom the registrar enrolled or confirmed, and nobody before.
 */
test('a class is enrolled, and its tutor sees who is in it', async () => {
  const [listed, joiner] = [somebody('Elin'), somebody('Macsen')]
  const cohort = `Ffiseg ${listed.uln}`
  const carys = await visitAs('carys', '/')
  for (const learner of [listed, joiner]) await enterLearner(carys, hands, learner, cohort, college)
  const claimCode = await printCode(carys, hands, joiner, cohort, college)

  const list = classList(`${cohort}.csv`, [
    listed,
    somebody('Nobody'),
    { ...somebody('Wrong'), uln: '1234567890' },
  ])
  await enrolFromList(carys, hands, list, cohort)
  const code = await codeForTheWall(carys, hands, cohort)
  await axe(carys)

  const macsen = await visit('/')
  await openAccount(macsen, hands, joiner)
  await claimRecord(macsen, hands, joiner.uln, claimCode)
  await joinClass(macsen, hands, { code, cohort, school })

  const tom = await visitAs('tom', '/')
  expect(await namesIn(tom, cohort)).toEqual([listed.name])
  await confirmJoiner(carys, hands, joiner, cohort)
  expect(await namesIn(tom, cohort)).toEqual([listed.name, joiner.name])
  await macsen.reload()
  expect(await placeIn(macsen, school)).toContain('enrolled')
})

async function namesIn(page: Page, cohort: string): Promise<string[]> {
  await showClass(page, hands, cohort)
  const names = await page.getByRole('rowheader').allInnerTexts()
  return names.map((name) => name.trim()).sort()
}

function classList(name: string, learners: readonly Somebody[]): FileToGive {
  const rows = learners.map((one) => [one.uln, one.givenName, one.familyName, one.birthDate].join(','))
  const text = ['ULN,GivenName,FamilyName,DateOfBirth', ...rows, ''].join('\n')
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
}
