import { randomInt } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import * as awarding from './results-day/awarding-organisation.ts'
import { seeEarly } from './results-day/centre.ts'
import { challenge, pageOfLine, readHistory, shareLevel } from './results-day/learner.ts'
import { gradeOnPage, openSharedPage, openSharedRecord, seeConfirmed } from './results-day/recipients.ts'
import { openRecordOf } from './results-day/tutor.ts'
import { resultsFile, somebody } from './support/files.ts'
import { pointer as hands } from './support/hands.ts'
import { axe } from './support/looks.ts'
import { visitAs } from './support/people.ts'
import { visit } from './support/visit.ts'
import { publishResults } from './whole-path/exams-officer.ts'
import { claimRecord, linkOf, openAccount, publishPage, share } from './whole-path/learner.ts'
import { enterLearner, printCode } from './whole-path/registrar.ts'

const slow = { javaScript: false }
const line = 'A level Physics'
/** A season is opened once: each run takes one of its own. */
const months = ['January', 'February', 'March', 'April', 'May', 'July', 'September', 'October', 'December']

/**
 * From the dry run to a grade that was lowered: an awarding organisation, a centre, a registrar, a tutor, the learner,
 * and two who were shown the result, a visitor with a link and a university. Without JavaScript throughout.
 */
test('results day, and what becomes of a result afterwards', async () => {
  const [learner, nobody] = [somebody('Dilys'), somebody('Nobody')]
  const cohort = `Year 13 ${learner.uln}`
  const series = `${months[randomInt(months.length)]} ${randomInt(2030, 2100)}`
  const ofSeries = { Series: series, CentreNumber: '68123' }

  const carys = await visitAs('carys', '/', slow)
  await enterLearner(carys, hands, learner, cohort)

  const helen = await visitAs('helen', '/', slow)
  await awarding.openSeries(helen, hands, series)
  const file = resultsFile(
    `physics-${learner.uln}.csv`,
    [
      { of: learner, grade: 'B' },
      { of: nobody, grade: 'C' },
      { of: somebody('Wrong'), grade: 'E', uln: '1234567890' },
    ],
    ofSeries,
  )
  const counts = { Rows: '3', Refused: '1', Unchanged: '0' }
  await awarding.checkFile(helen, hands, file, { ...counts, 'Would load': '1', Held: '1' })
  expect(await awarding.rowToLookAt(helen, 'held')).toContain('no learner is registered with exactly this')
  expect(await awarding.rowToLookAt(helen, 'refused')).toContain('is not a valid number: a digit is wrong')
  await awarding.loadFile(helen, hands)

  await seeEarly(carys, hands, { candidate: learner, series, grade: 'B' })
  const tom = await visitAs('tom', '/', slow)
  await openRecordOf(tom, hands, { cohort, name: learner.name })
  await tom.getByText('Nothing to show').waitFor()
  await awarding.releaseNow(helen, hands, series)

  const code = await printCode(carys, hands, learner, cohort)
  const dilys = await visit('/', slow)
  await openAccount(dilys, hands, learner)
  await claimRecord(dilys, hands, learner.uln, code)
  await expectLine(dilys, /\bB\b[^]*confirmed by Meridian Awards/)
  await tom.reload()
  await expectLine(tom, /\bB\b[^]*confirmed by Meridian Awards/)

  const title = 'Physics, and what comes next'
  await pageOfLine(dilys, hands, { title, line })
  await publishPage(dilys, hands)
  await share(dilys, hands, {
    page: title,
    way: 'With a link that you give them',
    recipient: 'Tidal Ltd',
    purpose: 'Application for an apprenticeship',
    mayCopy: false,
  })
  const visitor = await visit(await linkOf(dilys), slow)
  await openSharedPage(visitor, hands, title)
  const university = 'University of Northmoor'
  await shareLevel(dilys, hands, { level: 'Level 3', recipient: university, purpose: 'My application' })
  const daniel = await visitAs('daniel', '/', slow)
  await openSharedRecord(daniel, hands, { organisation: university, from: learner.name })
  await expectLine(daniel, /\bB\b/)

  const said = 'My results slip says A. I can show it.'
  const reference = await challenge(dilys, hands, { line, said })
  await daniel.reload()
  await expectLine(daniel, /\bB\b[^]*something may be wrong/)
  await visitor.reload()
  await visitor.getByText('Somebody says that something is wrong').waitFor()
  const reason = 'A page of the script had not been added up.'
  await awarding.uphold(helen, hands, reference, { grade: 'A', reason })
  await daniel.reload()
  await expectLine(daniel, /\bA\b/)
  expect(await gradeOnPage(visitor)).toBe('A')

  const corrected = resultsFile(`physics-${learner.uln}-2.csv`, [{ of: learner, grade: 'C' }], ofSeries)
  await awarding.checkFile(helen, hands, corrected, { 'Would load': '0', 'Differ from what is loaded': '1' })
  expect(await awarding.rowToLookAt(helen, 'differs')).toContain('was A, is C in the file')
  await hands.tick(helen.getByRole('checkbox', { name: 'Apply corrections' }))
  await awarding.loadFile(helen, hands)
  expect(await gradeOnPage(visitor)).toBe('A')
  await publishResults(helen, hands)

  expect(await gradeOnPage(visitor)).toBe('C')
  await seeConfirmed(visitor)
  await axe(visitor)
  await daniel.reload()
  await expectLine(daniel, /\bC\b/)
  await tom.reload()
  await expectLine(tom, /\bC\b/)
  await readHistory(dilys, hands, { line, grades: ['C', 'A', 'B'], reason })
})

/** The line as it stands on the page, wherever that draws it. */
async function expectLine(page: Page, text: RegExp): Promise<void> {
  expect(await lineOn(page)).toMatch(text)
}

async function lineOn(page: Page): Promise<string> {
  const main = page.getByRole('main')
  return main.getByRole('row').or(main.getByRole('listitem')).filter({ hasText: line }).first().innerText()
}
