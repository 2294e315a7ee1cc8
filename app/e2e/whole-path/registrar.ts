import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { wordsFor } from '../../src/words.ts'
import type { Somebody } from '../support/files.ts'
import type { Hands } from '../support/hands.ts'
import { arrivedAt, onward, toOrganisation } from '../support/onward.ts'

/** Carys reads Welsh, so her pages are. */
const t = wordsFor('cy')
const school = 'Harbour Community School'

/** The other place whose registrar Carys is. */
export const college = 'Coleg Afon'

export async function enterLearner(
  page: Page,
  hands: Hands,
  learner: Somebody,
  cohort: string,
  at = school,
): Promise<void> {
  await toOrganisation(page, hands, at)
  await onward(page, hands, t('institution.taskLearners'))
  await onward(page, hands, t('record.enterLearner'))
  await hands.tick(page.getByRole('radio', { name: t('record.isNew') }))
  await hands.type(page.getByLabel(t('record.uln')), learner.uln)
  await hands.type(page.getByLabel(t('record.givenName'), { exact: true }), learner.givenName)
  await hands.type(page.getByLabel(t('record.familyName'), { exact: true }), learner.familyName)
  const born = page.getByRole('group', { name: t('record.birthDate') })
  for (const part of ['day', 'month', 'year'] as const) {
    await hands.type(born.getByLabel(t(`common.${part}`), { exact: true }), learner.born[part])
  }
  await hands.type(page.getByLabel(t('record.cohort')), cohort)
  await hands.press(page.getByRole('button', { name: t('record.enterButton') }))
  await page.getByText(t('record.learnerEntered')).waitFor()
}

/** The sheet of a cohort; the code of one learner on it, as it stands on the paper. */
export async function printCode(
  page: Page,
  hands: Hands,
  learner: Somebody,
  cohort: string,
  at = school,
): Promise<string> {
  await toOrganisation(page, hands, at)
  await onward(page, hands, t('institution.taskCodes'))
  const cohorts = page.getByLabel(t('record.cohort'))
  const option = cohorts.locator('option').filter({ hasText: cohort })
  await hands.choose(cohorts, (await option.textContent()) ?? '')
  await hands.press(page.getByRole('button', { name: t('record.makeCodes') }))
  await arrivedAt(page, t('record.sheetTitle', { cohort }))
  await page.emulateMedia({ media: 'print' })
  const slip = page.locator('.slip').filter({ hasText: learner.name })
  const text = await slip.innerText()
  expect(text).toContain(learner.uln)
  expect(await page.getByRole('navigation', { name: t('common.places') }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  const code = /\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/.exec(text)?.[0]
  if (!code) throw new Error(`no code on the slip: ${text}`)
  return code
}
