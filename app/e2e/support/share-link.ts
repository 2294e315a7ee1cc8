import type { Page } from 'playwright-core'

/** Sends the form that holds this field, by its first button: in whatever language the page is. */
export async function send(page: Page, field: string, button = 'button[type=submit]'): Promise<void> {
  const form = page.locator('main form').filter({ has: page.locator(`[name="${field}"]`) })
  await Promise.all([page.waitForEvent('load'), form.locator(button).first().click()])
}

/** Shares the first published page of whoever is signed in; ends on the share's page and gives its link. */
export async function shareFirstPage(page: Page, recipient: string): Promise<string> {
  await page.goto('/portfolio/pages')
  const address =
    (await page.locator('main a[href^="/portfolio/pages/0"]').first().getAttribute('href')) ?? ''
  await page.goto(address.replace('/portfolio/pages/', '/shares/new/'))
  await page.locator('input[name=audience][value=link]').check()
  await page.locator('input[name=recipient]').fill(recipient)
  await page.locator('input[name=purpose]').fill('To look at every page')
  await page.locator('input[name=mayDownload]').check()
  await send(page, 'recipient')
  return page.locator('#link').inputValue()
}
