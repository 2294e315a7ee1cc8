import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { downloaded, type Hands } from '../support/hands.ts'
import { arrivedAt } from '../support/onward.ts'

/** The neutral page first, which tells nothing; then the page with the product's own count above it. */
export async function openPage(page: Page, hands: Hands, learner: string, recipient: string): Promise<void> {
  await arrivedAt(page, 'Somebody shared something with you')
  expect(await page.locator('body').innerText()).not.toMatch(/mast|wind|Acme/)
  expect(await page.locator('body').innerText()).not.toContain(learner)
  await hands.press(page.getByRole('button', { name: 'Open', exact: true }))
  await arrivedAt(page, 'A mast for the wind')
  const frame = page.getByRole('complementary')
  await frame.getByText(`${learner} shares this page with ${recipient}`).waitFor()
  await frame.getByText('1 of 3 things here was confirmed by its issuer').waitFor()
}

/** Each thing carries its mark, and the picture is there. */
export async function readPage(page: Page, learner: string): Promise<void> {
  const article = page.getByRole('article')
  expect(await article.getByText('confirmed by Meridian Awards').count()).toBe(1)
  expect(await article.getByRole('link', { name: `added by ${learner}, not checked` }).count()).toBe(2)
  const picture = article.getByRole('img', { name: 'A mast of three metres with a wind vane.' })
  await picture.scrollIntoViewIfNeeded()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 10_000 })
    .toBeGreaterThan(0)
}

/** Behind the mark: who issued it, what was checked, and what came out; and back. */
export async function openLine(page: Page, hands: Hands): Promise<void> {
  await hands.press(page.getByRole('article').getByRole('link', { name: 'confirmed by Meridian Awards' }))
  await arrivedAt(page, 'A level Physics')
  for (const check of ['The signature fits the content', 'The issuer has not taken it back']) {
    const line = page.getByRole('listitem').filter({ hasText: check })
    expect(await line.innerText()).toContain('passed')
  }
  await hands.press(page.getByRole('link', { name: 'Back to the page' }))
  await arrivedAt(page, 'A mast for the wind')
}

/** Takes the bundle away and has it checked where anybody can. */
export async function takeCopyAndCheckIt(page: Page, hands: Hands): Promise<void> {
  const bundle = await downloaded(page, () =>
    hands.press(page.getByRole('button', { name: 'Take a copy to check later' })),
  )
  await page.goto('/verify')
  await hands.give(page.getByLabel('The file'), bundle)
  await hands.press(page.getByRole('button', { name: 'Check it' }))
  await arrivedAt(page, 'What the check found')
  await page.getByText('1 of 1 certificate in this bundle was confirmed.').waitFor()
  await page.getByText('Confirmed by its issuer').waitFor()
}
