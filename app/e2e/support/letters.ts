import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** The letters to somebody, the newest first, once the job that sends them has done so; `link` when one holds it. */
export async function letterTo(page: Page, recipient: string, link = 'http'): Promise<Locator> {
  const letters = page
    .getByRole('article')
    .filter({ hasText: recipient })
    .filter({ has: page.locator(`a[href*="${link}"]`) })
  const arrived = async () => {
    await page.goto('/mail')
    return letters.count()
  }
  await expect.poll(arrived, { timeout: 15_000, message: `a letter to ${recipient}` }).toBeGreaterThan(0)
  return letters.first()
}
