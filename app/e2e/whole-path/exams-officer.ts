import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { FileToGive, Hands } from '../support/hands.ts'
import { arrivedAt, onward, toOrganisation } from '../support/onward.ts'

/** From the home page to the report of one file: two rows that need a look, and why. */
export async function uploadResults(page: Page, hands: Hands, file: FileToGive): Promise<void> {
  await toOrganisation(page, hands, 'Meridian Awards')
  await onward(page, hands, 'Results')
  await onward(page, hands, 'Upload results')
  await hands.give(page.getByLabel('File', { exact: true }), file)
  await hands.press(page.getByRole('button', { name: 'Upload and check' }))
  await arrivedAt(page, file.name)
  expect(await fact(page, 'Would load')).toBe('1')
  await hands.press(page.getByRole('button', { name: 'Load', exact: true }))
  await page.getByText('The file is loaded. Nothing is published yet.').waitFor()
  expect(await fact(page, 'Rows')).toBe('3')
  expect(await fact(page, 'Loaded')).toBe('1')
  expect(await fact(page, 'Held')).toBe('1, of which 1 still wait')
  expect(await fact(page, 'Refused')).toBe('1')
  const rows = page.getByRole('table', { name: 'Rows to look at' }).getByRole('row')
  expect(await rows.filter({ hasText: 'held' }).innerText()).toContain(
    'no learner is registered with exactly this number',
  )
  expect(await rows.filter({ hasText: 'refused' }).innerText()).toContain(
    'is not a valid number: a digit is wrong',
  )
}

export async function publishResults(page: Page, hands: Hands): Promise<void> {
  await hands.tick(page.getByRole('radio', { name: 'Now' }))
  await hands.press(page.getByRole('button', { name: 'Publish' }))
  await page.getByText('Published. Learners see it now.').waitFor()
}

/** The value beside a term, as the report sets it. */
export async function fact(page: Page, term: string): Promise<string> {
  const row = page.locator('dl > div').filter({ has: page.getByText(term, { exact: true }) })
  return (await row.locator('dd').first().innerText()).trim()
}
