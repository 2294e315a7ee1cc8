import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { seriesText } from '../../src/record/record-words.ts'
import { wordsFor } from '../../src/words.ts'
import type { Somebody } from '../support/files.ts'
import type { Hands } from '../support/hands.ts'
import { onward, toOrganisation } from '../support/onward.ts'

/** Carys reads Welsh, so her pages are. */
const t = wordsFor('cy')
const school = 'Harbour Community School'

/** Days before anybody else: the candidate's result, and that it is not yet for candidates. */
export async function seeEarly(
  page: Page,
  hands: Hands,
  { candidate, series, grade }: { candidate: Somebody; series: string; grade: string },
): Promise<void> {
  await toOrganisation(page, hands, school)
  await onward(page, hands, t('series.taskExams'))
  const shown = `${seriesText(t, series)}, Meridian Awards`
  await onward(page, hands, shown)
  await hands.press(page.getByRole('link', { name: t('series.toResults') }))
  await page.getByText(t('series.embargoTitle')).waitFor()
  const row = page.getByRole('row').filter({ hasText: candidate.name })
  expect(await row.getByRole('cell').allInnerTexts()).toContain(grade)
  expect(await row.innerText()).toContain(t('series.result_releasedToCentre'))
}
