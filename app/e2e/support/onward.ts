import type { Page } from 'playwright-core'
import type { Hands } from './hands.ts'

/** Waits for the page of that name: what comes next is not looked for on the page before it. */
export async function arrivedAt(page: Page, title: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Follows the link of that name to the page of the same name, or of `title`. */
export async function onward(
  page: Page,
  hands: Hands,
  link: string,
  title: string | RegExp = link,
): Promise<void> {
  await hands.press(page.getByRole('link', { name: link, exact: true }).first())
  await arrivedAt(page, title)
}

/** By the places of the header, which only number the organisations of somebody with several. */
export async function toOrganisation(page: Page, hands: Hands, name: string): Promise<void> {
  const places = page.locator('nav.places a[href^="/organisations/"]')
  const heading = page.getByRole('heading', { level: 1 })
  for (const place of await places.all()) {
    const path = (await place.getAttribute('href')) ?? ''
    await hands.press(place)
    await page.waitForURL(`**${path}`)
    if ((await heading.innerText()) === name) return
  }
  throw new Error(`none of the places is ${name}`)
}
