import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Hands } from '../support/hands.ts'
import { arrivedAt, onward } from '../support/onward.ts'

/** With the code from the wall: reads who asks and what they will see, and agrees. */
export async function joinClass(
  page: Page,
  hands: Hands,
  { code, cohort, school }: { code: string; cohort: string; school: string },
): Promise<void> {
  await onward(page, hands, 'Record')
  await onward(page, hands, 'Where you learn')
  await onward(page, hands, 'Join a class')
  await hands.type(page.getByLabel('Code', { exact: true }), code)
  await hands.press(page.getByRole('button', { name: 'Go on' }))
  await arrivedAt(page, `Join ${cohort} at ${school}`)
  await page.getByText('What they will not see').waitFor()
  await hands.press(page.getByRole('button', { name: 'I agree: join' }))
  await arrivedAt(page, 'Where you learn')
  expect(await placeIn(page, school)).toContain('waiting')
}

/** What "Where you learn" says of one place. */
export function placeIn(page: Page, school: string): Promise<string> {
  return page.getByRole('row').filter({ hasText: school }).innerText()
}
