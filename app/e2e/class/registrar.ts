import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { wordsFor } from '../../src/words.ts'
import type { Somebody } from '../support/files.ts'
import type { FileToGive, Hands } from '../support/hands.ts'
import { arrivedAt, onward, toOrganisation } from '../support/onward.ts'
import { fact } from '../whole-path/exams-officer.ts'

/** Carys reads Welsh, so her pages are. */
const t = wordsFor('cy')

export async function toClasses(page: Page, hands: Hands): Promise<void> {
  await toOrganisation(page, hands, 'Harbour Community School')
  await onward(page, hands, t('cohort.title'))
}

/** The list is checked first: who would be enrolled, who is nobody, whose number is wrong. Then the press. */
export async function enrolFromList(
  page: Page,
  hands: Hands,
  list: FileToGive,
  cohort: string,
): Promise<void> {
  await toClasses(page, hands)
  await onward(page, hands, t('cohort.fromList'), t('cohort.uploadTitle'))
  await hands.type(page.getByRole('textbox', { name: t('cohort.cohortFor') }), cohort)
  await hands.give(page.getByLabel(t('cohort.file')), list)
  await hands.press(page.getByRole('button', { name: t('cohort.check') }))
  await arrivedAt(page, list.name)
  expect(await fact(page, t('cohort.listNew'))).toBe('1')
  expect(await fact(page, t('cohort.listUnmatched'))).toBe('1')
  expect(await fact(page, t('cohort.listRefused'))).toBe('1')
  await page.getByText(t('cohort.unmatchedWhy')).waitFor()
  await hands.press(page.getByRole('button', { name: t('cohort.press', { count: 1 }) }))
  await page.getByText(t('cohort.isEnrolled')).waitFor()
  expect(await fact(page, t('cohort.listEnrolled'))).toBe('1')
}

/** The sheet for the wall; the code as it stands on it. */
export async function codeForTheWall(page: Page, hands: Hands, cohort: string): Promise<string> {
  await toClasses(page, hands)
  await hands.type(page.getByRole('textbox', { name: t('cohort.className'), exact: true }), cohort)
  await hands.press(page.getByRole('button', { name: t('cohort.makeCode') }))
  await arrivedAt(page, t('cohort.wallTitle', { cohort }))
  await page.getByRole('img', { name: t('cohort.qrLabel') }).waitFor()
  const code = /\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b/.exec(await page.getByRole('main').innerText())?.[0]
  return code ?? Promise.reject(new Error('no code on the sheet'))
}

/** Somebody who joined waits for a person who knows them. */
export async function confirmJoiner(
  page: Page,
  hands: Hands,
  joiner: Somebody,
  cohort: string,
): Promise<void> {
  await toClasses(page, hands)
  const waiting = page.getByRole('row').filter({ hasText: joiner.name })
  await hands.press(
    waiting.getByRole('button', { name: t('cohort.confirmOf', { name: joiner.name, cohort }) }),
  )
  await page.getByText(t('cohort.isConfirmed')).waitFor()
}
