import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Hands } from '../support/hands.ts'
import { arrivedAt, onward, toOrganisation } from '../support/onward.ts'

/** With a link and no account: the neutral page, then what the learner made. */
export async function openSharedPage(page: Page, hands: Hands, title: string): Promise<void> {
  await arrivedAt(page, 'Somebody shared something with you')
  await hands.press(page.getByRole('button', { name: 'Open', exact: true }))
  await arrivedAt(page, title)
}

/** By staff of the organisation that a part of the record was shared with. */
export async function openSharedRecord(
  page: Page,
  hands: Hands,
  { organisation, from }: { organisation: string; from: string },
): Promise<void> {
  await toOrganisation(page, hands, organisation)
  await onward(page, hands, 'Shared with us')
  await onward(page, hands, from, 'Somebody shared something with you')
  await hands.press(page.getByRole('button', { name: 'Open', exact: true }))
  await arrivedAt(page, `Results of ${from}`)
}

/** What the shared page says at this moment, to somebody who opened it before. */
export async function gradeOnPage(page: Page): Promise<string> {
  await page.reload()
  return page.getByRole('article').locator('.result-line__result').innerText()
}

/** A changed line is signed anew by a job: until then the page does not say that it is confirmed. */
export async function seeConfirmed(page: Page): Promise<void> {
  const marks = async () => {
    await page.reload()
    return page.getByRole('article').getByText('confirmed by Meridian Awards').count()
  }
  await expect.poll(marks, { timeout: 15_000 }).toBe(1)
  expect(await page.getByRole('article').innerText()).toContain('amended')
}
