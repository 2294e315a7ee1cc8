import type { Page } from 'playwright-core'
import type { Hands } from '../support/hands.ts'
import { arrivedAt, onward, toOrganisation } from '../support/onward.ts'

/** The list of one class, once it is said what for; each learner reads that. */
export async function showClass(page: Page, hands: Hands, cohort: string): Promise<void> {
  await toOrganisation(page, hands, 'Harbour Community School')
  await onward(page, hands, 'Learners')
  const cohorts = page.getByLabel('Cohort')
  const option = cohorts.locator('option').filter({ hasText: cohort })
  await hands.choose(cohorts, (await option.textContent()) ?? '')
  await hands.tick(page.getByRole('radio', { name: 'Teaching and supporting the learner' }))
  await hands.press(page.getByRole('button', { name: 'Show the list' }))
  await arrivedAt(page, 'List of learners')
}

/** Somebody in it; the learner reads that too. */
export async function openRecordOf(
  page: Page,
  hands: Hands,
  { cohort, name }: { cohort: string; name: string },
): Promise<void> {
  await showClass(page, hands, cohort)
  await hands.press(page.getByRole('button', { name: `Open the record of ${name}` }))
  await arrivedAt(page, name)
}
