import { expect, test } from 'vitest'
import { picture, resultsFile, somebody } from './support/files.ts'
import { keyboard, pointer } from './support/hands.ts'
import { axe, noHorizontalScroll } from './support/looks.ts'
import { visitAs } from './support/people.ts'
import { visit } from './support/visit.ts'
import { publishResults, uploadResults } from './whole-path/exams-officer.ts'
import * as learners from './whole-path/learner.ts'
import { enterLearner, printCode } from './whole-path/registrar.ts'
import { openLine, openPage, readPage, takeCopyAndCheckIt } from './whole-path/visitor.ts'

/**
 * A result is published, found, put beside the learner's own work, shared, opened, checked, seen to be seen, and
 * stopped: by an exams officer, a registrar, a learner, somebody without an account and a tutor.
 */
test.each([
  { how: 'with JavaScript', hands: pointer, javaScript: true },
  { how: 'without JavaScript', hands: pointer, javaScript: false },
  { how: 'by keyboard alone', hands: keyboard, javaScript: true },
])('a result becomes a confirmed line on a shared page, $how', async ({ hands, javaScript }) => {
  const [known, learner] = [somebody('Ffion'), somebody('Bryn')]
  const cohort = `Wind ${learner.uln}`
  const acme = 'Acme Ltd'

  const carys = await visitAs('carys', '/', { javaScript })
  await enterLearner(carys, hands, known, cohort)

  const helen = await visitAs('helen', '/', { javaScript })
  const file = resultsFile(`physics-${learner.uln}.csv`, [
    { of: known, grade: 'A' },
    { of: learner, grade: 'B' },
    { of: somebody('Nobody'), grade: 'C', uln: '1234567890' },
  ])
  await uploadResults(helen, hands, file)
  await axe(helen)
  await publishResults(helen, hands)

  await enterLearner(carys, hands, learner, cohort)
  const code = await printCode(carys, hands, learner, cohort)
  await axe(carys)

  const bryn = await visit('/', { javaScript })
  await learners.openAccount(bryn, hands, learner)
  await learners.claimRecord(bryn, hands, learner.uln, code)
  await learners.readRecord(bryn, hands)
  await learners.addEvidence(bryn, hands, await picture('mast.png'))
  await learners.addReflection(bryn, hands)
  await learners.makePage(bryn, hands)
  await axe(bryn)
  await learners.publishPage(bryn, hands)
  await learners.share(bryn, hands, {
    way: 'Signed in, by their e-mail address',
    recipient: 'tutor@demo.example',
    purpose: 'Our talk on Thursday',
    mayCopy: false,
  })
  await learners.share(bryn, hands, {
    way: 'With a link that you give them',
    recipient: acme,
    purpose: 'Application for the survey apprenticeship',
    mayCopy: true,
  })
  const link = await learners.linkOf(bryn)

  const visitor = await visit(link, { javaScript })
  await openPage(visitor, hands, learner.name, acme)
  await readPage(visitor, learner.name)
  await axe(visitor)
  await noHorizontalScroll(visitor)
  await openLine(visitor, hands)
  await takeCopyAndCheckIt(visitor, hands)
  await axe(visitor)

  const tom = await visitAs('tom', '/shared-with-me', { javaScript })
  await hands.press(tom.getByRole('link', { name: `A page from ${learner.name}` }).first())
  await openPage(tom, hands, learner.name, 'tutor@demo.example')
  expect(await tom.getByRole('button', { name: 'Take a copy to check later' }).count()).toBe(0)

  await learners.seeWhoLookedAndStop(bryn, hands, acme)
  const after = await visitor.goto(link)
  expect(after?.status()).toBe(410)
  await visitor.getByText('This is no longer shared.').waitFor()
})
