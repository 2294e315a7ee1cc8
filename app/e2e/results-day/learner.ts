import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Hands } from '../support/hands.ts'
import { arrivedAt, onward } from '../support/onward.ts'

/** A page with nothing on it but one line of the record; left as a draft. */
export async function pageOfLine(
  page: Page,
  hands: Hands,
  { title, line }: { title: string; line: string },
): Promise<void> {
  await onward(page, hands, 'Portfolio')
  await hands.press(page.getByRole('link', { name: 'Make your first page' }))
  await arrivedAt(page, 'New page')
  await hands.type(page.getByLabel('Title of the page'), title)
  await hands.press(page.getByRole('button', { name: 'Start writing' }))
  await arrivedAt(page, title)
  await hands.press(page.getByRole('button', { name: 'A line of my record' }))
  await arrivedAt(page, /^Put /)
  await hands.tick(page.getByRole('checkbox', { name: line }))
  await hands.press(page.getByRole('button', { name: 'Put on the page' }))
  await arrivedAt(page, title)
}

/** Everything of a level, now and later, for one organisation. */
export async function shareLevel(
  page: Page,
  hands: Hands,
  { level, recipient, purpose }: { level: string; recipient: string; purpose: string },
): Promise<void> {
  await onward(page, hands, 'Record')
  await onward(page, hands, 'Share results from your record')
  await hands.press(page.getByRole('link', { name: 'Results by a rule' }))
  await arrivedAt(page, 'Results by a rule')
  await hands.tick(page.getByRole('checkbox', { name: level }))
  await hands.tick(page.getByRole('radio', { name: 'An organisation' }))
  await hands.type(page.getByLabel('For whom'), recipient)
  await hands.type(page.getByLabel('What for'), purpose)
  await hands.press(page.getByRole('button', { name: 'Share', exact: true }))
  await arrivedAt(page, `Shared with ${recipient}`)
}

/** Says what is wrong with a line; gives the reference under which it is answered. */
export async function challenge(
  page: Page,
  hands: Hands,
  { line, said }: { line: string; said: string },
): Promise<string> {
  await onward(page, hands, 'Record')
  await onward(page, hands, line)
  await onward(page, hands, 'Something is wrong with this result')
  await hands.tick(page.getByRole('radio', { name: 'It says something incorrect' }))
  await hands.type(page.getByLabel('Say it in your own words'), said)
  await hands.press(page.getByRole('button', { name: 'Send to Meridian Awards' }))
  await page.getByText('Sent. The organisation that issues the result answers.').waitFor()
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  return title.replace('Reference ', '')
}

/** The line as its learner reads it: what it says now, what it said before, and what was answered. */
export async function readHistory(
  page: Page,
  hands: Hands,
  { line, grades, reason }: { line: string; grades: readonly string[]; reason: string },
): Promise<void> {
  await onward(page, hands, 'Record')
  await hands.press(page.getByRole('link', { name: line }))
  const rows = page.getByRole('table', { name: 'What it was before' }).getByRole('row')
  await rows.last().waitFor()
  const before = await rows.evaluateAll((all) => all.slice(1).map((row) => row.children[2]?.textContent))
  expect(before).toEqual(grades)
  expect(await page.getByRole('table', { name: 'What was said about this result' }).innerText()).toContain(
    reason,
  )
}
