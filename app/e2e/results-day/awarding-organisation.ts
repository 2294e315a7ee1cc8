import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { FileToGive, Hands } from '../support/hands.ts'
import { arrivedAt, onward, toOrganisation } from '../support/onward.ts'
import { fact } from '../whole-path/exams-officer.ts'

const organisation = 'Meridian Awards'

/** A season of its own, to be released in three days; centres see their candidates' results from now on. */
export async function openSeries(page: Page, hands: Hands, series: string): Promise<void> {
  await toOrganisation(page, hands, organisation)
  await onward(page, hands, 'Exam series')
  await hands.type(page.getByLabel('Series'), series)
  await hands.press(page.getByRole('button', { name: 'Open the series' }))
  await arrivedAt(page, series)
  await hands.tick(page.getByRole('radio', { name: 'From a day and time' }))
  await date(page, hands, 'Day of release', 3)
  await date(page, hands, 'Day from which centres see them', -1)
  await hands.press(page.getByRole('button', { name: 'Set the release' }))
  await page.getByText('The release is set. It happens by itself.').waitFor()
  expect(await fact(page, 'State')).toContain('with centres')
}

async function date(page: Page, hands: Hands, group: string, days: number): Promise<void> {
  const day = new Date(Date.now() + days * 86_400_000)
  const parts = { Day: day.getUTCDate(), Month: day.getUTCMonth() + 1, Year: day.getUTCFullYear() }
  for (const [label, value] of Object.entries(parts)) {
    const field = page.getByRole('group', { name: group }).getByLabel(label, { exact: true })
    await hands.type(field, String(value))
  }
}

/** The dry run: what would come of the file, and of each row that needs a look. Nothing is loaded. */
export async function checkFile(
  page: Page,
  hands: Hands,
  file: FileToGive,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  await toOrganisation(page, hands, organisation)
  await onward(page, hands, 'Results')
  await onward(page, hands, 'Upload results')
  await hands.give(page.getByLabel('File', { exact: true }), file)
  await hands.press(page.getByRole('button', { name: 'Upload and check' }))
  await arrivedAt(page, file.name)
  expect(await fact(page, 'State')).toContain('checked, not loaded')
  for (const [term, value] of Object.entries(expected)) expect(await fact(page, term), term).toBe(value)
}

/** What the report says of a row that it names. */
export function rowToLookAt(page: Page, verdict: string): Promise<string> {
  const rows = page.getByRole('table', { name: 'Rows to look at' }).getByRole('row')
  return rows.filter({ hasText: verdict }).innerText()
}

export async function loadFile(page: Page, hands: Hands): Promise<void> {
  await hands.press(page.getByRole('button', { name: 'Load', exact: true }))
  await page.getByText('The file is loaded.').first().waitFor()
}

/** Moves the release that was set to this moment. */
export async function releaseNow(page: Page, hands: Hands, series: string): Promise<void> {
  await toOrganisation(page, hands, organisation)
  await onward(page, hands, 'Exam series')
  await onward(page, hands, series)
  await hands.tick(page.getByRole('radio', { name: 'Now' }))
  await hands.press(page.getByRole('button', { name: 'Move the release' }))
  await page.getByText('Released. Results may be seen now.').waitFor()
  expect(await fact(page, 'State')).toContain('released')
}

/** From the list of what is to be answered: looks into it, agrees, and puts it right in the same step. */
export async function uphold(
  page: Page,
  hands: Hands,
  reference: string,
  { grade, reason }: { readonly grade: string; readonly reason: string },
): Promise<void> {
  await toOrganisation(page, hands, organisation)
  await onward(page, hands, 'Something is wrong')
  await onward(page, hands, reference, `Reference ${reference}`)
  await hands.press(page.getByRole('button', { name: 'Look into this' }))
  await page.getByText('You are looking into it.').waitFor()
  await hands.tick(page.getByRole('radio', { name: 'A new version that says this:' }))
  await hands.choose(page.getByLabel('Result', { exact: true }), grade)
  await hands.type(page.getByLabel('What you did'), reason)
  await hands.press(page.getByRole('button', { name: 'Put it right' }))
  await page.getByText('Put right. Whoever said it was told').waitFor()
}
